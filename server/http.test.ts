import assert from "node:assert/strict";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { type SiteOptions, site } from "./http.ts";
import { pagesChanged, putTogether, putTogetherZipped, takeApart } from "./page-cache.ts";
import { contentSecurityPolicy, nonceOf, randomToken, SEED_HEADER } from "./page-headers.ts";

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string };
type Upstream = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A page as Next makes it: a nonce of its own on every script, a seed in its form, and how many times it was rendered. */
function page(response: ServerResponse, words = "bonjour", headers: Record<string, string> = {}): void {
  const [nonce, seed] = [randomToken(), randomToken()];
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-security-policy", contentSecurityPolicy(nonce, false));
  response.setHeader(SEED_HEADER, seed);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.write(`<title>Page</title><script nonce="${nonce}">1</script><p>${words} é</p>`);
  response.end(
    `<input value="${seed}-form"><script nonce="${nonce}">2</script>${"<p>encore</p>".repeat(200)}`,
  );
}

async function standing(t: TestContext, upstream: Upstream, options?: SiteOptions) {
  const server = createServer(site(upstream, options));
  let count = 0;
  server.on("request", () => {
    count += 1;
    server.emit("counted");
  });
  /** Waits until that many requests have come in. */
  const reached = (wanted: number) =>
    new Promise<void>((resolve) => {
      const look = () => (count >= wanted ? resolve() : server.once("counted", look));
      look();
    });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<Answer>((resolve, reject) => {
      request({ port, path, headers, method, agent: false }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
          const body = Buffer.concat(chunks);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body,
            text: body.toString(),
          });
        });
      })
        .on("error", reject)
        .end();
    });
  return { get, port, reached };
}

const nonceIn = (answer: Answer) => nonceOf(String(answer.headers["content-security-policy"])) ?? "";
const seedIn = (answer: Answer) => /value="(\w+)-form"/.exec(answer.text)?.[1] ?? "";

test("an anonymous page is rendered once, and no two copies share a nonce or a form key", async (t) => {
  let rendered = 0;
  const { get } = await standing(t, (_, response) => page(response, `rendu ${++rendered}`));
  const answers = [await get("/"), await get("/"), await get("/")];
  assert.equal(rendered, 1);
  for (const read of [nonceIn, seedIn]) {
    const texts = answers.map(read);
    assert.equal(new Set(texts).size, 3);
    for (const [index, text] of texts.entries()) {
      assert.equal(text.length, 32);
      assert.equal(answers.filter((answer) => answer.text.includes(text)).length, 1, `copy ${index}`);
    }
  }
  for (const answer of answers) {
    assert.equal(answer.text.split(`nonce="${nonceIn(answer)}"`).length, 3);
    assert.equal(answer.headers[SEED_HEADER], undefined);
    assert.match(answer.text, /rendu 1 é/);
  }
});

test("the compressed copy is the plain one, and only for those who take it", async (t) => {
  let rendered = 0;
  const { get } = await standing(t, (request, response) => {
    assert.equal(request.headers["accept-encoding"], undefined);
    page(response, `rendu ${++rendered}`);
  });
  for (const _ of ["rendered", "kept"]) {
    const zipped = await get("/", { "accept-encoding": "br, gzip" });
    assert.equal(zipped.headers["content-encoding"], "gzip");
    const text = gunzipSync(zipped.body).toString();
    assert.equal(text.split(nonceIn(zipped)).length, 3);
    assert.ok(zipped.body.length < text.length / 2);
  }
  const plain = await get("/", { "accept-encoding": "gzip;q=0" });
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(rendered, 1);
});

test("a page taken apart and put together is the same bytes but for its tokens", () => {
  const before = [randomToken(), randomToken()] as const;
  const after = [randomToken(), randomToken()] as const;
  for (const text of [
    "",
    "x",
    before[0],
    `${before[1]}${before[0]}${before[0]}`,
    `é${before[0]}${"abc<p>".repeat(20_000)}${before[1]}${"abc<p>".repeat(20_000)}${before[0]}é`,
  ]) {
    const template = takeApart(Buffer.from(text), before);
    const expected = text.replaceAll(before[0], after[0]).replaceAll(before[1], after[1]);
    assert.equal(Buffer.from(putTogether(template, after), "latin1").toString(), expected);
    assert.equal(gunzipSync(putTogetherZipped(template, after)).toString(), expected);
  }
});

test("nothing of one person reaches another", async (t) => {
  let rendered = 0;
  const { get } = await standing(t, (request, response) => {
    rendered += 1;
    const seen = JSON.stringify(request.headers);
    page(response, `vu ${seen}`, request.url === "/connexion" ? { "set-cookie": "a=b" } : {});
  });
  const mine = await get("/", { cookie: "session=moi" });
  assert.match(mine.text, /session=moi/);
  assert.doesNotMatch((await get("/")).text, /session=moi/);
  assert.match((await get("/", { cookie: "session=elle" })).text, /session=elle/);
  assert.match((await get("/", { authorization: "Bearer moi" })).text, /Bearer moi/);
  assert.equal(rendered, 4);

  await get("/connexion");
  await get("/connexion");
  assert.equal(rendered, 6, "an answer that sets a cookie is never kept");

  // Whoever comes first cannot colour the page for the others with headers of their own.
  await get("/partage", { "x-forwarded-for": "moi", "accept-language": "xx", "x-quotepart-locale": "ar" });
  assert.doesNotMatch((await get("/partage")).text, /moi|xx|"ar"/);
  assert.equal(rendered, 7);
});

test("another address, host or scheme is another page", async (t) => {
  let rendered = 0;
  const { get } = await standing(t, (_, response) => page(response, `rendu ${++rendered}`));
  await get("/a");
  await get("/a?b");
  await get("/a", { host: "autre.example" });
  await get("/a", { "x-forwarded-proto": "https" });
  assert.equal(rendered, 4);
  await get("/a");
  assert.equal(rendered, 4);
});

test("what is not a plain page is never kept", async (t) => {
  let rendered = 0;
  const { get } = await standing(t, (request, response) => {
    rendered += 1;
    if (request.url === "/ailleurs") return response.writeHead(307, { location: "/" }).end();
    if (request.url === "/absente") {
      response.statusCode = 404;
      return page(response);
    }
    if (request.url === "/donnees.csv") return response.setHeader("content-type", "text/csv").end("a,b");
    if (request.url === "/sans-nonce") return response.setHeader("content-type", "text/html").end("<p>x");
    page(response);
  });
  for (const [path, status] of [
    ["/ailleurs", 307],
    ["/absente", 404],
    ["/donnees.csv", 200],
    ["/sans-nonce", 200],
    ["/api/health", 200],
    ["/_next/static/a.js", 200],
  ] as const) {
    const before = rendered;
    assert.equal((await get(path)).status, status, path);
    assert.equal((await get(path)).status, status, path);
    assert.equal(rendered, before + 2, path);
  }
  const before = rendered;
  await get("/demi", { rsc: "1" });
  await get("/demi", { rsc: "1" });
  await get("/demi", {}, "POST");
  assert.equal(rendered, before + 3);
});

test("many who ask at once make one render", async (t) => {
  let rendered = 0;
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { get, reached } = await standing(t, async (_, response) => {
    rendered += 1;
    await gate;
    page(response);
  });
  const asked = Array.from({ length: 50 }, () => get("/"));
  await reached(50);
  letGo();
  const nonces = (await Promise.all(asked)).map(nonceIn);
  assert.equal(rendered, 1);
  assert.equal(new Set(nonces).size, 50);
});

test("when the first of many leaves, the others are still answered", async (t) => {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let rendered = 0;
  const { get, port, reached } = await standing(t, async (_, response) => {
    rendered += 1;
    if (rendered === 1) await gate;
    page(response);
  });
  const first = request({ port, path: "/", agent: false });
  first.on("error", () => {});
  first.end();
  await reached(1);
  const second = get("/");
  await reached(2);
  first.destroy();
  assert.equal((await second).status, 200);
  assert.equal(rendered, 2);
  letGo();
});

test("a kept page ends with its time, with a change, or for want of room", async (t) => {
  let rendered = 0;
  let now = 0;
  const { get } = await standing(t, (_, response) => page(response, `rendu ${++rendered}`), {
    ttlMs: 3_000,
    capacity: 2,
    now: () => now,
  });
  await get("/");
  now = 2_999;
  await get("/");
  assert.equal(rendered, 1);
  now = 3_000;
  await get("/");
  assert.equal(rendered, 2);
  pagesChanged();
  await get("/");
  assert.equal(rendered, 3);
  await get("/b");
  await get("/c");
  assert.equal(rendered, 5);
  await get("/c");
  await get("/b");
  assert.equal(rendered, 5);
  await get("/");
  assert.equal(rendered, 6);
});

test("a page begun before a change is not given to those who come after it", async (t) => {
  let state = "avant";
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let rendered = 0;
  const { get, reached } = await standing(t, async (_, response) => {
    const seen = state;
    rendered += 1;
    if (rendered === 1) await gate;
    page(response, seen);
  });
  const early = get("/");
  await reached(1);
  state = "après";
  pagesChanged();
  assert.match((await get("/")).text, /après/);
  letGo();
  await early;
  assert.match((await get("/")).text, /après/);
});

test("a broken page is told in words, in the language asked for, with a reference and no code", async (t) => {
  const { get } = await standing(t, (request, response) => {
    if (request.url?.endsWith("/jette")) throw new Error("secret");
    response.statusCode = 500;
    response.setHeader("content-type", request.url?.endsWith("/texte") ? "text/plain" : "text/html");
    response.end(
      request.url?.endsWith("/texte") ? "Internal Server Error" : '<html>secret "digest":"3050032832"',
    );
  });
  t.mock.method(console, "error", () => {});
  for (const [path, word, reference] of [
    ["/casse", "Quelque chose", true],
    ["/en/casse", "Something broke", true],
    ["/ar/casse", "عطل", true],
    ["/texte", "Quelque chose", false],
    ["/jette", "Quelque chose", false],
  ] as const) {
    for (const headers of [{}, { cookie: "a=b" }]) {
      const answer = await get(path, headers as Record<string, string>);
      assert.equal(answer.status, 500);
      assert.match(answer.text, new RegExp(word), path);
      assert.equal(answer.text.includes("3050032832"), reference, path);
      assert.doesNotMatch(answer.text, /secret/);
      assert.ok(answer.text.includes(`<style nonce="${nonceIn(answer)}">`));
    }
  }
});

test("a closed site says that it will be back", async (t) => {
  let closed = true;
  const { get } = await standing(t, (_, response) => page(response), { closed: () => closed });
  const answer = await get("/en/initiatives");
  assert.equal(answer.status, 503);
  assert.equal(answer.headers["retry-after"], "10");
  assert.match(answer.text, /lang="en-GB"[\s\S]*We will be back/);
  closed = false;
  assert.equal((await get("/en/initiatives")).status, 200);
});

test("a form from before an update is told what to do, and that nothing was sent", async (t) => {
  const { get } = await standing(t, (_, response) => {
    response.writeHead(409, { "content-type": "text/plain", "x-nextjs-action-not-found": "1" });
    response.end("Server Action unavailable.");
  });
  const answer = await get("/deposer", { cookie: "a=b" }, "POST");
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Rien n’a été envoyé/);
  assert.doesNotMatch(answer.text, /Server Action/);
});

test("an address cannot write itself into the page of an outage", async (t) => {
  const { get } = await standing(t, (_, response) => page(response), { closed: () => true });
  assert.doesNotMatch((await get("/%22<script>alert(1)</script>")).text, /<script/);
});

test("a form that comes back wrong says so in the title, also without script", async (t) => {
  const { get } = await standing(t, (_, response) =>
    page(response, '<div role="alert" data-title-prefix="Erreur : ">corrigez</div>'),
  );
  assert.match((await get("/deposer", { cookie: "a=b" }, "POST")).text, /^<title>Erreur : Page<\/title>/);
  assert.match((await get("/deposer", { cookie: "a=b" })).text, /^<title>Page<\/title>/);
});

test("a «not found» without words is replaced by a page that has them; one with words is sent as it is", async (t) => {
  const whole = {
    status: 404,
    headers: { "content-type": "text/html" },
    body: Buffer.from("<main>Introuvable</main>"),
  };
  const upstream: Upstream = (request, response) => {
    response.statusCode = 404;
    response.setHeader("content-type", "text/html");
    response.end(request.url === "/worded" ? "<main>Pas ici</main>" : "<script>words</script>");
  };
  const { get } = await standing(t, upstream, { missing: async () => whole });
  for (const headers of [{}, { cookie: "a=b" }] as Record<string, string>[]) {
    assert.match((await get("/bare", headers)).text, /Introuvable/);
    assert.equal((await get("/bare", headers)).status, 404);
    assert.match((await get("/worded", headers)).text, /Pas ici/);
  }
});

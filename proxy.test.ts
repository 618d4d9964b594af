import assert from "node:assert/strict";
import { test } from "node:test";
import { NextRequest } from "next/server.js";
import { LOCALE_HEADER, PLACE_HEADER } from "#messages/locales.ts";
import { nonceOf, SEED_HEADER } from "#server/page-headers.ts";
import { config, proxy } from "./proxy.ts";

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers }));

/** What the page will read: Next carries changed request headers on the answer under this name. */
const told = (answer: Response, name: string) => answer.headers.get(`x-middleware-request-${name}`);

test("the language is read from the address, and the page is found without it", () => {
  for (const [path, code, place] of [
    ["/", "fr", "/"],
    ["/initiatives?theme=sport", "fr", "/initiatives?theme=sport"],
    ["/en", "en", "/"],
    ["/en/initiatives?theme=sport", "en", "/initiatives?theme=sport"],
    ["/ar/comptes", "ar", "/comptes"],
    ["/english", "fr", "/english"],
  ] as const) {
    const answer = ask(path);
    assert.equal(told(answer, LOCALE_HEADER), code, path);
    assert.equal(told(answer, PLACE_HEADER), place, path);
    const rewritten = answer.headers.get("x-middleware-rewrite");
    assert.equal(rewritten && new URL(rewritten).pathname, code === "fr" ? null : place.split("?")[0], path);
  }
});

test("French has one address per page: with a prefix, it is sent to the one without", () => {
  for (const [path, target] of [
    ["/fr", "/"],
    ["/fr/comptes?a=1", "/comptes?a=1"],
  ] as const) {
    const answer = ask(path);
    assert.equal(answer.status, 308);
    assert.equal(answer.headers.get("location"), `http://localhost:3000${target}`);
  }
});

test("a reader cannot choose what only this file may say", () => {
  const forged = {
    [LOCALE_HEADER]: "ar",
    [PLACE_HEADER]: "/x",
    [SEED_HEADER]: "x",
    "content-security-policy": "x",
  };
  const answer = ask("/", forged);
  assert.equal(told(answer, LOCALE_HEADER), "fr");
  assert.equal(told(answer, PLACE_HEADER), "/");
  assert.match(told(answer, SEED_HEADER) ?? "", /^\w{32}$/);
  assert.notEqual(told(answer, "content-security-policy"), "x");
});

test("each page has a policy of its own, that names one nonce and no other origin", () => {
  const policies = [ask("/"), ask("/"), ask("/en")].map((answer) => {
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.equal(told(answer, "content-security-policy"), policy);
    assert.equal(answer.headers.get("cache-control"), "private, no-cache");
    return policy;
  });
  assert.equal(new Set(policies.map(nonceOf)).size, 3);
  for (const policy of policies) {
    assert.match(policy, /^default-src 'none'; /);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  }
});

test("it stands before every page and before nothing else", () => {
  const [pattern = ""] = config.matcher;
  const matches = (path: string) => new RegExp(`^${pattern}$`).test(path);
  for (const path of ["/", "/en", "/apiculture", "/initiatives/ini_1", "/journal.csv"])
    assert.ok(matches(path), path);
  for (const path of ["/api/health", "/_next/static/a.js", "/icon.svg"]) assert.ok(!matches(path), path);
});

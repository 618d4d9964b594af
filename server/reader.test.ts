import assert from "node:assert/strict";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { ADDRESS_HEADER, countedAddress, introduce } from "./reader.ts";

test("an address is counted whole in IPv4, by its /64 in IPv6, and as unknown otherwise", () => {
  for (const [seen, counted] of [
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    [undefined, "unknown"],
    ["", "unknown"],
    ["evil, 10.0.0.1", "unknown"],
  ] as const)
    assert.equal(countedAddress(seen), counted, String(seen));
});

test("headers of ours that come from outside are dropped; a proxy is believed only when it is the fund's", async (t) => {
  for (const [trustsProxy, expected] of [
    [false, "127.0.0.1"],
    [true, "198.51.100.9"],
  ] as const) {
    const server = createServer((request, response) => {
      introduce(request, trustsProxy);
      response.end(JSON.stringify(request.headers));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const headers = {
      [ADDRESS_HEADER]: "203.0.113.1",
      "x-quotepart-locale": "ar",
      "x-forwarded-for": "203.0.113.5, 198.51.100.9",
    };
    const text = await new Promise<string>((resolve) =>
      get({ port, host: "127.0.0.1", headers }, async (answer) => {
        resolve((await answer.toArray()).join(""));
      }),
    );
    const seen = JSON.parse(text);
    assert.equal(seen[ADDRESS_HEADER], expected);
    assert.equal(seen["x-quotepart-locale"], undefined);
  }
});

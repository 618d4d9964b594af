import assert from "node:assert/strict";
import { test } from "node:test";
import { helpContact, publisher } from "./publisher.ts";

test("a demonstration without settings has a fictitious contact; a real fund never has", () => {
  const nothing = publisher({ NODE_ENV: "test" });
  assert.deepEqual(helpContact(true, nothing), {
    name: null,
    address: null,
    phone: "01 99 00 12 34",
    mail: "bonjour@fonds.test",
    isFictitious: true,
  });
  assert.deepEqual(helpContact(false, nothing), {
    name: null,
    address: null,
    phone: null,
    mail: null,
    isFictitious: false,
  });
});

test("what is set is shown alone, in a demonstration too: fiction never stands beside a real number", () => {
  const set = publisher({ NODE_ENV: "test", QUOTEPART_HELP_PHONE: " 03 00 00 00 00 " });
  assert.deepEqual(helpContact(true, set), {
    name: null,
    address: null,
    phone: "03 00 00 00 00",
    mail: null,
    isFictitious: false,
  });
});

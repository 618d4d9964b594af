import assert from "node:assert/strict";
import { test } from "node:test";
import { publicUrl } from "./public-url.ts";

test("a page has a whole address, whatever is set", () => {
  assert.equal(publicUrl("/comptes", {}), "http://localhost:3000/comptes");
  assert.equal(publicUrl("/comptes", { PORT: "8080", PUBLIC_URL: "" }), "http://localhost:8080/comptes");
  assert.equal(
    publicUrl("/comptes", { PUBLIC_URL: "https://fonds.example/" }),
    "https://fonds.example/comptes",
  );
  assert.equal(publicUrl("", { PUBLIC_URL: "https://fonds.example" }), "https://fonds.example");
});

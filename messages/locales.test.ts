import assert from "node:assert/strict";
import { test } from "node:test";
import { LOCALES, localeOf, splitLocale, withLocale } from "./locales.ts";

test("French has no prefix, the others do, and an address survives the round trip", () => {
  const [french, english] = LOCALES;
  assert.equal(withLocale(french, "/initiatives?theme=sport#liste"), "/initiatives?theme=sport#liste");
  assert.equal(withLocale(english, "/initiatives?theme=sport#liste"), "/en/initiatives?theme=sport#liste");
  for (const locale of LOCALES) {
    for (const path of ["/", "/initiatives", "/initiatives/ini_1", "/english", "/arbres"]) {
      assert.deepEqual(splitLocale(withLocale(locale, path)), { locale, path });
    }
  }
});

test("a home address keeps its query in every language", () => {
  assert.deepEqual(
    LOCALES.map((locale) => withLocale(locale, "/?q=1")),
    ["/?q=1", "/en?q=1", "/ar?q=1"],
  );
});

test("what has no language is left alone", () => {
  const arabic = localeOf("ar");
  for (const path of [
    "https://example.org/a",
    "mailto:a@example.org",
    "#contenu",
    "//example.org",
    "/api/v1/x",
  ]) {
    assert.equal(withLocale(arabic, path), path);
  }
});

test("an unknown or forged code means French", () => {
  for (const code of [null, undefined, "", "xx", "../fr"]) assert.equal(localeOf(code).code, "fr");
});

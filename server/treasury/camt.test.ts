import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { decodeXml, parseCamt053 } from "./camt.ts";
import { writeCamt053 } from "./camt-writer.ts";
import { expectedClosingCents } from "./rules.ts";

const SHARED = resolve(
  process.env.QUOTEPART_SHARED_DATA ?? join(import.meta.dirname, "../../../shared/data"),
);
const SAMPLES = join(SHARED, "standards", "camt");

const problemOf = (xml: string) => {
  const parsed = parseCamt053(xml);
  return "problem" in parsed ? parsed.problem : "read";
};
const onlyStatement = (xml: string) => {
  const parsed = parseCamt053(xml);
  assert.ok("statements" in parsed, JSON.stringify(parsed));
  const [statement] = parsed.statements;
  assert.ok(statement);
  return statement;
};

if (!existsSync(SAMPLES))
  console.log(
    `Samples of bank statements are not at ${SAMPLES}: set QUOTEPART_SHARED_DATA to check against them.`,
  );
else
  test("published samples of versions 02, 04 and 08 are read, or refused for what is wrong with them", () => {
    const outcomes = Object.fromEntries(
      readdirSync(SAMPLES)
        .filter((name) => name.endsWith(".xml"))
        .sort()
        .map((name) => {
          const xml = decodeXml(readFileSync(join(SAMPLES, name)));
          // The samples close in crowns, which the fund does not keep: the same statement in euros is read whatever its version.
          return [name, [problemOf(xml), problemOf(xml.replaceAll(/Ccy="(SEK|CHF)"/g, 'Ccy="EUR"'))]];
        }),
    );
    assert.deepEqual(outcomes, {
      "camt053.v2.all-balance-types.xml": ["read", "read"],
      "camt053.v2.minimal.xml": ["currency", "read"],
      "camt053.v2.multi.statement.xml": ["read", "read"],
      "camt053.v4.xml": ["currency", "read"],
      "camt053.v8.xml": ["currency", "read"],
      "camt054.v2.xml": ["notStatement", "notStatement"],
      "camt054.v8.xml": ["notStatement", "notStatement"],
    });
    const multi = parseCamt053(readFileSync(join(SAMPLES, "camt053.v2.multi.statement.xml"), "utf8"));
    assert.ok("statements" in multi);
    assert.deepEqual(
      multi.statements.map((statement) => [
        statement.openingCents,
        statement.closingCents,
        expectedClosingCents(statement),
        statement.lines.map(({ amountCents, endToEndId, bookedOn }) => [amountCents, endToEndId, bookedOn]),
      ]),
      [
        [18_15, 27_00, 27_00, [[8_85, "000000001", "2014-12-31"]]],
        [27_00, 20_00, 20_00, [[-7_00, "000000002", "2014-12-31"]]],
      ],
    );
  });

test("a line keeps its amount, day, reference, counterparty; what leaves is negative", () => {
  const statement = onlyStatement(
    writeCamt053({
      lines: [{ cents: -1_680_00, reference: "A-2026-7K3Q-T1", on: "2026-06-16", name: "JARDINS & CIE" }],
    }),
  );
  assert.equal(statement.accountIban, "FR7630006000011234567890189");
  assert.deepEqual(statement.lines, [
    {
      amountCents: -1_680_00,
      bookedOn: "2026-06-16",
      endToEndId: "A-2026-7K3Q-T1",
      counterparty: "JARDINS & CIE",
      remittance: null,
    },
  ]);
});

test("amounts are read digit by digit, never as floating-point numbers", () => {
  for (const [written, cents] of [
    ["0.01", 1],
    ["8.850", 8_85],
    ["1.1", 1_10],
    ["4.", 4_00],
    ["90071992547.93", 9_007_199_254_793],
    ["1e3", null],
    ["1.005", null],
    ["-1", null],
    ["1,50", null],
    ["", null],
    ["99999999999999", null],
  ] as const) {
    const xml = writeCamt053({ lines: [{ cents: 1_00 }] }).replace(
      /(<Ntry><Amt Ccy="EUR">)[^<]*/,
      `$1${written}`,
    );
    const parsed = parseCamt053(xml);
    if (cents === null) assert.equal("problem" in parsed && parsed.problem, "amount", written);
    else assert.equal("statements" in parsed && parsed.statements[0]?.lines[0]?.amountCents, cents, written);
  }
});

test("only booked entries count, under either spelling of the status", () => {
  const two = writeCamt053({ lines: [{ cents: -1_00 }, { cents: -2_00 }] });
  assert.equal(onlyStatement(two.replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>")).lines.length, 1);
  assert.equal(onlyStatement(two.replaceAll("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>")).lines.length, 2);
});

test("an entry that groups several transfers becomes one line each when their amounts make it", () => {
  const detail = (euros: string, reference: string) =>
    `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs><Amt Ccy="EUR">${euros}</Amt></TxDtls>`;
  const grouped = (first: string) =>
    writeCamt053({ lines: [{ cents: -30_00 }] }).replace(
      /<TxDtls>.*<\/TxDtls>/,
      detail(first, "A-T1") + detail("20.00", "B-T1"),
    );
  assert.deepEqual(
    onlyStatement(grouped("10.00")).lines.map(({ amountCents, endToEndId }) => [amountCents, endToEndId]),
    [
      [-10_00, "A-T1"],
      [-20_00, "B-T1"],
    ],
  );
  // Parts that do not make the whole are not believed: the bank's one movement stays one line.
  assert.deepEqual(
    onlyStatement(grouped("10.01")).lines.map(({ amountCents }) => amountCents),
    [-30_00],
  );
});

test("whatever prefix the bank gives its elements, they are the same", () => {
  const xml = writeCamt053({ lines: [{ cents: -1_00 }] });
  const prefixed = xml.replaceAll(/<(\/?)([A-Z])/g, "<$1ns2:$2").replace("xmlns=", "xmlns:ns2=");
  assert.deepEqual(parseCamt053(prefixed), parseCamt053(xml));
});

test("Latin-1 is read as Latin-1, UTF-8 with or without its mark as UTF-8", () => {
  const xml = writeCamt053({ lines: [{ cents: -1_00, name: "Café" }] });
  const nameOf = (bytes: Uint8Array) => onlyStatement(decodeXml(bytes)).lines[0]?.counterparty;
  assert.equal(nameOf(Buffer.from(xml)), "Café");
  assert.equal(nameOf(Buffer.from(`\ufeff${xml}`)), "Café");
  assert.equal(nameOf(Buffer.from(xml.replace("UTF-8", "ISO-8859-1"), "latin1")), "Café");
});

test("what is wrong with a file is said", () => {
  const good = writeCamt053({ lines: [{ cents: -1_00 }] });
  for (const [problem, xml] of [
    ["notXml", ""],
    ["notXml", "Date;Montant\n2026-06-16;-1,00"],
    ["notXml", "%PDF-1.7"],
    ["cutShort", good.slice(0, -40)],
    ["cutShort", good.replace("</Stmt>", "")],
    ["entities", `<!DOCTYPE Document [<!ENTITY a "aaaa">]>${good}`],
    ["entities", good.replace("<Document", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document')],
    ["notStatement", "<html><body>Connectez-vous</body></html>"],
    ["notStatement", "<Document><BkToCstmrStmt></BkToCstmrStmt></Document>"],
    ["noAccount", good.replace(/<Acct>.*<\/Acct>/, "")],
    ["noBalance", good.replace("OPBD", "OPAV")],
    ["noBalance", good.replace("CLBD", "CLAV")],
    ["currency", good.replace('<Ntry><Amt Ccy="EUR">', '<Ntry><Amt Ccy="CHF">')],
    ["currency", good.replace('<Ntry><Amt Ccy="EUR">', "<Ntry><Amt>")],
    ["direction", good.replace(/<CdtDbtInd>DBIT/, "<CdtDbtInd>SOMETHING")],
    ["date", good.replace(/<BookgDt>.*<\/BookgDt>/, "<BookgDt><Dt>2026-02-30</Dt></BookgDt>")],
    ["date", good.replace(/<BookgDt>.*<\/BookgDt>/, "")],
  ] as const)
    assert.equal(problemOf(xml), problem, xml.slice(0, 60));
});

test("a bomb of nested elements is refused quickly", () => {
  const deep = `<Document>${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}</Document>`;
  const startedAt = performance.now();
  assert.notEqual(problemOf(deep), "read");
  assert.ok(performance.now() - startedAt < 5_000);
});

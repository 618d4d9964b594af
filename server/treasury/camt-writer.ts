import type { CivilDate } from "#server/kernel/dates.ts";
import { centsToDecimal } from "#server/kernel/money.ts";

/** A movement as the bank tells it: cents, negative for money that leaves; `reference` is the end-to-end id, when there is one. */
type Movement = { cents: number; reference?: string; on?: CivilDate; name?: string };

/**
 * A camt.053 statement (version 08) as a bank would give it, for the demo and the tests. Amounts in cents; `closingCents` is what
 * the movements make unless it is given; `on` is the day of the statement and of the movements that name none.
 */
export function writeCamt053({
  id = "2026-06",
  on = "2026-06-16",
  openingCents = 10_000_00,
  closingCents,
  lines,
}: {
  id?: string;
  on?: CivilDate;
  openingCents?: number;
  closingCents?: number;
  lines: readonly Movement[];
}): string {
  const amount = (cents: number) =>
    `<Amt Ccy="EUR">${centsToDecimal(Math.abs(cents))}</Amt><CdtDbtInd>${cents < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
  const balance = (code: string, cents: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>${on}</Dt></Dt></Bal>`;
  const entry = ({ cents, reference, on: day = on, name = "LES JARDINS" }: Movement) =>
    [
      `<Ntry>${amount(cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls>`,
      `<Refs>${reference ? `<EndToEndId>${escapeXml(reference)}</EndToEndId>` : ""}</Refs>`,
      `<RltdPties><Cdtr><Pty><Nm>${escapeXml(name)}</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`,
    ].join("");
  const closing = closingCents ?? lines.reduce((sum, { cents }) => sum + cents, openingCents);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>`,
    `<GrpHdr><MsgId>M-${id}</MsgId><CreDtTm>${on}T22:00:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${id}</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>`,
    balance("OPBD", openingCents),
    balance("CLBD", closing),
    ...lines.map(entry),
    `</Stmt></BkToCstmrStmt></Document>`,
    "",
  ].join("\n");
}

const escapeXml = (text: string) =>
  text.replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark] ?? mark);

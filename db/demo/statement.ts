import { centsToDecimal } from "#server/kernel/money.ts";

/** Transfers that left the fund's account, as its bank would tell them. */
export type Transfer = { endToEndId: string; amountCents: number; name: string };

const FUND_IBAN = "FR1420041010050500013M02606";

/**
 * A bank statement (camt.053.001.08) of the demo's bank: the opening balance in cents, one booked debit a transfer, and the
 * closing balance that follows. The day is `YYYY-MM-DD`.
 */
export function demoStatement(
  statementId: string,
  day: string,
  openingCents: number,
  transfers: readonly Transfer[],
): string {
  const closingCents = openingCents - transfers.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const balance = (code: string, cents: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${centsToDecimal(Math.abs(cents))}</Amt><CdtDbtInd>${cents < 0 ? "DBIT" : "CRDT"}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const entry = ({ endToEndId, amountCents, name }: Transfer) =>
    `<Ntry><Amt Ccy="EUR">${centsToDecimal(amountCents)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId}</EndToEndId></Refs><Amt Ccy="EUR">${centsToDecimal(amountCents)}</Amt><RltdPties><Cdtr><Pty><Nm>${escapeXml(name)}</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>`,
    `<GrpHdr><MsgId>${statementId}</MsgId><CreDtTm>${day}T22:00:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${statementId}</Id><CreDtTm>${day}T22:00:00</CreDtTm><Acct><Id><IBAN>${FUND_IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
    balance("OPBD", openingCents),
    balance("CLBD", closingCents),
    ...transfers.map(entry),
    `</Stmt></BkToCstmrStmt></Document>`,
    "",
  ].join("\n");
}

const escapeXml = (text: string) =>
  text.replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark] ?? mark);

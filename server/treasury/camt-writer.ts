import type { CivilDate } from "#server/kernel/dates.ts";

/**
 * A camt.053 statement (version 08) as a bank would give it, for the demo and the tests. Amounts in cents, negative for
 * money that leaves; `closingCents` is what the movements make unless it is given.
 */
export function writeCamt053({
  id = "2026-06",
  openingCents = 10_000_00,
  closingCents,
  lines,
}: {
  id?: string;
  openingCents?: number;
  closingCents?: number;
  lines: readonly { cents: number; reference?: string; on?: CivilDate; name?: string }[];
}): string {
  const euros = (cents: number) =>
    `${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`;
  const side = (cents: number) => (cents < 0 ? "DBIT" : "CRDT");
  const balance = (code: string, cents: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${euros(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd><Dt><Dt>2026-06-30</Dt></Dt></Bal>`;
  const closing = closingCents ?? lines.reduce((sum, { cents }) => sum + cents, openingCents);
  const entries = lines.map(
    ({ cents, reference, on = "2026-06-16", name = "LES JARDINS" }) =>
      `<Ntry><Amt Ccy="EUR">${euros(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt><NtryDtls><TxDtls><Refs>${reference ? `<EndToEndId>${reference}</EndToEndId>` : ""}</Refs><RltdPties><Cdtr><Pty><Nm>${name}</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-${id}</MsgId></GrpHdr><Stmt><Id>${id}</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>${balance("OPBD", openingCents)}${balance("CLBD", closing)}${entries.join("")}</Stmt></BkToCstmrStmt></Document>`;
}

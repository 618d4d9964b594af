import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type CivilDate, civilDateOf, isCivilDate } from "#server/kernel/dates.ts";

/** A statement as the bank's file tells it; amounts in cents, negative for money that leaves the account. */
export type ParsedStatement = {
  statementId: string;
  accountIban: string;
  openingCents: number;
  closingCents: number;
  lines: {
    amountCents: number;
    bookedOn: CivilDate;
    endToEndId: string | null;
    counterparty: string | null;
    remittance: string | null;
  }[];
};

/** What is wrong with a file, as a key of `treasury.problems.file`, with what its sentence is filled with. */
export type FileProblem = { problem: string; facts: Record<string, string | number> };

class Unreadable extends Error {
  readonly what: FileProblem;
  constructor(problem: string, facts: Record<string, string | number> = {}) {
    super(problem);
    this.what = { problem, facts };
  }
}

type Node = { [name: string]: Node[] | string };

/** The text of a bank's file: in the encoding that its first line declares, UTF-8 when it declares none. */
export function decodeXml(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const declared = /^\W*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
  const encoding = declared === "iso-8859-1" || declared === "windows-1252" ? "windows-1252" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/**
 * Reads a camt.053 bank statement (ISO 20022; versions 02, 04 and 08 are told apart by nothing but their namespace, so
 * elements are found by their local names). Only booked entries count; an entry that groups several transfers whose
 * amounts sum to it becomes one line each. Refused, and said why: what is not XML, is cut short, declares a DOCTYPE or
 * entities, is another kind of message, lacks a balance, or is in another currency than euro. Whether opening plus
 * movements equals closing is the affair of rule TRE-11.
 */
export function parseCamt053(xml: string): { statements: ParsedStatement[] } | FileProblem {
  try {
    return { statements: statementsOf(readXml(xml)) };
  } catch (problem) {
    if (problem instanceof Unreadable) return problem.what;
    throw problem;
  }
}

function readXml(xml: string): Node {
  const text = xml.replace(/^\ufeff/, "").trim();
  if (!text.startsWith("<")) throw new Unreadable("notXml");
  // A bank declares no document type; whoever does wants the reader to fetch or to multiply something.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable("entities");
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    // «InvalidXml»: elements still open where the file ends.
    const line = validity.err.code === "InvalidXml" ? text.split("\n").length : validity.err.line;
    throw new Unreadable("cutShort", { line });
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  });
  try {
    return parser.parse(text) as Node;
  } catch {
    // The parser has limits of its own (depth, expansions) against files made to exhaust it.
    throw new Unreadable("entities");
  }
}

/** The children of that name; an empty element is read as a text. */
function children(node: Node | undefined, name: string): Node[] {
  const found = node?.[name];
  return Array.isArray(found) ? found.filter((child) => typeof child === "object") : [];
}

/** The first node at the end of the path, or undefined. */
function at(node: Node | undefined, ...path: string[]): Node | undefined {
  return path.reduce<Node | undefined>((here, name) => children(here, name)[0], node);
}

/** The text at the end of the path, trimmed; null when absent or empty. */
function textAt(node: Node | undefined, ...path: string[]): string | null {
  const last = path.at(-1) ?? "";
  const found = at(node, ...path.slice(0, -1))?.[last];
  const first: unknown = Array.isArray(found) ? found[0] : found;
  const text = typeof first === "object" && first !== null ? (first as Node)["#text"] : first;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : null;
}

function statementsOf(document: Node): ParsedStatement[] {
  const root = at(document, "Document");
  const statements = children(at(root, "BkToCstmrStmt"), "Stmt");
  if (!root || statements.length === 0) throw new Unreadable("notStatement");
  return statements.map(readStatement);
}

function readStatement(statement: Node): ParsedStatement {
  const account = textAt(statement, "Acct", "Id", "IBAN") ?? textAt(statement, "Acct", "Id", "Othr", "Id");
  if (!account) throw new Unreadable("noAccount");
  const balance = (...codes: string[]) => {
    const found = codes
      .map((code) =>
        children(statement, "Bal").find((node) => textAt(node, "Tp", "CdOrPrtry", "Cd") === code),
      )
      .find((node) => node !== undefined);
    return found ? signedCents(found) : null;
  };
  // Banks that number statements give the previous closing balance instead of an opening one.
  const openingCents = balance("OPBD", "PRCD");
  const closingCents = balance("CLBD");
  if (openingCents === null || closingCents === null) throw new Unreadable("noBalance");
  return {
    statementId: textAt(statement, "Id") ?? account,
    accountIban: account.replace(/\s/g, "").toUpperCase(),
    openingCents,
    closingCents,
    lines: children(statement, "Ntry").filter(isBooked).flatMap(linesOf),
  };
}

const isBooked = (entry: Node) => (textAt(entry, "Sts", "Cd") ?? textAt(entry, "Sts")) === "BOOK";

function linesOf(entry: Node): ParsedStatement["lines"] {
  const amountCents = signedCents(entry);
  const bookedOn = bookingDay(entry);
  const details = children(entry, "NtryDtls").flatMap((group) => children(group, "TxDtls"));
  const parts = details.map((detail) => detailCents(detail, amountCents < 0));
  const areParts =
    details.length > 1 && parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) === amountCents;
  if (areParts) return details.map((detail, index) => lineOf(detail, parts[index] ?? 0, bookedOn));
  return [lineOf(details.length === 1 ? details[0] : undefined, amountCents, bookedOn)];
}

function lineOf(detail: Node | undefined, amountCents: number, bookedOn: CivilDate) {
  const party = at(detail, "RltdPties", amountCents < 0 ? "Cdtr" : "Dbtr");
  const reference = textAt(detail, "Refs", "EndToEndId");
  return {
    amountCents,
    bookedOn,
    endToEndId: reference === "NOTPROVIDED" ? null : reference,
    // From version 08 on, the name stands one level deeper.
    counterparty: textAt(party, "Nm") ?? textAt(party, "Pty", "Nm"),
    remittance: textAt(detail, "RmtInf", "Ustrd"),
  };
}

/** The amount of one transfer inside an entry that groups several, in cents; null when the bank does not say it in euros. */
function detailCents(detail: Node, isDebit: boolean): number | null {
  const amount = at(detail, "Amt") ?? at(detail, "AmtDtls", "TxAmt", "Amt");
  if (!amount || textAt(amount, "@Ccy") !== "EUR") return null;
  const cents = readCents(textAt(amount, "#text"));
  return isDebit ? 0 - cents : cents;
}

function signedCents(node: Node): number {
  const currency = textAt(node, "Amt", "@Ccy");
  if (currency !== "EUR") throw new Unreadable("currency", { currency: currency ?? "?" });
  const cents = readCents(textAt(node, "Amt"));
  const direction = textAt(node, "CdtDbtInd");
  if (direction !== "CRDT" && direction !== "DBIT") throw new Unreadable("direction");
  return direction === "DBIT" ? 0 - cents : cents;
}

/** `1234.5` in cents, digit by digit: no amount ever becomes a floating-point number. */
function readCents(text: string | null): number {
  const parts = /^\+?(\d{1,13})(?:\.(\d{0,2})0*)?$/.exec(text ?? "");
  if (!parts) throw new Unreadable("amount", { amount: text ?? "" });
  return Number(`${parts[1]}${(parts[2] ?? "").padEnd(2, "0")}`);
}

function bookingDay(entry: Node): CivilDate {
  const day = textAt(entry, "BookgDt", "Dt");
  if (day && isCivilDate(day)) return day;
  const instant = textAt(entry, "BookgDt", "DtTm");
  const parsed = instant ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(parsed)) throw new Unreadable("date");
  // Without an offset the bank's own clock is meant, and its day is the day it wrote.
  const written = (instant ?? "").slice(0, 10);
  return !/(Z|[+-]\d{2}:\d{2})$/.test(instant ?? "") && isCivilDate(written) ? written : civilDateOf(parsed);
}

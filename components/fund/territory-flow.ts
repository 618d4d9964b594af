import type { FlowLink, FlowNode } from "#components/ui/euro-flow-layout.ts";

type Account = "endowment" | "available" | "committed" | "ordered" | "paid";

/** A line of the ledger as the flow reads it: only what moves between available and committed changes who was granted what. */
export type FlowEntry = {
  envelopeId: string;
  fromAccount: Account;
  toAccount: Account;
  amountCents: number;
  initiative: { number: string; title: string } | null;
};

/** What each initiative was granted from each envelope, releases taken off, in the order of the ledger. */
export function grantsOf(entries: readonly FlowEntry[]) {
  const grants = new Map<string, { envelopeId: string; number: string; title: string; cents: number }>();
  for (const { envelopeId, fromAccount, toAccount, amountCents, initiative } of entries) {
    if (!initiative) continue;
    const granted = fromAccount === "available" && toAccount === "committed";
    const released = fromAccount === "committed" && toAccount === "available";
    if (!granted && !released) continue;
    const grant = grants.get(initiative.number) ?? { envelopeId, ...initiative, cents: 0 };
    grants.set(initiative.number, { ...grant, cents: grant.cents + (granted ? amountCents : -amountCents) });
  }
  return [...grants.values()].filter(({ cents }) => cents > 0);
}

/** The flow of the open territories: the whole, each territory, then each initiative and what is left. */
export function territoryFlow(
  territories: readonly { id: string; name: string; amountCents: number }[],
  entries: readonly FlowEntry[],
  words: { whole: string; left: string },
): { nodes: FlowNode[]; links: FlowLink[]; grantedCents: number; grants: number } {
  const places = territories.filter(({ amountCents }) => amountCents > 0);
  const known = new Set(places.map(({ id }) => id));
  const grants = grantsOf(entries).filter(({ envelopeId }) => known.has(envelopeId));
  const nodes: FlowNode[] = [{ id: "whole", label: words.whole, column: 0 }];
  const links: FlowLink[] = [];
  for (const place of places) {
    nodes.push({ id: place.id, label: place.name, column: 1 });
    links.push({ from: "whole", to: place.id, cents: place.amountCents });
  }
  for (const grant of grants) {
    nodes.push({ id: grant.number, label: grant.title, column: 2 });
    links.push({ from: grant.envelopeId, to: grant.number, cents: grant.cents });
  }
  for (const place of places) {
    const granted = grants.filter(({ envelopeId }) => envelopeId === place.id);
    const left = granted.reduce((rest, { cents }) => rest - cents, place.amountCents);
    if (left > 0) links.push({ from: place.id, to: "left", cents: left });
  }
  if (links.some(({ to }) => to === "left")) nodes.push({ id: "left", label: words.left, column: 2 });
  return {
    nodes,
    links,
    grants: grants.length,
    grantedCents: grants.reduce((sum, { cents }) => sum + cents, 0),
  };
}

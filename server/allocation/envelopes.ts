import { allocate } from "./allocate.ts";
import {
  type Allocation,
  type AllocationRefusal,
  type Ballots,
  DEFAULT_TIE_ORDER,
  type Election,
  type RuleOptions,
  type TieOrder,
} from "./model.ts";

/**
 * The tree of envelopes: a leaf (a territory) has projects, ballots and a budget; a node above (a department, the nation)
 * has what its children could not spend, and may have money of its own. All leaves share vote type and units, and no
 * project id stands in two leaves.
 */
export type Envelope =
  | { readonly id: string; readonly election: Election }
  | { readonly id: string; readonly ownBudget: number; readonly children: readonly Envelope[] };

/** What one envelope decided. `budget` is what it had: a node's own money and what came up from its children. */
export type EnvelopeOutcome = {
  readonly envelope: string;
  readonly budget: number;
  readonly allocation: Allocation;
};

/**
 * Divides a tree of envelopes: the rule runs in each leaf; what a leaf cannot spend moves up to its parent, where the same
 * rule runs on the unfunded projects of all its leaves and the ballots of all their voters; and so on to the root (ALL-17).
 * Children are served before their parent, in the order given; an envelope without money or without projects decides nothing.
 */
export function allocateEnvelopes(
  root: Envelope,
  options: RuleOptions,
  tieOrder: TieOrder = DEFAULT_TIE_ORDER,
): readonly EnvelopeOutcome[] | AllocationRefusal {
  const outcomes: EnvelopeOutcome[] = [];
  const refused = serve(root);
  return "refused" in refused ? refused : outcomes;

  /** Serves an envelope and everything below it; answers what is still open: unfunded projects, all ballots, money left. */
  function serve(envelope: Envelope): Election | AllocationRefusal {
    let open: Election;
    if ("election" in envelope) open = envelope.election;
    else {
      const below: Election[] = [];
      for (const child of envelope.children) {
        const served = serve(child);
        if ("refused" in served) return served;
        below.push(served);
      }
      open = together(below, envelope.ownBudget);
    }
    if (open.projects.length === 0 || open.budget === 0) return open;
    const ids = new Set(open.projects.map(({ id }) => id));
    const lot = tieOrder.lot === null ? null : tieOrder.lot.filter((id) => ids.has(id));
    const allocation = allocate(open, options, { ...tieOrder, lot });
    if ("refused" in allocation) return allocation;
    outcomes.push({ envelope: envelope.id, budget: open.budget, allocation });
    return withoutProjects(open, new Set(allocation.winners), open.budget - allocation.totalCost);
  }
}

/** The same voters before the projects that are still open, with the money that is left. */
export function withoutProjects(election: Election, gone: ReadonlySet<string>, budget: number): Election {
  const kept = election.projects.filter(({ id }) => !gone.has(id));
  const newIndex = new Map(kept.map(({ id }, c) => [id, c]));
  const indexOf = election.projects.map(({ id }) => newIndex.get(id) ?? -1);
  return {
    ...election,
    projects: kept,
    budget,
    ballots: renumbered([{ ballots: election.ballots, indexOf }]),
  };
}

/** Several elections as one: all projects, all voters, all money. */
function together(elections: readonly Election[], ownBudget: number): Election {
  const [first] = elections;
  if (first === undefined) throw new RangeError("an envelope without children");
  let offset = 0;
  const parts = elections.map(({ ballots, projects }) => {
    const from = offset;
    offset += projects.length;
    return { ballots, indexOf: projects.map((_, c) => from + c) };
  });
  return {
    ...first,
    projects: elections.flatMap(({ projects }) => projects),
    budget: elections.reduce((sum, { budget }) => sum + budget, ownBudget),
    ballots: renumbered(parts),
  };
}

/** Ballots one after another with new project numbers; entries numbered -1 are left out, their voters stay. */
function renumbered(parts: readonly { ballots: Ballots; indexOf: readonly number[] }[]): Ballots {
  const starts = new Uint32Array(1 + parts.reduce((sum, { ballots }) => sum + ballots.starts.length - 1, 0));
  const entries = parts.reduce((sum, { ballots }) => sum + ballots.projects.length, 0);
  const projects = new Int32Array(entries);
  const points = parts.every(({ ballots }) => ballots.points === null) ? null : new Int32Array(entries);
  let voter = 0;
  let entry = 0;
  for (const { ballots, indexOf } of parts) {
    for (let i = 0; i + 1 < ballots.starts.length; i++) {
      for (let k = ballots.starts[i] as number; k < (ballots.starts[i + 1] as number); k++) {
        const c = indexOf[ballots.projects[k] as number] ?? -1;
        if (c < 0) continue;
        projects[entry] = c;
        if (points !== null) points[entry] = ballots.points?.[k] ?? 1;
        entry++;
      }
      starts[++voter] = entry;
    }
  }
  return { starts, projects: projects.slice(0, entry), points: points?.slice(0, entry) ?? null };
}

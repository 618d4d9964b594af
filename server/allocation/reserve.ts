import { allocate } from "./allocate.ts";
import { withoutProjects } from "./envelopes.ts";
import {
  type Allocation,
  type AllocationRefusal,
  DEFAULT_TIE_ORDER,
  type Election,
  type TieOrder,
} from "./model.ts";

/**
 * The reserve list (ALL-18): who is funded next when funded projects withdraw. The same rule, with the same options, tie order and
 * voters, runs on the projects that are neither funded nor withdrawn, with the money that was left and that came back.
 */
export function awardReserve(
  election: Election,
  { winners, totalCost, options }: Allocation,
  withdrawn: ReadonlySet<string>,
  tieOrder: TieOrder = DEFAULT_TIE_ORDER,
): Allocation | AllocationRefusal {
  const funded = new Set(winners);
  const back = election.projects.reduce(
    (sum, { id, cost }) => sum + (funded.has(id) && withdrawn.has(id) ? cost : 0),
    0,
  );
  const open = withoutProjects(
    election,
    new Set([...funded, ...withdrawn]),
    election.budget - totalCost + back,
  );
  const ids = new Set(open.projects.map(({ id }) => id));
  const lot = tieOrder.lot === null ? null : tieOrder.lot.filter((id) => ids.has(id));
  return allocate(open, options, { ...tieOrder, lot });
}

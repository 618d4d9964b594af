import { civilDateOf } from "#server/kernel/dates.ts";
import { canonicalJson, type Json } from "#server/kernel/hash.ts";

type Line = {
  at: number;
  event: string;
  actorRole: string | null;
  editionId: string | null;
  public: { [field: string]: Json };
};

/**
 * Lines that follow each other on the same day (of Paris) and say the same thing by the same role, put together: forty votes
 * are one entry of the list, so that the decisions stay in sight. The order is kept and no line is lost.
 */
export function groupLines<One extends Line>(lines: readonly One[]): { first: One; lines: One[] }[] {
  const groups: { first: One; lines: One[]; said: string }[] = [];
  for (const line of lines) {
    const said = canonicalJson([
      civilDateOf(line.at),
      line.event,
      line.actorRole,
      line.editionId,
      line.public,
    ]);
    const last = groups.at(-1);
    if (last?.said === said) last.lines.push(line);
    else groups.push({ first: line, lines: [line], said });
  }
  return groups.map(({ first, lines: together }) => ({ first, lines: together }));
}

import type { FormState } from "#components/ui/form-state.ts";
import { textOf } from "#components/ui/form-state.ts";
import { shareField } from "#server/fund/model.ts";

/** What the address carries, as a form would have sent it. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

export async function typedIn(query: Query): Promise<FormState["values"]> {
  const entries = Object.entries(await query).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** What was typed, as the end of an address: to be read again, corrected or confirmed on the next page. */
export function asQuery(values: FormState["values"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const each of [value].flat()) query.append(name, each);
  return query.toString();
}

/** The split form as its procedure takes it: the amounts by hand beside their territories. */
export function splitInput(values: FormState["values"]) {
  const territoryIds = [values.territoryIds ?? []].flat();
  const shares = territoryIds.map((id) => textOf(values, shareField(id as `ter_${string}`)));
  return { ...values, territoryIds, shares } as never;
}

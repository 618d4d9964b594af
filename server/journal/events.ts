import { z } from "zod";
import type { Json } from "#server/kernel/hash.ts";

/**
 * What the journal says of one kind of act. A field stands under `public` (for everybody), under `sealed` (kept, bound by a
 * hash, shown to nobody: JOU-4), or nowhere: then it is never written. `actor: "unwritten"` leaves out even who acted, and of the moment keeps the day only.
 */
export type EventShape = {
  public: z.ZodRawShape;
  sealed?: z.ZodRawShape;
  actor?: "sealed" | "unwritten";
};

export type Events = { readonly [event: string]: EventShape };

/** Facts as the change hands them over, under the event's own names and types. */
export type Facts<Shape extends z.ZodRawShape | undefined> = Shape extends z.ZodRawShape
  ? z.input<z.ZodObject<Shape>>
  : Record<never, never>;

/**
 * Declares the events of a domain, named `thing.happened`:
 *
 *   export const TREASURY_EVENTS = defineEvents({
 *     "tranche.paid": { public: { amountCents: z.int(), paidOn: z.string() }, sealed: { ibanLast4: z.string() } },
 *   });
 */
export function defineEvents<const Declared extends Events>(events: Declared): Declared {
  for (const name of Object.keys(events))
    if (!/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/i.test(name))
      throw new Error(`"${name}" is not thing.happened`);
  return events;
}

const strictShapes = new WeakMap<z.ZodRawShape, z.ZodType>();
const NOTHING: z.ZodRawShape = {};

/** The facts, checked against the shape: a field it does not name is a mistake of ours, and must not be written. */
export function checkedFacts(shape: z.ZodRawShape = NOTHING, facts: unknown = {}): { [field: string]: Json } {
  const strict = strictShapes.get(shape) ?? z.strictObject(shape);
  strictShapes.set(shape, strict);
  return strict.parse(facts) as { [field: string]: Json };
}

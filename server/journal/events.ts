import { z } from "zod";

/**
 * What the journal says of one kind of act. A field stands under `public` (for everybody), under `sealed` (kept, bound by a
 * hash, shown to nobody), or nowhere: then it is never written. `actor: "unwritten"` leaves out even who acted.
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

/** The facts, checked against the shape: a field it does not name is a mistake of ours, and must not be written. */
export function checkedFacts(shape: z.ZodRawShape | undefined, facts: unknown): Record<string, unknown> {
  return z.strictObject(shape ?? {}).parse(facts ?? {});
}

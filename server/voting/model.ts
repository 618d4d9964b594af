import { z } from "zod";
import type { TerritoryId } from "#server/accounts/model.ts";
import type { Id } from "#server/kernel/ids.ts";
import { plainCrockford, readCode } from "./crockford.ts";

export type PollId = Id<"pol">;
export type InitiativeId = Id<"ini">;

/** What arrives at the box: who (a key, no name), which try, the wrapped ballot (base64url) and the signature over all of it. */
export type CastMessage = { votingKey: string; rank: number; box: string; signature: string };

/** What the voter takes away: that it counts, never what it says. No time stands on it. */
export type BallotReceipt = {
  tracker: string;
  leafHash: string;
  /** 1 for the first ballot of a code; a higher one has replaced the one before. */
  rank: number;
  /** Who wrapped the ballot: the voter's own device, or the server at once and in the same request. */
  sealedBy: "device" | "server";
  manifestHash: string;
};

/** Where a receipt stands on the public list. */
export type ReceiptState = "counted" | "replaced";

/** Why an opened ballot does not count. */
export const REJECTIONS = ["notSigned", "doesNotOpen", "malformed", "choices", "duplicate"] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** One initiative as residents choose it: the number is the same on every screen and on paper. */
export type PollChoice = { number: number; initiativeId: InitiativeId; territoryId: TerritoryId };

/** The moments of a vote, by the server's clock: nobody may cast but while it is `open`. */
export type PollState = "before" | "open" | "ended" | "closed" | "counted";

/** A number of the ballot as a form sends it. */
const ChoiceNumber = z.coerce
  .number("voting.problems.choices")
  .int("voting.problems.choices")
  .min(1, "voting.problems.choices");

/** The numbers ticked, each once, in ascending order; none is a blank ballot. */
export const Choices = z
  .union([z.array(ChoiceNumber).max(200, "voting.problems.choices"), ChoiceNumber.transform((one) => [one])])
  .optional()
  .transform((numbers) => [...new Set(numbers ?? [])].sort((a, b) => a - b));

export const PollIdField = z.custom<PollId>((value) => typeof value === "string" && value.startsWith("pol_"));

/** A voting code as typed; refused when it is none, which its check character tells without asking anybody. */
export const VoteCode = z.string("voting.problems.code").transform((typed, context) => {
  const code = readCode(typed);
  if (code !== null) return code;
  context.addIssue({ code: "custom", message: "voting.problems.code" });
  return z.NEVER;
});

/** The number of a receipt, however it is grouped. */
export const Tracker = z
  .string("voting.problems.tracker")
  .transform(plainCrockford)
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/, "voting.problems.tracker"));

const hex = (bytes: number, message: string) =>
  z
    .string(message)
    .transform((typed) => typed.trim().toLowerCase())
    .pipe(z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), message));

/** One to nine trustees' public keys, outermost lock first, in hexadecimal, one a line. */
export const TrusteeKeys = z
  .string("voting.problems.trusteeKeys")
  .transform((typed) => typed.split(/\s+/).filter((key) => key !== ""))
  .pipe(
    z
      .array(hex(32, "voting.problems.trusteeKeys"))
      .min(1, "voting.problems.trusteeKeys")
      .max(9, "voting.problems.trusteeKeys"),
  );

/** The trustees' private keys, in the order of their locks. */
export const TrusteeSecrets = TrusteeKeys;

/** A cast message as a device sends it. */
export const CastInput = z.object({
  votingKey: hex(32, "voting.problems.message"),
  rank: z.number().int().min(1).max(0xffff_ffff),
  box: z.string().regex(/^[A-Za-z0-9_-]{64,4096}$/, "voting.problems.message"),
  signature: hex(64, "voting.problems.message"),
});

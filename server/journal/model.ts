import type { Id } from "#server/kernel/ids.ts";

export type JournalId = Id<"jou">;

/** Who acts: `personId` is sealed, the role is public. */
export type Actor = { personId: string; role: string };

/**
 * A command as its sender names it: `key` is random and new for each intention (the form holds it), `bodyHash` is the
 * SHA-256 of what was asked, in hexadecimal. Sent twice, it is carried out once.
 */
export type Command = { key: string; bodyHash: string };

/** A message that leaves once the act it tells of is durable. */
export type OutboxMessage = { to: string; subject: string; text: string };

/** JOU-3: the key of a command came back with another body. */
export class Conflict extends Error {
  readonly rule = "JOU-3";
  constructor() {
    super("this command was already carried out with another content");
    this.name = "Conflict";
  }
}

import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

const person = { personId: z.string() };

/** Nothing of a draft is public; a file gets its number in the journal when it is sent, its title when it is admitted. */
export const initiativesEvents = defineEvents({
  "collective.created": { public: { territory: z.string() }, sealed: { ...person, name: z.string() } },
  "member.invited": { public: {}, sealed: { ...person, invitationId: z.string() } },
  "member.joined": { public: {}, sealed: { ...person, invitationId: z.string() } },
  "file.started": { public: {}, sealed: { ...person, number: z.string() } },
  "answer.saved": { public: {}, sealed: { ...person, question: z.string() } },
  "budget.changed": { public: {}, sealed: { ...person, lineId: z.string() } },
  "file.submitted": { public: { number: z.string(), territory: z.string() }, sealed: person },
  "file.resent": { public: { number: z.string() }, sealed: person },
  "file.withdrawn": { public: { number: z.string() }, sealed: person },
  "doubt.asked": { public: { number: z.string(), article: z.string() }, sealed: person },
  "doubt.answered": { public: { number: z.string(), article: z.string() }, sealed: person },
  "file.admitted": {
    public: { number: z.string(), title: z.string(), collective: z.string(), requestedCents: z.int() },
    sealed: person,
  },
  "file.refused": { public: { number: z.string(), article: z.string() }, sealed: person },
});

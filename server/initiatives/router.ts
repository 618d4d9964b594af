import { z } from "zod";
import type { Reader, Transaction } from "#db/database.ts";
import type { Actor, PersonId, TerritoryId } from "#server/accounts/model.ts";
import { limitTries } from "#server/accounts/rate-limit.ts";
import * as fund from "#server/fund/store.ts";
import { CROCKFORD } from "#server/kernel/crockford.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { Euros } from "#server/kernel/euros.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { type Id, randomCrockford } from "#server/kernel/ids.ts";
import {
  type BrokenRule,
  brokenRules,
  NotFound,
  Refusal,
  type RuleId,
  refuseIf,
} from "#server/kernel/rulebook.ts";
import * as territories from "#server/territories/store.ts";
import {
  memberProcedure,
  officerProcedure,
  publicProcedure,
  router,
  signedInProcedure,
} from "#server/trpc.ts";
import * as mails from "./mails.ts";
import {
  AccountCode,
  type Act,
  type AnswerValue,
  actsIn,
  type CollectiveId,
  CollectiveName,
  DoubtAnswer,
  DoubtQuestion,
  findQuestion,
  groupCode,
  InvitationCode,
  idOf,
  isEmptyAnswer,
  LineLabel,
  NeighbourhoodChoice,
  PUBLIC_STATES,
  REQUEST_ACCOUNT,
  REVIEWED_STATES,
  RefusalReason,
  readAnswer,
  SeenAt,
  STATES,
  type State,
  sideOf,
  WRITABLE_STATES,
} from "./model.ts";
import {
  ACT_RULES,
  ADMITTING_RULES,
  ASKING_RULES,
  answerDueAt,
  citing,
  DELAY_RULES,
  explainSending,
  FILE_RULES,
  invitationExpiresAt,
  JOINING_RULES,
  joiningProblem,
  PLACE_RULES,
  REFUSING_RULES,
  RESENDING_RULES,
  reviewDueAt,
  SAVING_RULES,
  SENDING_RULES,
  suspendedMs,
  taskList,
  totalsOf,
  whereabouts,
} from "./rules.ts";
import * as store from "./store.ts";

/** A file of a collective of ours; imported projects have neither call nor collective, and are nobody's file. */
type OwnFile = store.Initiative & { callId: Id<"cal">; collectiveId: CollectiveId; territoryId: TerritoryId };

async function getFile(read: Reader, id: string): Promise<OwnFile> {
  const file = await store.getInitiative(read, id);
  const { callId, collectiveId, territoryId } = file;
  if (!callId || !collectiveId || !territoryId) throw new NotFound("file");
  return { ...file, callId, collectiveId, territoryId };
}

/** What a member does: the file must be of their collective. */
async function getOwnFile(
  ctx: { mustBelongTo: (collectiveId: string | null) => void },
  read: Reader,
  id: string,
): Promise<OwnFile> {
  const file = await getFile(read, id);
  ctx.mustBelongTo(file.collectiveId);
  return file;
}

/** What an officer does: the file was sent, and it is of their territory; drafts do not exist for them. */
async function getSentFile(
  ctx: { mustActFor: (territoryId: TerritoryId | null) => void },
  read: Reader,
  id: string,
): Promise<OwnFile> {
  const file = await getFile(read, id);
  ctx.mustActFor(file.territoryId);
  if (file.submittedAt === null) throw new NotFound("file");
  return file;
}

/** DOS-10: the act must be possible in the state the file is in. */
function mustBePossible(file: { state: State }, act: Act | "write"): void {
  refuseIf(brokenRules(ACT_RULES, { state: file.state, act }), { state: file.state });
}

function refuse(broken: readonly BrokenRule[]): void {
  if (broken.length > 0) throw new Refusal(broken);
}

/** An act that must cite an article and say why: one line for each of the two that is missing. */
const lacking = (rule: RuleId, article: string, words: string, wordsField: string): BrokenRule[] =>
  citing(article, words).map((what) => ({
    rule,
    field: what === "article" ? "article" : wordsField,
    facts: { what },
  }));

/** DOS-11: refuses with the other version, for the form to show both. Versions only ever grow, even within a millisecond. */
function nextVersion(
  field: string,
  kept: { text: string; savedAt: number | null; by: string } | null,
  seenAt: number | null,
  text: string,
  now: number,
): number {
  if (kept && brokenRules(SAVING_RULES, { kept, seenAt, text }).length > 0)
    throw new Refusal([
      {
        rule: "DOS-11",
        field,
        facts: { theirs: kept.text, savedAt: kept.savedAt ?? 0, who: kept.by },
      },
    ]);
  return Math.max(now, (kept?.savedAt ?? 0) + 1);
}

const asText = (value: AnswerValue): string => [value].flat().join("\n");

/** What was typed for a question, read as the question wants it; problems lead to the field. */
const AnswerInput = z
  .object({
    initiativeId: idOf("ini"),
    question: z.string(),
    value: z.union([z.string(), z.array(z.string())]).default(""),
    seenAt: SeenAt,
  })
  .transform((input, context) => {
    const question = findQuestion(input.question);
    if (!question) {
      context.addIssue({ code: "custom", message: "initiatives.problems.unknown", path: ["question"] });
      return z.NEVER;
    }
    const read = readAnswer(question, input.value);
    if ("problem" in read) {
      context.addIssue({ code: "custom", message: `initiatives.problems.${read.problem}`, path: ["value"] });
      return z.NEVER;
    }
    return { ...input, question, value: read.value };
  });

const FileInput = z.object({ initiativeId: idOf("ini") });

/** An invitation code, the same for the same sending of the form, so that it need not be kept anywhere. */
const codeOf = (secret: string): string =>
  groupCode(
    [...Buffer.from(sha256(`quotepart/invitation/${secret}`), "hex").subarray(0, 12)]
      .map((byte) => CROCKFORD[byte & 31])
      .join(""),
  );
const hashOfCode = (code: string): string => sha256(`quotepart/invitation/${code.replaceAll("-", "")}`);

/** The file as its members and the officer see it; names are theirs to see. */
async function describeFile(read: Reader, file: OwnFile, now: number) {
  const [call, sending, people, answers, lines, doubts, decision] = [
    await fund.getCall(read, file.callId),
    await store.getSending(read, file, now),
    await store.listMembers(read, file.collectiveId),
    await store.listAnswers(read, file.id),
    await store.listForecastLines(read, file.id),
    await store.listDoubts(read, file.id),
    await store.findDecision(read, file.id),
  ];
  const problems =
    file.state === "draft"
      ? explainSending(SENDING_RULES, sending)
      : file.state === "to_complete"
        ? explainSending(FILE_RULES, sending)
        : [];
  const lastAnswer = answers.reduce<store.Answer | null>(
    (last, answer) => (last && last.savedAt >= answer.savedAt ? last : answer),
    null,
  );
  const savedAt = Math.max(lastAnswer?.savedAt ?? 0, ...lines.map((line) => line.savedAt ?? 0));
  return {
    file,
    call,
    members: people.map(({ personId, name, role, joinedOn }) => ({ personId, name, role, joinedOn })),
    answers: Object.fromEntries(answers.map((answer) => [answer.question, answer])) as Partial<
      Record<string, store.Answer>
    >,
    lines,
    totals: totalsOf(lines),
    tasks: taskList(sending),
    problems,
    doubts: doubts.map(({ askedBy: _officer, answeredBy: _member, ...doubt }) => doubt),
    decision: decision && {
      outcome: decision.outcome,
      article: decision.article,
      reason: decision.reason,
      decidedAt: decision.decidedAt,
    },
    where: whereabouts({ ...file, doubts }, call, now),
    now,
    /** When the file was sent for the last time: first sending or return of a completed file. */
    lastSentAt:
      file.submittedAt === null
        ? null
        : Math.max(file.submittedAt, ...doubts.map(({ returnedAt }) => returnedAt ?? 0)),
    suspendedMs: suspendedMs(doubts, now),
    isWritable: WRITABLE_STATES.includes(file.state),
    acts: actsIn(file.state),
    /** The last thing written in the file; null when nothing is. */
    lastSavedAt: savedAt === 0 ? null : savedAt,
  };
}
export type FileView = Awaited<ReturnType<typeof describeFile>>;

/** The dated steps that the chapter knows of a file; later chapters add theirs. */
function stepsOf(file: store.Initiative, decision: { outcome: string; decidedAt: number } | null) {
  const steps: { key: "submitted" | "admissible" | "inadmissible" | "withdrawn"; at: number }[] = [];
  if (file.submittedAt !== null) steps.push({ key: "submitted", at: file.submittedAt });
  if (decision)
    steps.push({
      key: decision.outcome === "admissible" ? "admissible" : "inadmissible",
      at: decision.decidedAt,
    });
  if (file.withdrawnAt !== null) steps.push({ key: "withdrawn", at: file.withdrawnAt });
  return steps;
}

/** The questions whose answers are published with an admitted file. */
const PUBLISHED = ["summary", "audience", "period", "place", "presentation"] as const;

const recipients = async (tx: Transaction, collectiveId: CollectiveId) => store.listMembers(tx, collectiveId);

const isMember = (actor: Actor, people: readonly { personId: PersonId }[]) =>
  people.some(({ personId }) => personId === actor.id);

export const initiativesRouter = router({
  // --- For everybody ------------------------------------------------------------------------------------------------

  /** The call in which a file can be written now, with its edition; null when there is none or it is not open. */
  openCall: publicProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const edition = await fund.findCurrentEdition(read);
    const call = edition && (await fund.findCall(read, edition.id));
    if (!edition || !call) return null;
    const isOpen =
      brokenRules({ "DOS-6": PLACE_RULES["DOS-6"] }, { now: ctx.now(), call, otherFiles: 0 }).length === 0;
    return { edition, call, isOpen, now: ctx.now() };
  }),

  /** The public initiatives of an edition (the current one unless told), by territory and state. */
  list: publicProcedure
    .input(
      z.object({
        edition: z.string().optional().catch(undefined),
        territory: z.string().optional().catch(undefined),
        state: z.enum(STATES).optional().catch(undefined),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const edition = input.edition
        ? await fund.getEditionBySlug(read, input.edition)
        : await fund.findCurrentEdition(read);
      return {
        edition,
        territories: await territories.listTerritories(read),
        states: PUBLIC_STATES,
        initiatives: await store.listPublicInitiatives(read, {
          editionId: edition?.id ?? null,
          territorySlug: input.territory || null,
          state: input.state ?? null,
        }),
      };
    }),

  /** The public page of an initiative: nothing before the officer's decision, and nobody's name ever. */
  publicPage: publicProcedure.input(z.object({ number: z.string() })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const file = await store.getInitiative(read, input.number);
    const decision = await store.findDecision(read, file.id);
    if (!PUBLIC_STATES.includes(file.state) && !(file.state === "withdrawn" && decision))
      throw new NotFound("initiative");
    const [edition, call, answers, lines, doubts] = [
      await fund.getEdition(read, file.editionId),
      file.callId ? await fund.getCall(read, file.callId) : null,
      await store.listAnswers(read, file.id),
      await store.listForecastLines(read, file.id),
      await store.listDoubts(read, file.id),
    ];
    const published = answers.filter(({ question }) => (PUBLISHED as readonly string[]).includes(question));
    return {
      initiative: {
        id: file.id,
        number: file.number,
        title: file.title,
        state: file.state,
        collectiveName: file.collectiveName,
        territoryId: file.territoryId,
        territoryName: file.territoryName,
        territorySlug: file.territorySlug,
        requestedCents: file.requestedCents,
        externalId: file.externalId,
      },
      edition,
      answers: Object.fromEntries(published.map(({ question, value }) => [question, value])) as Partial<
        Record<(typeof PUBLISHED)[number], AnswerValue>
      >,
      lines: lines.map(({ id, side, account, label, amountCents }) => ({
        id,
        side,
        account,
        label,
        amountCents,
      })),
      totals: totalsOf(lines),
      decision: decision && {
        outcome: decision.outcome,
        article: decision.article,
        reason: decision.outcome === "inadmissible" ? decision.reason : "",
        decidedAt: decision.decidedAt,
      },
      steps: stepsOf(file, decision),
      where: whereabouts({ ...file, doubts }, call, ctx.now()),
    };
  }),

  // --- The collective -----------------------------------------------------------------------------------------------

  /** My collectives, each with its files; drafts first come first on the start page. */
  mine: signedInProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const files = await store.listFilesOf(read, ctx.actor.collectiveIds);
    const doubts = await store.listDoubtsOf(
      read,
      files.map(({ id }) => id),
    );
    const now = ctx.now();
    const collectives = [];
    for (const id of ctx.actor.collectiveIds) {
      const collective = await store.getCollective(read, id);
      const members = await store.listMembers(read, id);
      const own = [];
      for (const file of files.filter(({ collectiveId }) => collectiveId === id)) {
        const call = file.callId ? await fund.getCall(read, file.callId) : null;
        const asked = doubts.filter(({ initiativeId }) => initiativeId === file.id);
        own.push({ ...file, where: whereabouts({ ...file, doubts: asked }, call, now) });
      }
      collectives.push({
        ...collective,
        role: members.find(({ personId }) => personId === ctx.actor.id)?.role ?? "member",
        memberCount: members.length,
        files: own,
      });
    }
    return collectives;
  }),

  /** Creates a collective; its founder is its referent. No legal form is asked for. */
  createCollective: signedInProcedure
    .input(z.object({ name: CollectiveName, territoryId: NeighbourhoodChoice }))
    .mutation(({ ctx, input }) =>
      ctx.commit("collective.created", async (tx) => {
        const territory = await territories.getTerritory(tx, input.territoryId);
        const collectiveId = await store.insertCollective(tx, {
          name: input.name,
          territoryId: territory.id,
          createdAt: ctx.now(),
        });
        await store.insertMember(tx, {
          collectiveId,
          personId: ctx.actor.id,
          role: "referent",
          joinedOn: civilDateOf(ctx.now()),
        });
        return {
          subjectId: collectiveId,
          editionId: null,
          public: { territory: territory.name },
          sealed: { personId: ctx.actor.id, name: input.name },
          answer: { collectiveId },
        };
      }),
    ),

  /** One collective of mine: who is in it, which invitations are still good, which files it has. */
  collective: memberProcedure.input(z.object({ collectiveId: idOf("col") })).query(async ({ ctx, input }) => {
    ctx.mustBelongTo(input.collectiveId);
    const { read } = ctx.database;
    const members = await store.listMembers(read, input.collectiveId);
    const invitations = await store.listOpenInvitations(read, input.collectiveId);
    return {
      collective: await store.getCollective(read, input.collectiveId),
      members: members.map(({ personId, name, role, joinedOn }) => ({
        name,
        role,
        joinedOn,
        isMe: personId === ctx.actor.id,
      })),
      invitations: invitations.filter(({ expiresAt }) => expiresAt >= ctx.now()),
      files: await store.listFilesOf(read, [input.collectiveId]),
    };
  }),

  /**
   * Makes a code that lets one more person in. The code is answered once and kept nowhere: the database has its hash, and
   * the same sending of the form makes the same code again.
   */
  inviteMember: memberProcedure
    .input(z.object({ collectiveId: idOf("col"), role: z.enum(["treasurer", "member"]).default("member") }))
    .mutation(async ({ ctx, input }) => {
      ctx.mustBelongTo(input.collectiveId);
      const secret = ctx.idempotencyKey ?? randomCrockford(26);
      const code = codeOf(`${ctx.actor.id}/${input.collectiveId}/${secret}`);
      const { expiresAt } = await ctx.commit("member.invited", async (tx) => {
        const expiresAt = invitationExpiresAt(ctx.now());
        const invitationId = await store.insertInvitation(tx, {
          collectiveId: input.collectiveId,
          codeHash: hashOfCode(code),
          role: input.role,
          invitedBy: ctx.actor.id,
          expiresAt,
        });
        return {
          subjectId: input.collectiveId,
          editionId: null,
          public: {},
          sealed: { personId: ctx.actor.id, invitationId },
          answer: { expiresAt },
        };
      });
      return { code, expiresAt };
    }),

  /** Enters a collective with an invitation code: once, before its date (DOS-12). Somebody who is already in just goes in. */
  join: signedInProcedure.input(z.object({ code: InvitationCode })).mutation(async ({ ctx, input }) => {
    await limitTries(ctx.database, "invitation", [ctx.address, ctx.actor.id], ctx.now() - ctx.clockOffsetMs);
    return ctx.commit("member.joined", async (tx) => {
      const invitation = await store.findInvitation(tx, hashOfCode(input.code));
      const joining = { now: ctx.now(), invitation };
      refuse(
        brokenRules(JOINING_RULES, joining).map((rule) => ({
          rule,
          field: "code",
          facts: { problem: joiningProblem(joining) ?? "unknown" },
        })),
      );
      if (!invitation) throw new NotFound("invitation");
      const people = await store.listMembers(tx, invitation.collectiveId);
      if (!isMember(ctx.actor, people)) {
        await store.setInvitationUsed(tx, invitation.id, ctx.actor.id, ctx.now());
        await store.insertMember(tx, {
          collectiveId: invitation.collectiveId,
          personId: ctx.actor.id,
          role: invitation.role,
          joinedOn: civilDateOf(ctx.now()),
        });
      }
      return {
        subjectId: invitation.collectiveId,
        editionId: null,
        public: {},
        sealed: { personId: ctx.actor.id, invitationId: invitation.id },
        answer: { collectiveId: invitation.collectiveId },
      };
    });
  }),

  // --- The file -----------------------------------------------------------------------------------------------------

  /** Starts the collective's file in the call that is open (DOS-4, DOS-6). */
  startFile: memberProcedure.input(z.object({ collectiveId: idOf("col") })).mutation(({ ctx, input }) =>
    ctx.commit("file.started", async (tx) => {
      ctx.mustBelongTo(input.collectiveId);
      const collective = await store.getCollective(tx, input.collectiveId);
      const edition = await fund.findCurrentEdition(tx);
      const call = edition && (await fund.findCall(tx, edition.id));
      if (!edition || !call) throw new NotFound("call");
      const otherFiles = await store.countOtherFiles(tx, collective.id, call.id, null);
      refuseIf(brokenRules(PLACE_RULES, { now: ctx.now(), call, otherFiles }), {
        when: ctx.now() < call.opensAt ? "before" : "after",
        opensAt: call.opensAt,
        closesAt: call.submissionsCloseAt,
      });
      const number = await store.freeNumber(tx, edition.year);
      const initiativeId = await store.insertInitiative(tx, {
        number,
        editionId: edition.id,
        callId: call.id,
        collectiveId: collective.id,
        territoryId: collective.territoryId,
        title: "",
        state: "draft",
        requestedCents: 0,
        createdAt: ctx.now(),
      });
      return {
        subjectId: initiativeId,
        editionId: edition.id,
        public: {},
        sealed: { personId: ctx.actor.id, number },
        answer: { initiativeId, number },
      };
    }),
  ),

  /** The whole file, as its members see it: answers, budget, what remains, what was asked, where it is. */
  file: memberProcedure.input(FileInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const file = await getOwnFile(ctx, read, input.initiativeId);
    const view = await describeFile(read, file, ctx.now());
    return {
      ...view,
      isReferent: view.members.some(({ personId, role }) => personId === ctx.actor.id && role === "referent"),
    };
  }),

  /** Keeps the answer to one question. Refused when somebody else has changed it since the form was made (DOS-11). */
  saveAnswer: memberProcedure.input(AnswerInput).mutation(({ ctx, input }) =>
    ctx.commit("answer.saved", async (tx) => {
      const file = await getOwnFile(ctx, tx, input.initiativeId);
      mustBePossible(file, "write");
      const { question, value } = input;
      if (question.kind === "commitment") {
        const members = await store.listMembers(tx, file.collectiveId);
        const me = members.find(({ personId }) => personId === ctx.actor.id);
        if (me?.role !== "referent") throw new Refusal([{ rule: "DOS-5", field: "value" }]);
      }
      const kept = (await store.listAnswers(tx, file.id)).find((answer) => answer.question === question.key);
      const savedAt = nextVersion(
        "value",
        kept ? { text: asText(kept.value), savedAt: kept.savedAt, by: kept.savedByName } : null,
        input.seenAt,
        asText(value),
        ctx.now(),
      );
      await store.upsertAnswer(tx, {
        initiativeId: file.id,
        question: question.key,
        value,
        savedBy: ctx.actor.id,
        savedAt,
      });
      if (question.key === "title") await store.setTitle(tx, file.id, asText(value));
      return {
        subjectId: file.id,
        editionId: file.editionId,
        public: {},
        sealed: { personId: ctx.actor.id, question: question.key },
        answer: { savedAt, isEmpty: isEmptyAnswer(value) },
      };
    }),
  ),

  /**
   * Writes a line of the forecast budget: a new one, or the one named. The fund is asked once (DOS-9). A line that
   * somebody else has changed meanwhile is shown first (DOS-11); one that was taken out meanwhile is written anew.
   */
  saveForecastLine: memberProcedure
    .input(
      z.object({
        initiativeId: idOf("ini"),
        lineId: idOf("fli")
          .optional()
          .or(z.literal("").transform(() => undefined)),
        account: AccountCode,
        label: LineLabel,
        amount: Euros.refine((cents) => cents > 0, "initiatives.problems.amountZero"),
        seenAt: SeenAt,
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.commit("budget.changed", async (tx) => {
        const file = await getOwnFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "write");
        const side = sideOf(input.account);
        if (!side) throw new NotFound("account");
        const lines = await store.listForecastLines(tx, file.id);
        const kept = lines.find(({ id }) => id === input.lineId) ?? null;
        const requests = lines.filter(({ account, id }) => account === REQUEST_ACCOUNT && id !== kept?.id);
        if (input.account === REQUEST_ACCOUNT && requests.length > 0)
          throw new Refusal([{ rule: "DOS-9", field: "account", facts: { what: "twice" } }]);
        const textOfLine = (label: string, cents: number) => `${label} : ${(cents / 100).toFixed(2)} €`;
        const savedAt = nextVersion(
          "label",
          kept && { text: textOfLine(kept.label, kept.amountCents), savedAt: kept.savedAt, by: "unknown" },
          input.seenAt,
          textOfLine(input.label, input.amount),
          ctx.now(),
        );
        const written = { label: input.label, amountCents: input.amount, savedBy: ctx.actor.id, savedAt };
        // An account is not changed in place: the line would jump from one table to the other under the other's eyes.
        if (kept && kept.account === input.account) await store.setForecastLine(tx, kept.id, written);
        else {
          if (kept) await store.deleteForecastLine(tx, kept.id);
          await store.insertForecastLine(tx, {
            initiativeId: file.id,
            side,
            account: input.account,
            position: Math.max(0, ...lines.map((_, index) => index + 1)),
            ...written,
          });
        }
        const totals = totalsOf(await store.listForecastLines(tx, file.id));
        await store.setRequested(tx, file.id, totals.requestedCents);
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: {},
          sealed: { personId: ctx.actor.id, lineId: kept?.id ?? "" },
          answer: totals,
        };
      }),
    ),

  /** Takes a line out of the forecast budget; one that is already gone is gone. */
  removeForecastLine: memberProcedure
    .input(z.object({ initiativeId: idOf("ini"), lineId: idOf("fli") }))
    .mutation(({ ctx, input }) =>
      ctx.commit("budget.changed", async (tx) => {
        const file = await getOwnFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "write");
        const lines = await store.listForecastLines(tx, file.id);
        const line = lines.find(({ id }) => id === input.lineId);
        if (line) await store.deleteForecastLine(tx, line.id);
        const totals = totalsOf(lines.filter(({ id }) => id !== input.lineId));
        await store.setRequested(tx, file.id, totals.requestedCents);
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: {},
          sealed: { personId: ctx.actor.id, lineId: input.lineId },
          answer: totals,
        };
      }),
    ),

  /** Sends the file. Refused with every broken rule at once; the receipt goes to every member. */
  submit: memberProcedure.input(FileInput).mutation(({ ctx, input }) =>
    ctx.commit("file.submitted", async (tx) => {
      const file = await getOwnFile(ctx, tx, input.initiativeId);
      mustBePossible(file, "submit");
      const at = ctx.now();
      refuse(explainSending(SENDING_RULES, await store.getSending(tx, file, at)));
      const sendings = file.sendings + 1;
      const receiptNumber = `${file.number}-R${sendings}`;
      await store.setInitiativeState(tx, file.id, "submitted");
      await store.setSent(tx, file.id, { submittedAt: at, receiptNumber, sendings });
      return {
        subjectId: file.id,
        editionId: file.editionId,
        public: { number: file.number, territory: file.territoryName ?? "" },
        sealed: { personId: ctx.actor.id },
        messages: mails.receiptMails(await recipients(tx, file.collectiveId), file, {
          receiptNumber,
          at,
          dueAt: reviewDueAt(at, [], at),
        }),
        answer: { initiativeId: file.id, number: file.number, receiptNumber },
      };
    }),
  ),

  /** Writes the collective's answer to a question of the officer; it goes to the officer when the file is sent back. */
  answerDoubt: memberProcedure
    .input(z.object({ initiativeId: idOf("ini"), doubtId: idOf("dou"), answer: DoubtAnswer, seenAt: SeenAt }))
    .mutation(({ ctx, input }) =>
      ctx.commit("doubt.answered", async (tx) => {
        const file = await getOwnFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "resend");
        const doubt = (await store.listDoubts(tx, file.id)).find(({ id }) => id === input.doubtId);
        if (!doubt || doubt.returnedAt !== null) throw new NotFound("doubt");
        const answeredAt = nextVersion(
          "answer",
          doubt.answer === null ? null : { text: doubt.answer, savedAt: doubt.answeredAt, by: "unknown" },
          input.seenAt,
          input.answer,
          ctx.now(),
        );
        await store.setDoubtAnswer(tx, doubt.id, {
          answer: input.answer,
          answeredBy: ctx.actor.id,
          answeredAt,
        });
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: { number: file.number, article: doubt.article },
          sealed: { personId: ctx.actor.id },
          answer: { initiativeId: file.id },
        };
      }),
    ),

  /** Sends a completed file back to the officer: complete again, every question answered. The clock runs on. */
  resend: memberProcedure.input(FileInput).mutation(({ ctx, input }) =>
    ctx.commit("file.resent", async (tx) => {
      const file = await getOwnFile(ctx, tx, input.initiativeId);
      mustBePossible(file, "resend");
      const at = ctx.now();
      const doubts = await store.listDoubts(tx, file.id);
      const unanswered = doubts.filter(
        ({ answer, returnedAt }) => returnedAt === null && answer === null,
      ).length;
      const sending = await store.getSending(tx, file, at);
      const open: BrokenRule[] = brokenRules(
        { "INS-8": RESENDING_RULES["INS-8"] },
        { ...sending, unanswered },
      ).map((rule) => ({ rule, facts: { unanswered }, field: "doubts" }));
      refuse([...explainSending(FILE_RULES, sending), ...open]);
      const sendings = file.sendings + 1;
      const receiptNumber = `${file.number}-R${sendings}`;
      const submittedAt = file.submittedAt ?? at;
      await store.setInitiativeState(tx, file.id, "submitted");
      await store.setSent(tx, file.id, { submittedAt, receiptNumber, sendings });
      await store.setDoubtsReturned(tx, file.id, at);
      const returned = doubts.map((doubt) => ({ ...doubt, returnedAt: doubt.returnedAt ?? at }));
      return {
        subjectId: file.id,
        editionId: file.editionId,
        public: { number: file.number },
        sealed: { personId: ctx.actor.id },
        messages: mails.receiptMails(await recipients(tx, file.collectiveId), file, {
          receiptNumber,
          at,
          dueAt: reviewDueAt(submittedAt, returned, at),
        }),
        answer: { initiativeId: file.id, number: file.number, receiptNumber },
      };
    }),
  ),

  /** The collective takes its file back, before the vote opens. Nothing is erased; another file may be started. */
  withdraw: memberProcedure.input(FileInput).mutation(({ ctx, input }) =>
    ctx.commit("file.withdrawn", async (tx) => {
      const file = await getOwnFile(ctx, tx, input.initiativeId);
      mustBePossible(file, "withdraw");
      await store.setInitiativeState(tx, file.id, "withdrawn");
      await store.setWithdrawn(tx, file.id, ctx.now());
      return {
        subjectId: file.id,
        editionId: file.editionId,
        public: { number: file.number },
        sealed: { personId: ctx.actor.id },
        messages: mails.withdrawalMails(await recipients(tx, file.collectiveId), file),
        answer: { initiativeId: file.id, collectiveId: file.collectiveId },
      };
    }),
  ),

  // --- The case officer ---------------------------------------------------------------------------------------------

  /** The files that wait for a decision in my territories, the most urgent first; those with the collective come last. */
  queue: officerProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const now = ctx.now();
    const files = await store.listFilesIn(read, REVIEWED_STATES, ctx.territoryIds);
    const asked = await store.listDoubtsOf(
      read,
      files.map(({ id }) => id),
    );
    const rows = files.map((file) => {
      const doubts = asked.filter(({ initiativeId }) => initiativeId === file.id);
      const dueAt = reviewDueAt(file.submittedAt ?? now, doubts, now);
      return {
        id: file.id,
        number: file.number,
        title: file.title,
        state: file.state,
        collectiveName: file.collectiveName,
        territoryName: file.territoryName,
        requestedCents: file.requestedCents,
        submittedAt: file.submittedAt,
        dueAt,
        answerDueAt: answerDueAt(doubts),
        isSuspended: file.state === "to_complete",
        isLate: brokenRules(DELAY_RULES, { dueAt, now }).length > 0,
      };
    });
    const decided = await store.listFilesIn(read, ["admissible", "inadmissible"], ctx.territoryIds);
    return {
      waiting: rows.sort((a, b) => Number(a.isSuspended) - Number(b.isSuspended) || a.dueAt - b.dueAt),
      decided: decided.map(({ id, number, title, state, collectiveName, territoryName }) => ({
        id,
        number,
        title,
        state,
        collectiveName,
        territoryName,
      })),
    };
  }),

  /** A sent file as the officer reads it, with what may be done about it now. */
  sentFile: officerProcedure.input(FileInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const now = ctx.now();
    const file = await getSentFile(ctx, read, input.initiativeId);
    const view = await describeFile(read, file, now);
    const dueAt = reviewDueAt(file.submittedAt ?? now, view.doubts, now);
    return {
      ...view,
      dueAt,
      answerDueAt: answerDueAt(view.doubts),
      isLate: brokenRules(DELAY_RULES, { dueAt, now }).length > 0,
      isOwn: view.members.some(({ personId }) => personId === ctx.actor.id),
    };
  }),

  /** Asks the collective for what is missing, under an article; from here to the answer the clock stands still. */
  ask: officerProcedure
    .input(z.object({ initiativeId: idOf("ini"), article: z.string().default(""), question: DoubtQuestion }))
    .mutation(({ ctx, input }) =>
      ctx.commit("doubt.asked", async (tx) => {
        const file = await getSentFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "ask");
        const people = await recipients(tx, file.collectiveId);
        const memberIds = people.map(({ personId }) => personId);
        const { article, question } = input;
        const broken = brokenRules(ASKING_RULES, { officerId: ctx.actor.id, memberIds, article, question });
        refuse(
          broken.flatMap((rule) =>
            rule === "INS-2" ? lacking(rule, article, question, "question") : [{ rule }],
          ),
        );
        const askedAt = ctx.now();
        const doubtId = await store.insertDoubt(tx, {
          initiativeId: file.id,
          article,
          question,
          askedBy: ctx.actor.id,
          askedAt,
        });
        await store.setInitiativeState(tx, file.id, "to_complete");
        const due = answerDueAt(await store.listDoubts(tx, file.id)) ?? askedAt;
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: { number: file.number, article },
          sealed: { personId: ctx.actor.id },
          messages: mails.doubtMails(people, file, { article, question, answerDueAt: due }),
          answer: { initiativeId: file.id, doubtId },
        };
      }),
    ),

  /** Admits the file: the officer confirms one by one what no computer can judge (INS-4 to INS-6). It becomes public. */
  admit: officerProcedure
    .input(
      z.object({
        initiativeId: idOf("ini"),
        confirmed: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.commit("file.admitted", async (tx) => {
        const file = await getSentFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "admit");
        const people = await recipients(tx, file.collectiveId);
        const memberIds = people.map(({ personId }) => personId);
        const { confirmed } = input;
        refuse(
          brokenRules(ADMITTING_RULES, { officerId: ctx.actor.id, memberIds, confirmed }).map((rule) => ({
            rule,
            field: rule === "INS-1" ? undefined : "confirmed",
          })),
        );
        await store.setInitiativeState(tx, file.id, "admissible");
        await store.insertDecision(tx, {
          initiativeId: file.id,
          outcome: "admissible",
          article: null,
          reason: confirmed.join(" "),
          decidedBy: ctx.actor.id,
          decidedAt: ctx.now(),
        });
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: {
            number: file.number,
            title: file.title,
            collective: file.collectiveName ?? "",
            requestedCents: file.requestedCents,
          },
          sealed: { personId: ctx.actor.id },
          messages: mails.admissionMails(people, file),
          answer: { initiativeId: file.id, number: file.number },
        };
      }),
    ),

  /** Finds the file inadmissible, in the name of an article and for a reason that will be public (DOS-7). */
  refuse: officerProcedure
    .input(
      z.object({
        initiativeId: idOf("ini"),
        article: z.string().default(""),
        reason: RefusalReason,
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.commit("file.refused", async (tx) => {
        const file = await getSentFile(ctx, tx, input.initiativeId);
        mustBePossible(file, "refuse");
        const people = await recipients(tx, file.collectiveId);
        const due = answerDueAt(await store.listDoubts(tx, file.id));
        const { article, reason } = input;
        const broken = brokenRules(REFUSING_RULES, {
          officerId: ctx.actor.id,
          memberIds: people.map(({ personId }) => personId),
          article,
          reason,
          now: ctx.now(),
          answerDueAt: due,
        });
        refuse(
          broken.flatMap((rule) =>
            rule === "DOS-7"
              ? lacking(rule, article, reason, "reason")
              : [{ rule, facts: { answerDueAt: due ?? 0 } }],
          ),
        );
        await store.setInitiativeState(tx, file.id, "inadmissible");
        await store.insertDecision(tx, {
          initiativeId: file.id,
          outcome: "inadmissible",
          article,
          reason,
          decidedBy: ctx.actor.id,
          decidedAt: ctx.now(),
        });
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: { number: file.number, article },
          sealed: { personId: ctx.actor.id },
          messages: mails.refusalMails(people, file, { article, reason }),
          answer: { initiativeId: file.id, number: file.number },
        };
      }),
    ),
});

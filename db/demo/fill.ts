import type { Database } from "#db/database.ts";
import { giveBirth } from "#server/accounts/birth.ts";
import type { TerritoryId } from "#server/accounts/model.ts";
import * as accounts from "#server/accounts/store.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { type CivilDate, civilDateOf, instantInParis } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";
import { appRouter } from "#server/router.ts";
import { writeCamt053 } from "#server/treasury/camt-writer.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { bureauKey } from "#server/voting/keyring.ts";
import * as voting from "#server/voting/store.ts";
import { demoCode } from "./codes.ts";
import {
  COMMUNES,
  FUND_NAME,
  IDEAS,
  NEIGHBOURHOODS,
  OFFICERS,
  RESIDENTS,
  RESIDENTS_SOURCE,
} from "./story.ts";

/** How far the story can be told before somebody takes it over. */
export const STAGES = ["birth", "call", "review", "vote", "results", "paid"] as const;
export type Stage = (typeof STAGES)[number];

const createCaller = createCallerFactory(appRouter);
type Caller = ReturnType<typeof createCaller>;

/**
 * Fills an empty database with the demo fund, told up to `until`, by calling the very procedures that people call, each in
 * the name of the person who acts and at the date of the story. The demo's calendar is left on the last day told.
 */
export async function fillDemo(
  database: Database,
  until: Stage = "vote",
  dataDir = process.env.DATA_DIR ?? "data",
): Promise<void> {
  const told = new Story(database, dataDir);
  await told.birth();
  const chapters = {
    call: told.call,
    review: told.review,
    vote: told.vote,
    results: told.results,
    paid: told.paid,
  };
  for (const [stage, tell] of Object.entries(chapters) as [Exclude<Stage, "birth">, () => Promise<void>][])
    if (STAGES.indexOf(stage) <= STAGES.indexOf(until)) await tell.call(told);
  await database.write((tx) => accounts.setClockOffset(tx, told.now - Date.now()));
}

class Story {
  private readonly database: Database;
  private readonly dataDir: string;
  now = instantInParis("2026-02-23", "09:00");

  constructor(database: Database, dataDir: string) {
    this.database = database;
    this.dataDir = dataDir;
  }

  /** Goes to an hour of the story; time never goes back. */
  private at(day: CivilDate, time = "09:00"): void {
    this.now = Math.max(this.now, instantInParis(day, time));
  }

  /** The procedures in the name of that person (null: a visitor), a minute after the act before. */
  private async as(email: string | null): Promise<Caller> {
    this.now += 60_000;
    const { read } = this.database;
    const person = email ? await accounts.findPersonByEmail(read, email) : null;
    const { now } = this;
    return createCaller({
      database: this.database,
      actor: person && (await accounts.findActor(read, person.id, civilDateOf(now))),
      locale: "fr",
      address: "127.0.0.1",
      idempotencyKey: null,
      now: () => now,
      clockOffsetMs: 0,
    });
  }

  private office(name: (typeof OFFICERS)[number]["name"]): Promise<Caller> {
    return this.as(OFFICERS.find((officer) => officer.name === name)?.email ?? null);
  }

  private register(name: string, email: string) {
    this.now += 1_000;
    const context = {
      events: EVENTS,
      event: "person.registered",
      actor: null,
      command: null,
      now: this.now,
    } as const;
    return commit(this.database, context, async (tx) => {
      const id = await accounts.insertPerson(tx, { name, email, at: this.now });
      return { subjectId: id, editionId: null, public: {}, sealed: { personId: id }, answer: { id } };
    });
  }

  /** The fund is born, its team is appointed, its territories are entered. */
  async birth(): Promise<void> {
    const [founder, ...others] = OFFICERS;
    const { name, email } = founder;
    const administrator = { name, email };
    await giveBirth(this.database, { name: FUND_NAME, bornAs: "demo", administrator, now: this.now });
    for (const officer of others) await (await this.office("Nadia Benali")).accounts.grantRole(officer);
    for (const place of [...COMMUNES, ...NEIGHBOURHOODS])
      await (await this.office("Nadia Benali")).territories.add({
        ...place,
        communeCodes: "communeCodes" in place ? place.communeCodes.join(";") : place.code,
        residents: String(place.residents),
        residentsSource: RESIDENTS_SOURCE,
      });
    for (const { referent, member } of IDEAS)
      for (const { name, email } of [referent, member]) await this.register(name, email);
  }

  private async neighbourhoods() {
    const visitor = await this.as(null);
    const all = await visitor.territories.list();
    return NEIGHBOURHOODS.map(({ slug }) => {
      const found = all.find((place) => place.slug === slug);
      if (!found) throw new Error(`the story has no ${slug}`);
      return found;
    });
  }

  private async edition() {
    const current = await (await this.as(null)).fund.current();
    if (!current) throw new Error("the story has no edition yet");
    return current;
  }

  /** From the finance law to an open call: base, verification, endowment, envelopes, calendar. */
  async call(): Promise<void> {
    const { editionId } = await (await this.office("Nadia Benali")).fund.openBase({ year: "2026" });
    const waiting = await (await this.office("Hélène Marchand")).fund.toVerify();
    const lineIds = waiting?.lines.map(({ id }) => id) ?? [];
    await (await this.office("Hélène Marchand")).fund.verifyLines({ lineIds });
    const { base } = await this.edition();
    if (!base) throw new Error("the story has no base yet");
    const euros = (base.floorCents / 100).toFixed(2);
    await (await this.office("Nadia Benali")).fund.setEndowment({ editionId, amount: euros });
    const territoryIds = (await this.neighbourhoods()).map(({ id }) => id) as TerritoryId[];
    await (await this.office("Nadia Benali")).fund.adoptSplit({
      editionId,
      runningCosts: "1 500 000",
      territoriesPart: "40 000",
      key: "equal",
      territoryIds,
      shares: [],
    });
    this.at("2026-02-27");
    await (await this.office("Nadia Benali")).fund.openCall({
      editionId,
      title: "Appel à initiatives 2026",
      opensAt: "2026-03-02 09:00",
      submissionsCloseAt: "2026-04-12 20:00",
      reviewClosesAt: "2026-05-24 20:00",
      voteOpensAt: "2026-06-01 09:00",
      voteClosesAt: "2026-06-14 20:00",
      ceiling: "8 000",
      maxShare: "90",
      minMembers: "2",
      maxChoices: "3",
      minMean: "0",
      utility: "cost",
      completion: "utilitarian",
      confirmed: "yes",
    });
    await this.database.write((tx) =>
      voting.insertDemoCodes(
        tx,
        RESIDENTS.map(({ name, territory }) => ({
          editionId,
          code: demoCode(name),
          residentName: name,
          territoryId: territoryIds[NEIGHBOURHOODS.findIndex(({ slug }) => slug === territory)] ?? "ter_",
        })),
      ),
    );
    bureauKey(this.dataDir);
    this.at("2026-03-02");
  }

  /** Nine collectives write and send; the officer reads each; the jurors declare and score. */
  async review(): Promise<void> {
    const places = await this.neighbourhoods();
    const files: Id<"ini">[] = [];
    for (const [index, idea] of IDEAS.entries()) {
      this.at(`2026-03-${String(5 + index * 2).padStart(2, "0")}` as CivilDate, "18:30");
      const territoryId = places.find(({ slug }) => slug === idea.territory)?.id ?? "ter_";
      const founder = await this.as(idea.referent.email);
      const { collectiveId } = await founder.initiatives.createCollective({
        name: idea.collective,
        territoryId,
      });
      const { code } = await (await this.as(idea.referent.email)).initiatives.inviteMember({ collectiveId });
      await (await this.as(idea.member.email)).initiatives.join({ code });
      const { initiativeId } = await (await this.as(idea.referent.email)).initiatives.startFile({
        collectiveId,
      });
      for (const [question, value] of Object.entries({ ...idea.answers, commitment: "yes" }))
        await (await this.as(idea.referent.email)).initiatives.saveAnswer({ initiativeId, question, value });
      for (const { account, label, euros } of idea.forecast) {
        const line = { initiativeId, account, label, amount: euros };
        await (await this.as(idea.member.email)).initiatives.saveForecastLine(line);
      }
      await (await this.as(idea.referent.email)).initiatives.submit({ initiativeId });
      files.push(initiativeId);
    }
    for (const [index, idea] of IDEAS.entries()) {
      this.at(`2026-04-${String(14 + index).padStart(2, "0")}` as CivilDate, "10:00");
      const initiativeId = files[index];
      if (!initiativeId) continue;
      await this.instruct(initiativeId, idea);
    }
    this.at("2026-05-04");
  }

  private async instruct(initiativeId: Id<"ini">, idea: (typeof IDEAS)[number]): Promise<void> {
    const { instruction } = idea;
    if (instruction.outcome === "inadmissible") {
      const { article, reason } = instruction;
      await (await this.office("Thomas Leroy")).initiatives.refuse({ initiativeId, article, reason });
      return;
    }
    if (instruction.doubt) {
      const { article, question, answer } = instruction.doubt;
      await (await this.office("Thomas Leroy")).initiatives.ask({ initiativeId, article, question });
      const file = await (await this.as(idea.referent.email)).initiatives.file({ initiativeId });
      const [doubt] = file.doubts;
      if (!doubt) throw new Error("the story has no doubt");
      const member = await this.as(idea.member.email);
      await member.initiatives.answerDoubt({ initiativeId, doubtId: doubt.id, answer });
      await (await this.as(idea.referent.email)).initiatives.resend({ initiativeId });
    }
    const confirmed = ["INS-4", "INS-5", "INS-6"];
    await (await this.office("Thomas Leroy")).initiatives.admit({ initiativeId, confirmed });
  }

  /** The jury reads and locks; the vote opens; most residents vote, some change their mind. */
  async vote(): Promise<void> {
    const visitor = await this.as(null);
    const edition = await this.edition();
    const criteria = edition.call?.grid.map(({ key }) => key) ?? [];
    const open = (await visitor.initiatives.list({})).initiatives;
    const jurors = OFFICERS.filter(({ role }) => role === "juror");
    for (const idea of IDEAS) {
      const number = open.find(({ title }) => title === idea.answers.title)?.number;
      if (!number || idea.instruction.outcome === "inadmissible") continue;
      for (const [index, juror] of jurors.entries()) {
        const read = idea.jury[index];
        if (!read) continue;
        const interest = "interest" in read ? read.interest : "none";
        await (await this.as(juror.email)).review.declare({ number, interest });
        if ("interest" in read) continue;
        const marks = criteria.map((key, at) => [`mark.${key}`, String(read.marks[at] ?? "unknown")]);
        const review = { number, reasons: read.reasons, ...Object.fromEntries(marks) };
        await (await this.as(juror.email)).review.save(review);
        await (await this.as(juror.email)).review.lock({ number, confirmed: "yes" });
      }
    }
    this.at("2026-05-28");
    const { editionId, roll } = await this.roll();
    const { publicKey } = bureauKey(this.dataDir);
    const opening = { editionId, trusteeKeys: publicKey, roll };
    const { pollId } = await (await this.office("Nadia Benali")).voting.openPoll(opening);
    this.at("2026-06-02");
    const { poll } = await (await this.as(null)).voting.current();
    for (const [index, { name, territory }] of RESIDENTS.entries()) {
      if (index % 8 === 5) continue;
      const offered = poll?.territories.find(({ slug }) => slug === territory)?.choices ?? [];
      const choices = offered
        .filter((_, position) => (index + position) % 3 !== 0 || position === index % 2)
        .map((choice) => String(choice.number));
      const cast = { pollId, code: demoCode(name), choices };
      await (await this.as(null)).voting.castWithCode(cast);
      if (index % 9 === 4)
        await (await this.as(null)).voting.castWithCode({ ...cast, choices: choices.slice(0, 1) });
    }
    this.at("2026-06-04");
  }

  private async roll() {
    const { edition, demoKeyList } = await (await this.office("Nadia Benali")).voting.preparation();
    return { editionId: edition.id, roll: demoKeyList };
  }

  /** The vote closes and is counted, the rule is run by one person and adopted by another. */
  async results(): Promise<void> {
    this.at("2026-06-15");
    const { poll, edition } = await (await this.as(null)).voting.current();
    if (!poll || !edition) throw new Error("the story has no vote yet");
    await (await this.office("Nadia Benali")).voting.closePoll({ pollId: poll.id });
    const { privateKey } = bureauKey(this.dataDir);
    await (await this.office("Nadia Benali")).voting.countPoll({ pollId: poll.id, secrets: privateKey });
    await (await this.office("Nadia Benali")).allocation.run({ edition: edition.slug });
    await (await this.office("Hélène Marchand")).allocation.adopt({ edition: edition.slug, confirm: "on" });
  }

  /** Agreements are signed; the first advances are certified, ordered and found on a bank statement. */
  async paid(): Promise<void> {
    this.at("2026-06-22");
    const { toPrepare } = await (await this.office("Hélène Marchand")).treasury.desk();
    // In the order of the story: numbers are drawn anew each time, and the story must not depend on them.
    const place = ({ file }: { file: { initiativeTitle: string } }) =>
      IDEAS.findIndex(({ answers }) => answers.title === file.initiativeTitle);
    for (const { file } of toPrepare.toSorted((one, other) => place(one) - place(other)).slice(0, 3)) {
      const prepared = await (await this.office("Hélène Marchand")).treasury.prepareAgreement({
        awardId: file.id,
      });
      const { agreementId } = prepared;
      const referent = IDEAS.find(({ answers }) => answers.title === file.initiativeTitle)?.referent;
      if (!referent) throw new Error(`the story has no ${file.initiativeTitle}`);
      await (await this.as(referent.email)).treasury.signForCollective({ agreementId, confirmed: "yes" });
      await (await this.office("Hélène Marchand")).treasury.signForFund({ agreementId, confirmed: "yes" });
    }
    this.at("2026-06-29");
    const { tranches } = await (await this.office("Hélène Marchand")).treasury.desk();
    const advances = tranches
      .filter(({ tranche }) => tranche.position === 1)
      .toSorted((one, other) => place(one) - place(other));
    for (const { tranche } of advances.slice(0, 2)) {
      const evidence =
        "Convention signée par les deux parties ; coordonnées bancaires vérifiées au téléphone.";
      await (await this.office("Thomas Leroy")).treasury.certifyTranche({ trancheId: tranche.id, evidence });
      await (await this.office("Hélène Marchand")).treasury.orderTranche({
        trancheId: tranche.id,
        confirmed: "yes",
      });
    }
    this.at("2026-07-01");
    const [first] = advances;
    if (!first) throw new Error("the story has no tranche yet");
    const { endToEndId, amountCents } = first.tranche;
    const transfer = { cents: -amountCents, reference: endToEndId, name: first.file.collectiveName };
    const file = writeCamt053({
      id: "RELEVE-2026-07-01",
      on: "2026-07-01",
      openingCents: 5_000_000,
      lines: [transfer],
    });
    const karim = await this.office("Karim Diallo");
    await karim.treasury.importStatement({ file });
    const { lines } = await (await this.office("Karim Diallo")).treasury.tranche({
      trancheId: first.tranche.id,
    });
    const [line] = lines;
    if (!line) throw new Error("the story has no bank line yet");
    await (await this.office("Karim Diallo")).treasury.payTranche({
      trancheId: first.tranche.id,
      bankLineId: line.line.id,
      confirmed: "yes",
    });
  }
}

import {
  boolean,
  check,
  choice,
  civilDate,
  id,
  index,
  instant,
  integer,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";
import { territories } from "#db/schema/territories.ts";

/** A person who signs in. Voters are not here: a code on the roll is enough to vote. */
export const persons = table(
  "persons",
  {
    id: id<"per">().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: boolean().notNull(),
    image: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex("persons_email").on(t.email)],
);

export const sessions = table(
  "sessions",
  {
    id: id<"ses">().primaryKey(),
    userId: id<"per">()
      .notNull()
      .references(() => persons.id),
    token: text().notNull(),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex("sessions_token").on(t.token), index("sessions_user").on(t.userId)],
);

/** Ways in through an identity provider, keyed by issuer and subject, never by address; empty until one is configured. */
export const externalIdentities = table(
  "external_identities",
  {
    id: id<"ext">().primaryKey(),
    userId: id<"per">()
      .notNull()
      .references(() => persons.id),
    providerId: text().notNull(),
    accountId: text().notNull(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    password: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("external_identities_subject").on(t.providerId, t.accountId),
    index("external_identities_user").on(t.userId),
    // Passwords do not exist here, whatever a library may be asked to do.
    check("external_identities_no_password", sql`${t.password} is null`),
  ],
);

/** Codes sent by mail, hashed, until they are used or expire. */
export const verifications = table(
  "verifications",
  {
    id: id<"ver">().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [index("verifications_identifier").on(t.identifier)],
);

/** Tries per key (address, account, code) in the running window; kept in the database so that a restart forgives nothing. */
export const rateLimits = table("rate_limits", {
  key: text().primaryKey(),
  windowStartedAt: instant().notNull(),
  tries: integer().notNull(),
});

/** A role held in a territory (null: the whole fund) between two days. */
export const roleGrants = table(
  "role_grants",
  {
    id: id<"rol">().primaryKey(),
    personId: id<"per">()
      .notNull()
      .references(() => persons.id),
    role: choice(["administrator", "officer", "juror", "authorising_officer", "treasurer"]).notNull(),
    territoryId: id<"ter">().references(() => territories.id),
    startsOn: civilDate().notNull(),
    endsOn: civilDate(),
  },
  (t) => [index("role_grants_person").on(t.personId)],
);

/** What kind of fund this database was born as; one row, written once at birth. A demo door never opens elsewhere. */
export const fundIdentity = table(
  "fund_identity",
  {
    id: choice(["fund"]).primaryKey(),
    name: text().notNull(),
    bornAs: choice(["demo", "real"]).notNull(),
    bornAt: instant().notNull(),
    /** How far the demo's calendar stands from the real one, in milliseconds; always 0 in a real fund. */
    clockOffsetMs: integer().notNull(),
  },
  (t) => [
    check("fund_identity_single", sql`${t.id} = 'fund'`),
    check("fund_identity_clock", sql`${t.bornAs} = 'demo' or ${t.clockOffsetMs} = 0`),
  ],
);

CREATE TABLE "command_answers" (
  "key_hash" text COLLATE "C" PRIMARY KEY NOT NULL,
  "answer" text COLLATE "C" NOT NULL
);

CREATE TABLE "commands" (
  "key_hash" text COLLATE "C" PRIMARY KEY NOT NULL,
  "body_check" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL
);

CREATE TABLE "journal_checkpoints" (
  "size" bigint PRIMARY KEY NOT NULL,
  "root_hash" text COLLATE "C" NOT NULL,
  "edge" json NOT NULL,
  "note" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL
);

CREATE TABLE "journal_leaves" (
  "position" bigint PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "line_id" text COLLATE "C" NOT NULL,
  "hash" text COLLATE "C" NOT NULL
);

CREATE TABLE "journal_lines" (
  "edition_id" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "event" text COLLATE "C" NOT NULL,
  "actor_role" text COLLATE "C",
  "actor_id" text COLLATE "C",
  "subject_id" text COLLATE "C" NOT NULL,
  "public" json NOT NULL,
  "sealed" json NOT NULL,
  "salt" text COLLATE "C" NOT NULL,
  "sealed_hash" text COLLATE "C" NOT NULL,
  CONSTRAINT "journal_lines_edition_id_id_pk" PRIMARY KEY("edition_id","id"),
  CONSTRAINT "journal_lines_sealed_hash" CHECK (length("journal_lines"."sealed_hash") = 64)
);

CREATE TABLE "journal_unsealed" (
  "edition_id" text COLLATE "C" NOT NULL,
  "line_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "journal_unsealed_edition_id_line_id_pk" PRIMARY KEY("edition_id","line_id")
);

CREATE TABLE "outbox" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "to" text COLLATE "C" NOT NULL,
  "subject" text COLLATE "C" NOT NULL,
  "text" text COLLATE "C",
  "created_at" bigint NOT NULL,
  "due_at" bigint,
  "attempts" bigint DEFAULT 0 NOT NULL,
  "sent_at" bigint,
  "failed_at" bigint,
  "problem" text COLLATE "C"
);

CREATE UNIQUE INDEX "journal_leaves_line" ON "journal_leaves" USING btree ("edition_id","line_id");

CREATE INDEX "journal_lines_by_time" ON "journal_lines" USING btree ("at","id");

CREATE INDEX "journal_lines_by_edition" ON "journal_lines" USING btree ("edition_id","at","id");

CREATE INDEX "journal_lines_by_subject" ON "journal_lines" USING btree ("subject_id","at","id");

CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at");

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_lines_append_only" ON "journal_lines";

CREATE TRIGGER "journal_lines_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_lines" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_leaves_append_only" ON "journal_leaves";

CREATE TRIGGER "journal_leaves_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_leaves" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_checkpoints_append_only" ON "journal_checkpoints";

CREATE TRIGGER "journal_checkpoints_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_checkpoints" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE `command_answers` (
  `key_hash` text PRIMARY KEY NOT NULL,
  `answer` text NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE `commands` (
  `key_hash` text PRIMARY KEY NOT NULL,
  `body_check` text NOT NULL,
  `at` integer NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE `journal_checkpoints` (
  `size` integer PRIMARY KEY NOT NULL,
  `root_hash` text NOT NULL,
  `edge` text NOT NULL,
  `note` text NOT NULL,
  `at` integer NOT NULL
) STRICT;

CREATE TABLE `journal_leaves` (
  `position` integer PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `line_id` text NOT NULL,
  `hash` text NOT NULL
) STRICT;

CREATE UNIQUE INDEX `journal_leaves_line` ON `journal_leaves` (`edition_id`,`line_id`);

CREATE TABLE `journal_lines` (
  `edition_id` text NOT NULL,
  `id` text NOT NULL,
  `at` integer NOT NULL,
  `event` text NOT NULL,
  `actor_role` text,
  `actor_id` text,
  `subject_id` text NOT NULL,
  `public` text NOT NULL,
  `sealed` text NOT NULL,
  `salt` text NOT NULL,
  `sealed_hash` text NOT NULL,
  PRIMARY KEY(`edition_id`, `id`),
  CONSTRAINT "journal_lines_sealed_hash" CHECK(length("journal_lines"."sealed_hash") = 64)
) STRICT, WITHOUT ROWID;

CREATE INDEX `journal_lines_by_time` ON `journal_lines` (`at`,`id`);

CREATE INDEX `journal_lines_by_edition` ON `journal_lines` (`edition_id`,`at`,`id`);

CREATE INDEX `journal_lines_by_subject` ON `journal_lines` (`subject_id`,`at`,`id`);

CREATE TABLE `journal_unsealed` (
  `edition_id` text NOT NULL,
  `line_id` text NOT NULL,
  PRIMARY KEY(`edition_id`, `line_id`)
) STRICT, WITHOUT ROWID;

CREATE TABLE `outbox` (
  `id` text PRIMARY KEY NOT NULL,
  `to` text NOT NULL,
  `subject` text NOT NULL,
  `text` text,
  `created_at` integer NOT NULL,
  `due_at` integer,
  `attempts` integer DEFAULT 0 NOT NULL,
  `sent_at` integer,
  `failed_at` integer,
  `problem` text
) STRICT;

CREATE INDEX `outbox_due` ON `outbox` (`due_at`);

DROP TRIGGER IF EXISTS "journal_lines_no_update";

CREATE TRIGGER "journal_lines_no_update" BEFORE UPDATE ON "journal_lines" BEGIN SELECT RAISE(ABORT, 'journal_lines is append-only'); END;

DROP TRIGGER IF EXISTS "journal_lines_no_delete";

CREATE TRIGGER "journal_lines_no_delete" BEFORE DELETE ON "journal_lines" BEGIN SELECT RAISE(ABORT, 'journal_lines is append-only'); END;

DROP TRIGGER IF EXISTS "journal_leaves_no_update";

CREATE TRIGGER "journal_leaves_no_update" BEFORE UPDATE ON "journal_leaves" BEGIN SELECT RAISE(ABORT, 'journal_leaves is append-only'); END;

DROP TRIGGER IF EXISTS "journal_leaves_no_delete";

CREATE TRIGGER "journal_leaves_no_delete" BEFORE DELETE ON "journal_leaves" BEGIN SELECT RAISE(ABORT, 'journal_leaves is append-only'); END;

DROP TRIGGER IF EXISTS "journal_checkpoints_no_update";

CREATE TRIGGER "journal_checkpoints_no_update" BEFORE UPDATE ON "journal_checkpoints" BEGIN SELECT RAISE(ABORT, 'journal_checkpoints is append-only'); END;

DROP TRIGGER IF EXISTS "journal_checkpoints_no_delete";

CREATE TRIGGER "journal_checkpoints_no_delete" BEFORE DELETE ON "journal_checkpoints" BEGIN SELECT RAISE(ABORT, 'journal_checkpoints is append-only'); END;

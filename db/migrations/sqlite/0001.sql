CREATE TABLE `external_identities` (
  `id` text PRIMARY KEY NOT NULL,
  `user_id` text NOT NULL,
  `provider_id` text NOT NULL,
  `account_id` text NOT NULL,
  `access_token` text,
  `refresh_token` text,
  `id_token` text,
  `access_token_expires_at` integer,
  `refresh_token_expires_at` integer,
  `scope` text,
  `password` text,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL,
  FOREIGN KEY (`user_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "external_identities_no_password" CHECK("external_identities"."password" is null)
) STRICT;

CREATE UNIQUE INDEX `external_identities_subject` ON `external_identities` (`provider_id`,`account_id`);

CREATE INDEX `external_identities_user` ON `external_identities` (`user_id`);

CREATE TABLE `fund_identity` (
  `id` text PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `born_as` text NOT NULL,
  `born_at` integer NOT NULL,
  `clock_offset_ms` integer NOT NULL,
  CONSTRAINT "fund_identity_single" CHECK("fund_identity"."id" = 'fund'),
  CONSTRAINT "fund_identity_clock" CHECK("fund_identity"."born_as" = 'demo' or "fund_identity"."clock_offset_ms" = 0),
  CONSTRAINT "fund_identity_id_choice" CHECK("fund_identity"."id" in ('fund')),
  CONSTRAINT "fund_identity_born_as_choice" CHECK("fund_identity"."born_as" in ('demo', 'real'))
) STRICT;

CREATE TABLE `persons` (
  `id` text PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `email` text NOT NULL,
  `email_verified` integer NOT NULL,
  `image` text,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL
) STRICT;

CREATE UNIQUE INDEX `persons_email` ON `persons` (`email`);

CREATE TABLE `rate_limits` (
  `key` text PRIMARY KEY NOT NULL,
  `window_started_at` integer NOT NULL,
  `tries` integer NOT NULL
) STRICT;

CREATE TABLE `role_grants` (
  `id` text PRIMARY KEY NOT NULL,
  `person_id` text NOT NULL,
  `role` text NOT NULL,
  `territory_id` text,
  `starts_on` text NOT NULL,
  `ends_on` text,
  FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "role_grants_role_choice" CHECK("role_grants"."role" in ('administrator', 'officer', 'juror', 'authorising_officer', 'treasurer'))
) STRICT;

CREATE INDEX `role_grants_person` ON `role_grants` (`person_id`);

CREATE TABLE `sessions` (
  `id` text PRIMARY KEY NOT NULL,
  `user_id` text NOT NULL,
  `token` text NOT NULL,
  `expires_at` integer NOT NULL,
  `ip_address` text,
  `user_agent` text,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL,
  FOREIGN KEY (`user_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token`);

CREATE INDEX `sessions_user` ON `sessions` (`user_id`);

CREATE TABLE `verifications` (
  `id` text PRIMARY KEY NOT NULL,
  `identifier` text NOT NULL,
  `value` text NOT NULL,
  `expires_at` integer NOT NULL,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL
) STRICT;

CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);

CREATE TABLE `allocation_runs` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `envelope_id` text,
  `input_pb` text NOT NULL,
  `input_hash` text NOT NULL,
  `options` text NOT NULL,
  `result` text NOT NULL,
  `result_hash` text NOT NULL,
  `ran_by` text,
  `ran_at` integer NOT NULL,
  `adopted_by` text,
  `adopted_at` integer,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`envelope_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`ran_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`adopted_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "allocation_runs_two_people" CHECK("allocation_runs"."adopted_by" is null or "allocation_runs"."ran_by" is null or "allocation_runs"."adopted_by" <> "allocation_runs"."ran_by")
) STRICT;

CREATE INDEX `allocation_runs_edition` ON `allocation_runs` (`edition_id`);

CREATE TABLE `awards` (
  `id` text PRIMARY KEY NOT NULL,
  `number` text NOT NULL,
  `edition_id` text NOT NULL,
  `envelope_id` text NOT NULL,
  `run_id` text NOT NULL,
  `initiative_id` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `decided_at` integer NOT NULL,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`envelope_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`run_id`) REFERENCES `allocation_runs`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "awards_amount" CHECK("awards"."amount_cents" > 0)
) STRICT;

CREATE UNIQUE INDEX `awards_number` ON `awards` (`number`);

CREATE UNIQUE INDEX `awards_initiative` ON `awards` (`initiative_id`);

CREATE TABLE `budget_lines` (
  `id` text PRIMARY KEY NOT NULL,
  `year` integer NOT NULL,
  `programme` text NOT NULL,
  `label` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `kind` text NOT NULL,
  `stage` text NOT NULL,
  `source` text NOT NULL,
  `is_estimate` integer NOT NULL,
  `entered_by` text,
  `entered_at` integer NOT NULL,
  `verified_by` text,
  `verified_at` integer,
  FOREIGN KEY (`entered_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`verified_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "budget_lines_amount" CHECK("budget_lines"."amount_cents" >= 0),
  CONSTRAINT "budget_lines_four_eyes" CHECK("budget_lines"."verified_by" is null or "budget_lines"."verified_by" <> "budget_lines"."entered_by"),
  CONSTRAINT "budget_lines_kind_choice" CHECK("budget_lines"."kind" in ('AE', 'CP')),
  CONSTRAINT "budget_lines_stage_choice" CHECK("budget_lines"."stage" in ('PLF', 'LFI', 'executed'))
) STRICT;

CREATE INDEX `budget_lines_year` ON `budget_lines` (`year`);

CREATE TABLE `calls` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `title` text NOT NULL,
  `opens_at` integer NOT NULL,
  `submissions_close_at` integer NOT NULL,
  `review_closes_at` integer NOT NULL,
  `vote_opens_at` integer NOT NULL,
  `vote_closes_at` integer NOT NULL,
  `ceiling_cents` integer NOT NULL,
  `max_share_bps` integer NOT NULL,
  `min_members` integer NOT NULL,
  `max_choices` integer NOT NULL,
  `min_mean_hundredths` integer DEFAULT 0 NOT NULL,
  `allocation_rule` text NOT NULL,
  `grid` text NOT NULL,
  `opened_by` text,
  `opened_at` integer NOT NULL,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`opened_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "calls_calendar" CHECK("calls"."opens_at" < "calls"."submissions_close_at" and "calls"."submissions_close_at" <= "calls"."review_closes_at" and "calls"."review_closes_at" <= "calls"."vote_opens_at" and "calls"."vote_opens_at" < "calls"."vote_closes_at")
) STRICT;

CREATE UNIQUE INDEX `calls_edition` ON `calls` (`edition_id`);

CREATE TABLE `editions` (
  `id` text PRIMARY KEY NOT NULL,
  `slug` text NOT NULL,
  `name` text NOT NULL,
  `year` integer NOT NULL,
  `origin` text NOT NULL,
  `created_at` integer NOT NULL,
  CONSTRAINT "editions_origin_choice" CHECK("editions"."origin" in ('own', 'imported'))
) STRICT;

CREATE UNIQUE INDEX `editions_slug` ON `editions` (`slug`);

CREATE TABLE `endowments` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `perimeter_id` text NOT NULL,
  `base_cents` integer NOT NULL,
  `floor_cents` integer NOT NULL,
  `amount_cents` integer NOT NULL,
  `decided_by` text,
  `decided_at` integer NOT NULL,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`perimeter_id`) REFERENCES `perimeters`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`decided_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "endowments_floor" CHECK("endowments"."amount_cents" >= "endowments"."floor_cents")
) STRICT;

CREATE INDEX `endowments_edition` ON `endowments` (`edition_id`);

CREATE TABLE `envelopes` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `parent_id` text,
  `kind` text NOT NULL,
  `territory_id` text,
  `name` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `split_key` text NOT NULL,
  `weight` integer NOT NULL,
  `position` integer NOT NULL,
  `created_at` integer NOT NULL,
  `retired_at` integer,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`parent_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "envelopes_amount" CHECK("envelopes"."amount_cents" >= 0),
  CONSTRAINT "envelopes_kind_choice" CHECK("envelopes"."kind" in ('root', 'territories', 'territory', 'running_costs', 'incubators', 'theme', 'fast_lane', 'appeals', 'reserve')),
  CONSTRAINT "envelopes_split_key_choice" CHECK("envelopes"."split_key" in ('whole', 'equal', 'residents', 'by_hand'))
) STRICT;

CREATE INDEX `envelopes_edition` ON `envelopes` (`edition_id`);

CREATE TABLE `perimeter_lines` (
  `perimeter_id` text NOT NULL,
  `line_id` text NOT NULL,
  PRIMARY KEY(`perimeter_id`, `line_id`),
  FOREIGN KEY (`perimeter_id`) REFERENCES `perimeters`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`line_id`) REFERENCES `budget_lines`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `perimeters` (
  `id` text PRIMARY KEY NOT NULL,
  `year` integer NOT NULL,
  `name` text NOT NULL,
  `decided_on` text NOT NULL,
  `reason` text NOT NULL
) STRICT;

CREATE TABLE `admissibility_decisions` (
  `id` text PRIMARY KEY NOT NULL,
  `initiative_id` text NOT NULL,
  `outcome` text NOT NULL,
  `article` text,
  `reason` text NOT NULL,
  `decided_by` text NOT NULL,
  `decided_at` integer NOT NULL,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`decided_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "admissibility_decisions_article" CHECK("admissibility_decisions"."outcome" = 'admissible' or "admissibility_decisions"."article" is not null),
  CONSTRAINT "admissibility_decisions_outcome_choice" CHECK("admissibility_decisions"."outcome" in ('admissible', 'inadmissible'))
) STRICT;

CREATE UNIQUE INDEX `admissibility_decisions_initiative` ON `admissibility_decisions` (`initiative_id`);

CREATE TABLE `answers` (
  `initiative_id` text NOT NULL,
  `question` text NOT NULL,
  `value` text NOT NULL,
  `saved_by` text NOT NULL,
  `saved_at` integer NOT NULL,
  PRIMARY KEY(`initiative_id`, `question`),
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`saved_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `collectives` (
  `id` text PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `territory_id` text NOT NULL,
  `created_at` integer NOT NULL,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `doubts` (
  `id` text PRIMARY KEY NOT NULL,
  `initiative_id` text NOT NULL,
  `article` text NOT NULL,
  `question` text NOT NULL,
  `asked_by` text NOT NULL,
  `asked_at` integer NOT NULL,
  `answer` text,
  `answered_by` text,
  `answered_at` integer,
  `returned_at` integer,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`asked_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`answered_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE INDEX `doubts_initiative` ON `doubts` (`initiative_id`);

CREATE TABLE `forecast_lines` (
  `id` text PRIMARY KEY NOT NULL,
  `initiative_id` text NOT NULL,
  `side` text NOT NULL,
  `account` text NOT NULL,
  `label` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `position` integer NOT NULL,
  `saved_by` text,
  `saved_at` integer,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`saved_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "forecast_lines_amount" CHECK("forecast_lines"."amount_cents" > 0),
  CONSTRAINT "forecast_lines_side_choice" CHECK("forecast_lines"."side" in ('charge', 'resource'))
) STRICT;

CREATE INDEX `forecast_lines_initiative` ON `forecast_lines` (`initiative_id`);

CREATE TABLE `initiatives` (
  `id` text PRIMARY KEY NOT NULL,
  `number` text NOT NULL,
  `edition_id` text NOT NULL,
  `call_id` text,
  `collective_id` text,
  `territory_id` text,
  `external_id` text,
  `title` text NOT NULL,
  `state` text NOT NULL,
  `requested_cents` integer NOT NULL,
  `created_at` integer NOT NULL,
  `submitted_at` integer,
  `receipt_number` text,
  `sendings` integer DEFAULT 0 NOT NULL,
  `withdrawn_at` integer,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`collective_id`) REFERENCES `collectives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "initiatives_requested" CHECK("initiatives"."requested_cents" >= 0),
  CONSTRAINT "initiatives_state_choice" CHECK("initiatives"."state" in ('draft', 'submitted', 'to_complete', 'admissible', 'inadmissible', 'in_vote', 'awarded', 'reserve_list', 'refused', 'withdrawn'))
) STRICT;

CREATE UNIQUE INDEX `initiatives_number` ON `initiatives` (`number`);

CREATE INDEX `initiatives_edition` ON `initiatives` (`edition_id`,`state`);

CREATE INDEX `initiatives_collective` ON `initiatives` (`collective_id`);

CREATE TABLE `invitations` (
  `id` text PRIMARY KEY NOT NULL,
  `collective_id` text NOT NULL,
  `code_hash` text NOT NULL,
  `role` text NOT NULL,
  `invited_by` text NOT NULL,
  `expires_at` integer NOT NULL,
  `used_by` text,
  `used_at` integer,
  FOREIGN KEY (`collective_id`) REFERENCES `collectives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`invited_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`used_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "invitations_role_choice" CHECK("invitations"."role" in ('treasurer', 'member'))
) STRICT;

CREATE UNIQUE INDEX `invitations_code` ON `invitations` (`code_hash`);

CREATE TABLE `members` (
  `id` text PRIMARY KEY NOT NULL,
  `collective_id` text NOT NULL,
  `person_id` text NOT NULL,
  `role` text NOT NULL,
  `joined_on` text NOT NULL,
  `left_on` text,
  FOREIGN KEY (`collective_id`) REFERENCES `collectives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "members_role_choice" CHECK("members"."role" in ('referent', 'treasurer', 'member'))
) STRICT;

CREATE INDEX `members_person` ON `members` (`person_id`);

CREATE INDEX `members_collective` ON `members` (`collective_id`);

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

CREATE TABLE `ledger_balances` (
  `envelope_id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `entries` integer NOT NULL,
  `endowment_cents` integer NOT NULL,
  `available_cents` integer NOT NULL,
  `committed_cents` integer NOT NULL,
  `ordered_cents` integer NOT NULL,
  `paid_cents` integer NOT NULL,
  FOREIGN KEY (`envelope_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "ledger_balances_never_below_zero" CHECK("ledger_balances"."endowment_cents" >= 0 and "ledger_balances"."available_cents" >= 0 and "ledger_balances"."committed_cents" >= 0 and "ledger_balances"."ordered_cents" >= 0 and "ledger_balances"."paid_cents" >= 0),
  CONSTRAINT "ledger_balances_equation" CHECK("ledger_balances"."endowment_cents" = "ledger_balances"."available_cents" + "ledger_balances"."committed_cents" + "ledger_balances"."ordered_cents" + "ledger_balances"."paid_cents")
) STRICT;

CREATE INDEX `ledger_balances_edition` ON `ledger_balances` (`edition_id`);

CREATE TABLE `ledger_entries` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `envelope_id` text NOT NULL,
  `position` integer NOT NULL,
  `kind` text NOT NULL,
  `from_account` text NOT NULL,
  `to_account` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `award_id` text,
  `tranche_id` text,
  `label` text NOT NULL,
  `posted_by` text,
  `posted_at` integer NOT NULL,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`envelope_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`award_id`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`tranche_id`) REFERENCES `tranches`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`posted_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "ledger_entries_amount" CHECK("ledger_entries"."amount_cents" > 0),
  CONSTRAINT "ledger_entries_accounts" CHECK("ledger_entries"."from_account" <> "ledger_entries"."to_account"),
  CONSTRAINT "ledger_entries_kind_choice" CHECK("ledger_entries"."kind" in ('opening', 'commitment', 'order', 'payment', 'release', 'reversal')),
  CONSTRAINT "ledger_entries_from_account_choice" CHECK("ledger_entries"."from_account" in ('endowment', 'available', 'committed', 'ordered', 'paid')),
  CONSTRAINT "ledger_entries_to_account_choice" CHECK("ledger_entries"."to_account" in ('endowment', 'available', 'committed', 'ordered', 'paid'))
) STRICT;

CREATE UNIQUE INDEX `ledger_entries_position` ON `ledger_entries` (`envelope_id`,`position`);

CREATE INDEX `ledger_entries_edition` ON `ledger_entries` (`edition_id`,`posted_at`);

CREATE TABLE `interest_declarations` (
  `initiative_id` text NOT NULL,
  `juror_id` text NOT NULL,
  `has_interest` integer NOT NULL,
  `kind` text NOT NULL,
  `declared_at` integer NOT NULL,
  PRIMARY KEY(`initiative_id`, `juror_id`),
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`juror_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "interest_declarations_kind_choice" CHECK("interest_declarations"."kind" in ('none', 'family', 'employer', 'neighbour', 'collective', 'incubator', 'other'))
) STRICT;

CREATE TABLE `marks` (
  `initiative_id` text NOT NULL,
  `juror_id` text NOT NULL,
  `criterion` text NOT NULL,
  `mark` integer,
  `saved_at` integer NOT NULL,
  PRIMARY KEY(`initiative_id`, `juror_id`, `criterion`),
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`juror_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "marks_scale" CHECK("marks"."mark" is null or ("marks"."mark" >= 0 and "marks"."mark" <= 3))
) STRICT;

CREATE TABLE `reviews` (
  `id` text PRIMARY KEY NOT NULL,
  `initiative_id` text NOT NULL,
  `juror_id` text NOT NULL,
  `reasons` text NOT NULL,
  `locked_at` integer,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`juror_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE UNIQUE INDEX `reviews_juror` ON `reviews` (`initiative_id`,`juror_id`);

CREATE TABLE `territories` (
  `id` text PRIMARY KEY NOT NULL,
  `kind` text NOT NULL,
  `code` text NOT NULL,
  `slug` text NOT NULL,
  `name` text NOT NULL,
  `parent_id` text,
  `commune_codes` text NOT NULL,
  `residents` integer NOT NULL,
  `residents_source` text NOT NULL,
  FOREIGN KEY (`parent_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "territories_residents" CHECK("territories"."residents" >= 0),
  CONSTRAINT "territories_kind_choice" CHECK("territories"."kind" in ('region', 'department', 'commune', 'neighbourhood'))
) STRICT;

CREATE UNIQUE INDEX `territories_code` ON `territories` (`code`);

CREATE UNIQUE INDEX `territories_slug` ON `territories` (`slug`);

CREATE TABLE `agreements` (
  `id` text PRIMARY KEY NOT NULL,
  `number` text NOT NULL,
  `award_id` text NOT NULL,
  `text` text NOT NULL,
  `prepared_by` text NOT NULL,
  `prepared_at` integer NOT NULL,
  `collective_signed_by` text,
  `collective_signed_at` integer,
  `fund_signed_by` text,
  `fund_signed_at` integer,
  FOREIGN KEY (`award_id`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`prepared_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`collective_signed_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`fund_signed_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "agreements_two_people" CHECK("agreements"."fund_signed_by" is null or "agreements"."fund_signed_by" <> "agreements"."collective_signed_by"),
  CONSTRAINT "agreements_signatures" CHECK(("agreements"."collective_signed_by" is null) = ("agreements"."collective_signed_at" is null) and ("agreements"."fund_signed_by" is null) = ("agreements"."fund_signed_at" is null) and ("agreements"."fund_signed_at" is null or "agreements"."collective_signed_at" is not null))
) STRICT;

CREATE UNIQUE INDEX `agreements_award` ON `agreements` (`award_id`);

CREATE UNIQUE INDEX `agreements_number` ON `agreements` (`number`);

CREATE TABLE `bank_lines` (
  `id` text PRIMARY KEY NOT NULL,
  `statement_id` text NOT NULL,
  `position` integer NOT NULL,
  `amount_cents` integer NOT NULL,
  `booked_on` text NOT NULL,
  `end_to_end_id` text,
  `counterparty` text,
  `remittance` text,
  FOREIGN KEY (`statement_id`) REFERENCES `bank_statements`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE UNIQUE INDEX `bank_lines_position` ON `bank_lines` (`statement_id`,`position`);

CREATE TABLE `bank_statements` (
  `id` text PRIMARY KEY NOT NULL,
  `file_hash` text NOT NULL,
  `position` integer NOT NULL,
  `statement_id` text NOT NULL,
  `account_iban` text NOT NULL,
  `opening_cents` integer NOT NULL,
  `closing_cents` integer NOT NULL,
  `imported_by` text,
  `imported_at` integer NOT NULL,
  FOREIGN KEY (`imported_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE UNIQUE INDEX `bank_statements_file` ON `bank_statements` (`file_hash`,`position`);

CREATE UNIQUE INDEX `bank_statements_statement` ON `bank_statements` (`account_iban`,`statement_id`);

CREATE TABLE `tranches` (
  `id` text PRIMARY KEY NOT NULL,
  `award_id` text NOT NULL,
  `position` integer NOT NULL,
  `label` text NOT NULL,
  `condition` text NOT NULL,
  `amount_cents` integer NOT NULL,
  `end_to_end_id` text NOT NULL,
  `evidence` text,
  `certified_by` text,
  `certified_at` integer,
  `ordered_by` text,
  `ordered_at` integer,
  `order_number` text,
  `paid_by` text,
  `paid_at` integer,
  `paid_on` text,
  `bank_line_id` text,
  FOREIGN KEY (`award_id`) REFERENCES `awards`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`certified_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`ordered_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`paid_by`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`bank_line_id`) REFERENCES `bank_lines`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "tranches_amount" CHECK("tranches"."amount_cents" > 0),
  CONSTRAINT "tranches_certify_order" CHECK("tranches"."ordered_by" is null or "tranches"."ordered_by" <> "tranches"."certified_by"),
  CONSTRAINT "tranches_certify_pay" CHECK("tranches"."paid_by" is null or "tranches"."paid_by" <> "tranches"."certified_by"),
  CONSTRAINT "tranches_order_pay" CHECK("tranches"."paid_by" is null or "tranches"."paid_by" <> "tranches"."ordered_by"),
  CONSTRAINT "tranches_order_of_acts" CHECK(("tranches"."ordered_at" is null or "tranches"."certified_at" is not null) and ("tranches"."paid_at" is null or "tranches"."ordered_at" is not null)),
  CONSTRAINT "tranches_certified" CHECK(("tranches"."certified_by" is null) = ("tranches"."certified_at" is null) and ("tranches"."evidence" is null) = ("tranches"."certified_at" is null)),
  CONSTRAINT "tranches_ordered" CHECK(("tranches"."ordered_by" is null) = ("tranches"."ordered_at" is null) and ("tranches"."order_number" is null) = ("tranches"."ordered_at" is null)),
  CONSTRAINT "tranches_paid" CHECK(("tranches"."paid_by" is null) = ("tranches"."paid_at" is null) and ("tranches"."paid_on" is null) = ("tranches"."paid_at" is null) and ("tranches"."bank_line_id" is null) = ("tranches"."paid_at" is null))
) STRICT;

CREATE UNIQUE INDEX `tranches_position` ON `tranches` (`award_id`,`position`);

CREATE UNIQUE INDEX `tranches_end_to_end` ON `tranches` (`end_to_end_id`);

CREATE UNIQUE INDEX `tranches_bank_line` ON `tranches` (`bank_line_id`);

CREATE UNIQUE INDEX `tranches_order_number` ON `tranches` (`order_number`);

CREATE TABLE `ballots` (
  `poll_id` text NOT NULL,
  `leaf_hash` text NOT NULL,
  `voting_key` text NOT NULL,
  `rank` integer NOT NULL,
  `box` text NOT NULL,
  `signature` text NOT NULL,
  `channel` text NOT NULL,
  PRIMARY KEY(`poll_id`, `leaf_hash`),
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "ballots_channel_choice" CHECK("ballots"."channel" in ('online', 'paper'))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX `ballots_rank` ON `ballots` (`poll_id`,`voting_key`,`rank`);

CREATE TABLE `demo_codes` (
  `edition_id` text NOT NULL,
  `code` text NOT NULL,
  `resident_name` text NOT NULL,
  `territory_id` text NOT NULL,
  PRIMARY KEY(`edition_id`, `code`),
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `imported_ballots` (
  `edition_id` text NOT NULL,
  `position` integer NOT NULL,
  `choices` text NOT NULL,
  `points` text,
  `extra` text NOT NULL,
  PRIMARY KEY(`edition_id`, `position`),
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `opened_ballots` (
  `poll_id` text NOT NULL,
  `code` text NOT NULL,
  `choices` text NOT NULL,
  `rejected_because` text,
  PRIMARY KEY(`poll_id`, `code`),
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "opened_ballots_rejected_because_choice" CHECK("opened_ballots"."rejected_because" in ('notSigned', 'doesNotOpen', 'malformed', 'choices', 'duplicate'))
) STRICT, WITHOUT ROWID;

CREATE TABLE `poll_choices` (
  `poll_id` text NOT NULL,
  `number` integer NOT NULL,
  `initiative_id` text NOT NULL,
  PRIMARY KEY(`poll_id`, `number`),
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE UNIQUE INDEX `poll_choices_initiative` ON `poll_choices` (`poll_id`,`initiative_id`);

CREATE TABLE `poll_closings` (
  `poll_id` text PRIMARY KEY NOT NULL,
  `closed_at` integer NOT NULL,
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `poll_counts` (
  `poll_id` text PRIMARY KEY NOT NULL,
  `counted_at` integer NOT NULL,
  `counted` integer NOT NULL,
  `blank` integer NOT NULL,
  `rejected` integer NOT NULL,
  `replaced` integer NOT NULL,
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

CREATE TABLE `polls` (
  `id` text PRIMARY KEY NOT NULL,
  `edition_id` text NOT NULL,
  `manifest` text NOT NULL,
  `manifest_hash` text NOT NULL,
  `trustee_keys` text NOT NULL,
  `max_choices` integer NOT NULL,
  `opens_at` integer NOT NULL,
  `closes_at` integer NOT NULL,
  `opened_at` integer NOT NULL,
  FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "polls_window" CHECK("polls"."opens_at" < "polls"."closes_at")
) STRICT;

CREATE UNIQUE INDEX `polls_edition` ON `polls` (`edition_id`);

CREATE TABLE `roll_keys` (
  `poll_id` text NOT NULL,
  `voting_key` text NOT NULL,
  `territory_id` text NOT NULL,
  PRIMARY KEY(`poll_id`, `voting_key`),
  FOREIGN KEY (`poll_id`) REFERENCES `polls`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`territory_id`) REFERENCES `territories`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;

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

DROP TRIGGER IF EXISTS "polls_no_update";

CREATE TRIGGER "polls_no_update" BEFORE UPDATE ON "polls" BEGIN SELECT RAISE(ABORT, 'polls is append-only'); END;

DROP TRIGGER IF EXISTS "polls_no_delete";

CREATE TRIGGER "polls_no_delete" BEFORE DELETE ON "polls" BEGIN SELECT RAISE(ABORT, 'polls is append-only'); END;

DROP TRIGGER IF EXISTS "poll_closings_no_update";

CREATE TRIGGER "poll_closings_no_update" BEFORE UPDATE ON "poll_closings" BEGIN SELECT RAISE(ABORT, 'poll_closings is append-only'); END;

DROP TRIGGER IF EXISTS "poll_closings_no_delete";

CREATE TRIGGER "poll_closings_no_delete" BEFORE DELETE ON "poll_closings" BEGIN SELECT RAISE(ABORT, 'poll_closings is append-only'); END;

DROP TRIGGER IF EXISTS "poll_counts_no_update";

CREATE TRIGGER "poll_counts_no_update" BEFORE UPDATE ON "poll_counts" BEGIN SELECT RAISE(ABORT, 'poll_counts is append-only'); END;

DROP TRIGGER IF EXISTS "poll_counts_no_delete";

CREATE TRIGGER "poll_counts_no_delete" BEFORE DELETE ON "poll_counts" BEGIN SELECT RAISE(ABORT, 'poll_counts is append-only'); END;

DROP TRIGGER IF EXISTS "poll_choices_no_update";

CREATE TRIGGER "poll_choices_no_update" BEFORE UPDATE ON "poll_choices" BEGIN SELECT RAISE(ABORT, 'poll_choices is append-only'); END;

DROP TRIGGER IF EXISTS "poll_choices_no_delete";

CREATE TRIGGER "poll_choices_no_delete" BEFORE DELETE ON "poll_choices" BEGIN SELECT RAISE(ABORT, 'poll_choices is append-only'); END;

DROP TRIGGER IF EXISTS "roll_keys_no_update";

CREATE TRIGGER "roll_keys_no_update" BEFORE UPDATE ON "roll_keys" BEGIN SELECT RAISE(ABORT, 'roll_keys is append-only'); END;

DROP TRIGGER IF EXISTS "roll_keys_no_delete";

CREATE TRIGGER "roll_keys_no_delete" BEFORE DELETE ON "roll_keys" BEGIN SELECT RAISE(ABORT, 'roll_keys is append-only'); END;

DROP TRIGGER IF EXISTS "ballots_no_update";

CREATE TRIGGER "ballots_no_update" BEFORE UPDATE ON "ballots" BEGIN SELECT RAISE(ABORT, 'ballots is append-only'); END;

DROP TRIGGER IF EXISTS "ballots_no_delete";

CREATE TRIGGER "ballots_no_delete" BEFORE DELETE ON "ballots" BEGIN SELECT RAISE(ABORT, 'ballots is append-only'); END;

DROP TRIGGER IF EXISTS "opened_ballots_no_update";

CREATE TRIGGER "opened_ballots_no_update" BEFORE UPDATE ON "opened_ballots" BEGIN SELECT RAISE(ABORT, 'opened_ballots is append-only'); END;

DROP TRIGGER IF EXISTS "opened_ballots_no_delete";

CREATE TRIGGER "opened_ballots_no_delete" BEFORE DELETE ON "opened_ballots" BEGIN SELECT RAISE(ABORT, 'opened_ballots is append-only'); END;

DROP TRIGGER IF EXISTS "ledger_entries_no_update";

CREATE TRIGGER "ledger_entries_no_update" BEFORE UPDATE ON "ledger_entries" BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;

DROP TRIGGER IF EXISTS "ledger_entries_no_delete";

CREATE TRIGGER "ledger_entries_no_delete" BEFORE DELETE ON "ledger_entries" BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;

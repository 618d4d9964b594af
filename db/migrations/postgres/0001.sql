CREATE TABLE "external_identities" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "user_id" text COLLATE "C" NOT NULL,
  "provider_id" text COLLATE "C" NOT NULL,
  "account_id" text COLLATE "C" NOT NULL,
  "access_token" text COLLATE "C",
  "refresh_token" text COLLATE "C",
  "id_token" text COLLATE "C",
  "access_token_expires_at" bigint,
  "refresh_token_expires_at" bigint,
  "scope" text COLLATE "C",
  "password" text COLLATE "C",
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  CONSTRAINT "external_identities_no_password" CHECK ("external_identities"."password" is null)
);

CREATE TABLE "fund_identity" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "born_as" text COLLATE "C" NOT NULL,
  "born_at" bigint NOT NULL,
  "clock_offset_ms" bigint NOT NULL,
  CONSTRAINT "fund_identity_single" CHECK ("fund_identity"."id" = 'fund'),
  CONSTRAINT "fund_identity_clock" CHECK ("fund_identity"."born_as" = 'demo' or "fund_identity"."clock_offset_ms" = 0),
  CONSTRAINT "fund_identity_id_choice" CHECK ("fund_identity"."id" in ('fund')),
  CONSTRAINT "fund_identity_born_as_choice" CHECK ("fund_identity"."born_as" in ('demo', 'real'))
);

CREATE TABLE "persons" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "email" text COLLATE "C" NOT NULL,
  "email_verified" boolean NOT NULL,
  "image" text COLLATE "C",
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL
);

CREATE TABLE "rate_limits" (
  "key" text COLLATE "C" PRIMARY KEY NOT NULL,
  "window_started_at" bigint NOT NULL,
  "tries" bigint NOT NULL
);

CREATE TABLE "role_grants" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "person_id" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "territory_id" text COLLATE "C",
  "starts_on" text COLLATE "C" NOT NULL,
  "ends_on" text COLLATE "C",
  CONSTRAINT "role_grants_role_choice" CHECK ("role_grants"."role" in ('administrator', 'officer', 'juror', 'authorising_officer', 'treasurer'))
);

CREATE TABLE "sessions" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "user_id" text COLLATE "C" NOT NULL,
  "token" text COLLATE "C" NOT NULL,
  "expires_at" bigint NOT NULL,
  "ip_address" text COLLATE "C",
  "user_agent" text COLLATE "C",
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL
);

CREATE TABLE "verifications" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "identifier" text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  "expires_at" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL
);

CREATE TABLE "allocation_runs" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "envelope_id" text COLLATE "C",
  "input_pb" text COLLATE "C" NOT NULL,
  "input_hash" text COLLATE "C" NOT NULL,
  "options" json NOT NULL,
  "result" text COLLATE "C" NOT NULL,
  "result_hash" text COLLATE "C" NOT NULL,
  "ran_by" text COLLATE "C",
  "ran_at" bigint NOT NULL,
  "adopted_by" text COLLATE "C",
  "adopted_at" bigint,
  CONSTRAINT "allocation_runs_two_people" CHECK ("allocation_runs"."adopted_by" is null or "allocation_runs"."ran_by" is null or "allocation_runs"."adopted_by" <> "allocation_runs"."ran_by")
);

CREATE TABLE "awards" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "number" text COLLATE "C" NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "envelope_id" text COLLATE "C" NOT NULL,
  "run_id" text COLLATE "C" NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "decided_at" bigint NOT NULL,
  CONSTRAINT "awards_amount" CHECK ("awards"."amount_cents" > 0)
);

CREATE TABLE "budget_lines" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "year" bigint NOT NULL,
  "programme" text COLLATE "C" NOT NULL,
  "label" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "stage" text COLLATE "C" NOT NULL,
  "source" text COLLATE "C" NOT NULL,
  "is_estimate" boolean NOT NULL,
  "entered_by" text COLLATE "C",
  "entered_at" bigint NOT NULL,
  "verified_by" text COLLATE "C",
  "verified_at" bigint,
  CONSTRAINT "budget_lines_amount" CHECK ("budget_lines"."amount_cents" >= 0),
  CONSTRAINT "budget_lines_four_eyes" CHECK ("budget_lines"."verified_by" is null or "budget_lines"."verified_by" <> "budget_lines"."entered_by"),
  CONSTRAINT "budget_lines_kind_choice" CHECK ("budget_lines"."kind" in ('AE', 'CP')),
  CONSTRAINT "budget_lines_stage_choice" CHECK ("budget_lines"."stage" in ('PLF', 'LFI', 'executed'))
);

CREATE TABLE "calls" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "title" text COLLATE "C" NOT NULL,
  "opens_at" bigint NOT NULL,
  "submissions_close_at" bigint NOT NULL,
  "review_closes_at" bigint NOT NULL,
  "vote_opens_at" bigint NOT NULL,
  "vote_closes_at" bigint NOT NULL,
  "ceiling_cents" bigint NOT NULL,
  "max_share_bps" bigint NOT NULL,
  "min_members" bigint NOT NULL,
  "max_choices" bigint NOT NULL,
  "min_mean_hundredths" bigint DEFAULT 0 NOT NULL,
  "allocation_rule" json NOT NULL,
  "grid" json NOT NULL,
  "opened_by" text COLLATE "C",
  "opened_at" bigint NOT NULL,
  CONSTRAINT "calls_calendar" CHECK ("calls"."opens_at" < "calls"."submissions_close_at" and "calls"."submissions_close_at" <= "calls"."review_closes_at" and "calls"."review_closes_at" <= "calls"."vote_opens_at" and "calls"."vote_opens_at" < "calls"."vote_closes_at")
);

CREATE TABLE "editions" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "slug" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "year" bigint NOT NULL,
  "origin" text COLLATE "C" NOT NULL,
  "created_at" bigint NOT NULL,
  CONSTRAINT "editions_origin_choice" CHECK ("editions"."origin" in ('own', 'imported'))
);

CREATE TABLE "endowments" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "perimeter_id" text COLLATE "C" NOT NULL,
  "base_cents" bigint NOT NULL,
  "floor_cents" bigint NOT NULL,
  "amount_cents" bigint NOT NULL,
  "decided_by" text COLLATE "C",
  "decided_at" bigint NOT NULL,
  CONSTRAINT "endowments_floor" CHECK ("endowments"."amount_cents" >= "endowments"."floor_cents")
);

CREATE TABLE "envelopes" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "parent_id" text COLLATE "C",
  "kind" text COLLATE "C" NOT NULL,
  "territory_id" text COLLATE "C",
  "name" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "split_key" text COLLATE "C" NOT NULL,
  "weight" bigint NOT NULL,
  "position" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "retired_at" bigint,
  CONSTRAINT "envelopes_amount" CHECK ("envelopes"."amount_cents" >= 0),
  CONSTRAINT "envelopes_kind_choice" CHECK ("envelopes"."kind" in ('root', 'territories', 'territory', 'running_costs', 'incubators', 'theme', 'fast_lane', 'appeals', 'reserve')),
  CONSTRAINT "envelopes_split_key_choice" CHECK ("envelopes"."split_key" in ('whole', 'equal', 'residents', 'by_hand'))
);

CREATE TABLE "perimeter_lines" (
  "perimeter_id" text COLLATE "C" NOT NULL,
  "line_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "perimeter_lines_perimeter_id_line_id_pk" PRIMARY KEY("perimeter_id","line_id")
);

CREATE TABLE "perimeters" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "year" bigint NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "decided_on" text COLLATE "C" NOT NULL,
  "reason" text COLLATE "C" NOT NULL
);

CREATE TABLE "admissibility_decisions" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  "outcome" text COLLATE "C" NOT NULL,
  "article" text COLLATE "C",
  "reason" text COLLATE "C" NOT NULL,
  "decided_by" text COLLATE "C" NOT NULL,
  "decided_at" bigint NOT NULL,
  CONSTRAINT "admissibility_decisions_article" CHECK ("admissibility_decisions"."outcome" = 'admissible' or "admissibility_decisions"."article" is not null),
  CONSTRAINT "admissibility_decisions_outcome_choice" CHECK ("admissibility_decisions"."outcome" in ('admissible', 'inadmissible'))
);

CREATE TABLE "answers" (
  "initiative_id" text COLLATE "C" NOT NULL,
  "question" text COLLATE "C" NOT NULL,
  "value" json NOT NULL,
  "saved_by" text COLLATE "C" NOT NULL,
  "saved_at" bigint NOT NULL,
  CONSTRAINT "answers_initiative_id_question_pk" PRIMARY KEY("initiative_id","question")
);

CREATE TABLE "collectives" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "territory_id" text COLLATE "C" NOT NULL,
  "created_at" bigint NOT NULL
);

CREATE TABLE "doubts" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  "article" text COLLATE "C" NOT NULL,
  "question" text COLLATE "C" NOT NULL,
  "asked_by" text COLLATE "C" NOT NULL,
  "asked_at" bigint NOT NULL,
  "answer" text COLLATE "C",
  "answered_by" text COLLATE "C",
  "answered_at" bigint,
  "returned_at" bigint
);

CREATE TABLE "forecast_lines" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  "side" text COLLATE "C" NOT NULL,
  "account" text COLLATE "C" NOT NULL,
  "label" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "position" bigint NOT NULL,
  "saved_by" text COLLATE "C",
  "saved_at" bigint,
  CONSTRAINT "forecast_lines_amount" CHECK ("forecast_lines"."amount_cents" > 0),
  CONSTRAINT "forecast_lines_side_choice" CHECK ("forecast_lines"."side" in ('charge', 'resource'))
);

CREATE TABLE "initiatives" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "number" text COLLATE "C" NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "call_id" text COLLATE "C",
  "collective_id" text COLLATE "C",
  "territory_id" text COLLATE "C",
  "external_id" text COLLATE "C",
  "title" text COLLATE "C" NOT NULL,
  "state" text COLLATE "C" NOT NULL,
  "requested_cents" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "submitted_at" bigint,
  "receipt_number" text COLLATE "C",
  "sendings" bigint DEFAULT 0 NOT NULL,
  "withdrawn_at" bigint,
  CONSTRAINT "initiatives_requested" CHECK ("initiatives"."requested_cents" >= 0),
  CONSTRAINT "initiatives_state_choice" CHECK ("initiatives"."state" in ('draft', 'submitted', 'to_complete', 'admissible', 'inadmissible', 'in_vote', 'awarded', 'reserve_list', 'refused', 'withdrawn'))
);

CREATE TABLE "invitations" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "collective_id" text COLLATE "C" NOT NULL,
  "code_hash" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "invited_by" text COLLATE "C" NOT NULL,
  "expires_at" bigint NOT NULL,
  "used_by" text COLLATE "C",
  "used_at" bigint,
  CONSTRAINT "invitations_role_choice" CHECK ("invitations"."role" in ('treasurer', 'member'))
);

CREATE TABLE "members" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "collective_id" text COLLATE "C" NOT NULL,
  "person_id" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C" NOT NULL,
  "joined_on" text COLLATE "C" NOT NULL,
  "left_on" text COLLATE "C",
  CONSTRAINT "members_role_choice" CHECK ("members"."role" in ('referent', 'treasurer', 'member'))
);

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

CREATE TABLE "ledger_balances" (
  "envelope_id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "entries" bigint NOT NULL,
  "endowment_cents" bigint NOT NULL,
  "available_cents" bigint NOT NULL,
  "committed_cents" bigint NOT NULL,
  "ordered_cents" bigint NOT NULL,
  "paid_cents" bigint NOT NULL,
  CONSTRAINT "ledger_balances_never_below_zero" CHECK ("ledger_balances"."endowment_cents" >= 0 and "ledger_balances"."available_cents" >= 0 and "ledger_balances"."committed_cents" >= 0 and "ledger_balances"."ordered_cents" >= 0 and "ledger_balances"."paid_cents" >= 0),
  CONSTRAINT "ledger_balances_equation" CHECK ("ledger_balances"."endowment_cents" = "ledger_balances"."available_cents" + "ledger_balances"."committed_cents" + "ledger_balances"."ordered_cents" + "ledger_balances"."paid_cents")
);

CREATE TABLE "ledger_entries" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "envelope_id" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "from_account" text COLLATE "C" NOT NULL,
  "to_account" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "award_id" text COLLATE "C",
  "tranche_id" text COLLATE "C",
  "label" text COLLATE "C" NOT NULL,
  "posted_by" text COLLATE "C",
  "posted_at" bigint NOT NULL,
  CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount_cents" > 0),
  CONSTRAINT "ledger_entries_accounts" CHECK ("ledger_entries"."from_account" <> "ledger_entries"."to_account"),
  CONSTRAINT "ledger_entries_kind_choice" CHECK ("ledger_entries"."kind" in ('opening', 'commitment', 'order', 'payment', 'release', 'reversal')),
  CONSTRAINT "ledger_entries_from_account_choice" CHECK ("ledger_entries"."from_account" in ('endowment', 'available', 'committed', 'ordered', 'paid')),
  CONSTRAINT "ledger_entries_to_account_choice" CHECK ("ledger_entries"."to_account" in ('endowment', 'available', 'committed', 'ordered', 'paid'))
);

CREATE TABLE "interest_declarations" (
  "initiative_id" text COLLATE "C" NOT NULL,
  "juror_id" text COLLATE "C" NOT NULL,
  "has_interest" boolean NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "declared_at" bigint NOT NULL,
  CONSTRAINT "interest_declarations_initiative_id_juror_id_pk" PRIMARY KEY("initiative_id","juror_id"),
  CONSTRAINT "interest_declarations_kind_choice" CHECK ("interest_declarations"."kind" in ('none', 'family', 'employer', 'neighbour', 'collective', 'incubator', 'other'))
);

CREATE TABLE "marks" (
  "initiative_id" text COLLATE "C" NOT NULL,
  "juror_id" text COLLATE "C" NOT NULL,
  "criterion" text COLLATE "C" NOT NULL,
  "mark" bigint,
  "saved_at" bigint NOT NULL,
  CONSTRAINT "marks_initiative_id_juror_id_criterion_pk" PRIMARY KEY("initiative_id","juror_id","criterion"),
  CONSTRAINT "marks_scale" CHECK ("marks"."mark" is null or ("marks"."mark" >= 0 and "marks"."mark" <= 3))
);

CREATE TABLE "reviews" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  "juror_id" text COLLATE "C" NOT NULL,
  "reasons" text COLLATE "C" NOT NULL,
  "locked_at" bigint
);

CREATE TABLE "territories" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "slug" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "parent_id" text COLLATE "C",
  "commune_codes" json NOT NULL,
  "residents" bigint NOT NULL,
  "residents_source" text COLLATE "C" NOT NULL,
  CONSTRAINT "territories_residents" CHECK ("territories"."residents" >= 0),
  CONSTRAINT "territories_kind_choice" CHECK ("territories"."kind" in ('region', 'department', 'commune', 'neighbourhood'))
);

CREATE TABLE "agreements" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "number" text COLLATE "C" NOT NULL,
  "award_id" text COLLATE "C" NOT NULL,
  "text" text COLLATE "C" NOT NULL,
  "prepared_by" text COLLATE "C" NOT NULL,
  "prepared_at" bigint NOT NULL,
  "collective_signed_by" text COLLATE "C",
  "collective_signed_at" bigint,
  "fund_signed_by" text COLLATE "C",
  "fund_signed_at" bigint,
  CONSTRAINT "agreements_two_people" CHECK ("agreements"."fund_signed_by" is null or "agreements"."fund_signed_by" <> "agreements"."collective_signed_by"),
  CONSTRAINT "agreements_signatures" CHECK (("agreements"."collective_signed_by" is null) = ("agreements"."collective_signed_at" is null) and ("agreements"."fund_signed_by" is null) = ("agreements"."fund_signed_at" is null) and ("agreements"."fund_signed_at" is null or "agreements"."collective_signed_at" is not null))
);

CREATE TABLE "bank_lines" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "statement_id" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "amount_cents" bigint NOT NULL,
  "booked_on" text COLLATE "C" NOT NULL,
  "end_to_end_id" text COLLATE "C",
  "counterparty" text COLLATE "C",
  "remittance" text COLLATE "C"
);

CREATE TABLE "bank_statements" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "file_hash" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "statement_id" text COLLATE "C" NOT NULL,
  "account_iban" text COLLATE "C" NOT NULL,
  "opening_cents" bigint NOT NULL,
  "closing_cents" bigint NOT NULL,
  "imported_by" text COLLATE "C",
  "imported_at" bigint NOT NULL
);

CREATE TABLE "tranches" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "award_id" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "label" text COLLATE "C" NOT NULL,
  "condition" text COLLATE "C" NOT NULL,
  "amount_cents" bigint NOT NULL,
  "end_to_end_id" text COLLATE "C" NOT NULL,
  "evidence" text COLLATE "C",
  "certified_by" text COLLATE "C",
  "certified_at" bigint,
  "ordered_by" text COLLATE "C",
  "ordered_at" bigint,
  "order_number" text COLLATE "C",
  "paid_by" text COLLATE "C",
  "paid_at" bigint,
  "paid_on" text COLLATE "C",
  "bank_line_id" text COLLATE "C",
  CONSTRAINT "tranches_amount" CHECK ("tranches"."amount_cents" > 0),
  CONSTRAINT "tranches_certify_order" CHECK ("tranches"."ordered_by" is null or "tranches"."ordered_by" <> "tranches"."certified_by"),
  CONSTRAINT "tranches_certify_pay" CHECK ("tranches"."paid_by" is null or "tranches"."paid_by" <> "tranches"."certified_by"),
  CONSTRAINT "tranches_order_pay" CHECK ("tranches"."paid_by" is null or "tranches"."paid_by" <> "tranches"."ordered_by"),
  CONSTRAINT "tranches_order_of_acts" CHECK (("tranches"."ordered_at" is null or "tranches"."certified_at" is not null) and ("tranches"."paid_at" is null or "tranches"."ordered_at" is not null)),
  CONSTRAINT "tranches_certified" CHECK (("tranches"."certified_by" is null) = ("tranches"."certified_at" is null) and ("tranches"."evidence" is null) = ("tranches"."certified_at" is null)),
  CONSTRAINT "tranches_ordered" CHECK (("tranches"."ordered_by" is null) = ("tranches"."ordered_at" is null) and ("tranches"."order_number" is null) = ("tranches"."ordered_at" is null)),
  CONSTRAINT "tranches_paid" CHECK (("tranches"."paid_by" is null) = ("tranches"."paid_at" is null) and ("tranches"."paid_on" is null) = ("tranches"."paid_at" is null) and ("tranches"."bank_line_id" is null) = ("tranches"."paid_at" is null))
);

CREATE TABLE "ballots" (
  "poll_id" text COLLATE "C" NOT NULL,
  "leaf_hash" text COLLATE "C" NOT NULL,
  "voting_key" text COLLATE "C" NOT NULL,
  "rank" bigint NOT NULL,
  "box" text COLLATE "C" NOT NULL,
  "signature" text COLLATE "C" NOT NULL,
  "channel" text COLLATE "C" NOT NULL,
  CONSTRAINT "ballots_poll_id_leaf_hash_pk" PRIMARY KEY("poll_id","leaf_hash"),
  CONSTRAINT "ballots_channel_choice" CHECK ("ballots"."channel" in ('online', 'paper'))
);

CREATE TABLE "demo_codes" (
  "edition_id" text COLLATE "C" NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "resident_name" text COLLATE "C" NOT NULL,
  "territory_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "demo_codes_edition_id_code_pk" PRIMARY KEY("edition_id","code")
);

CREATE TABLE "imported_ballots" (
  "edition_id" text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  "choices" json NOT NULL,
  "points" json,
  "extra" json NOT NULL,
  CONSTRAINT "imported_ballots_edition_id_position_pk" PRIMARY KEY("edition_id","position")
);

CREATE TABLE "opened_ballots" (
  "poll_id" text COLLATE "C" NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "choices" json NOT NULL,
  "rejected_because" text COLLATE "C",
  CONSTRAINT "opened_ballots_poll_id_code_pk" PRIMARY KEY("poll_id","code"),
  CONSTRAINT "opened_ballots_rejected_because_choice" CHECK ("opened_ballots"."rejected_because" in ('notSigned', 'doesNotOpen', 'malformed', 'choices', 'duplicate'))
);

CREATE TABLE "poll_choices" (
  "poll_id" text COLLATE "C" NOT NULL,
  "number" bigint NOT NULL,
  "initiative_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "poll_choices_poll_id_number_pk" PRIMARY KEY("poll_id","number")
);

CREATE TABLE "poll_closings" (
  "poll_id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "closed_at" bigint NOT NULL
);

CREATE TABLE "poll_counts" (
  "poll_id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "counted_at" bigint NOT NULL,
  "counted" bigint NOT NULL,
  "blank" bigint NOT NULL,
  "rejected" bigint NOT NULL,
  "replaced" bigint NOT NULL
);

CREATE TABLE "polls" (
  "id" text COLLATE "C" PRIMARY KEY NOT NULL,
  "edition_id" text COLLATE "C" NOT NULL,
  "manifest" json NOT NULL,
  "manifest_hash" text COLLATE "C" NOT NULL,
  "trustee_keys" json NOT NULL,
  "max_choices" bigint NOT NULL,
  "opens_at" bigint NOT NULL,
  "closes_at" bigint NOT NULL,
  "opened_at" bigint NOT NULL,
  CONSTRAINT "polls_window" CHECK ("polls"."opens_at" < "polls"."closes_at")
);

CREATE TABLE "roll_keys" (
  "poll_id" text COLLATE "C" NOT NULL,
  "voting_key" text COLLATE "C" NOT NULL,
  "territory_id" text COLLATE "C" NOT NULL,
  CONSTRAINT "roll_keys_poll_id_voting_key_pk" PRIMARY KEY("poll_id","voting_key")
);

CREATE UNIQUE INDEX "external_identities_subject" ON "external_identities" USING btree ("provider_id","account_id");

CREATE INDEX "external_identities_user" ON "external_identities" USING btree ("user_id");

CREATE UNIQUE INDEX "persons_email" ON "persons" USING btree ("email");

CREATE INDEX "role_grants_person" ON "role_grants" USING btree ("person_id");

CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token");

CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");

CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");

CREATE INDEX "allocation_runs_edition" ON "allocation_runs" USING btree ("edition_id");

CREATE UNIQUE INDEX "awards_number" ON "awards" USING btree ("number");

CREATE UNIQUE INDEX "awards_initiative" ON "awards" USING btree ("initiative_id");

CREATE INDEX "budget_lines_year" ON "budget_lines" USING btree ("year");

CREATE UNIQUE INDEX "calls_edition" ON "calls" USING btree ("edition_id");

CREATE UNIQUE INDEX "editions_slug" ON "editions" USING btree ("slug");

CREATE INDEX "endowments_edition" ON "endowments" USING btree ("edition_id");

CREATE INDEX "envelopes_edition" ON "envelopes" USING btree ("edition_id");

CREATE UNIQUE INDEX "admissibility_decisions_initiative" ON "admissibility_decisions" USING btree ("initiative_id");

CREATE INDEX "doubts_initiative" ON "doubts" USING btree ("initiative_id");

CREATE INDEX "forecast_lines_initiative" ON "forecast_lines" USING btree ("initiative_id");

CREATE UNIQUE INDEX "initiatives_number" ON "initiatives" USING btree ("number");

CREATE INDEX "initiatives_edition" ON "initiatives" USING btree ("edition_id","state");

CREATE INDEX "initiatives_collective" ON "initiatives" USING btree ("collective_id");

CREATE UNIQUE INDEX "invitations_code" ON "invitations" USING btree ("code_hash");

CREATE INDEX "members_person" ON "members" USING btree ("person_id");

CREATE INDEX "members_collective" ON "members" USING btree ("collective_id");

CREATE UNIQUE INDEX "journal_leaves_line" ON "journal_leaves" USING btree ("edition_id","line_id");

CREATE INDEX "journal_lines_by_time" ON "journal_lines" USING btree ("at","id");

CREATE INDEX "journal_lines_by_edition" ON "journal_lines" USING btree ("edition_id","at","id");

CREATE INDEX "journal_lines_by_subject" ON "journal_lines" USING btree ("subject_id","at","id");

CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at");

CREATE INDEX "ledger_balances_edition" ON "ledger_balances" USING btree ("edition_id");

CREATE UNIQUE INDEX "ledger_entries_position" ON "ledger_entries" USING btree ("envelope_id","position");

CREATE INDEX "ledger_entries_edition" ON "ledger_entries" USING btree ("edition_id","posted_at");

CREATE UNIQUE INDEX "reviews_juror" ON "reviews" USING btree ("initiative_id","juror_id");

CREATE UNIQUE INDEX "territories_code" ON "territories" USING btree ("code");

CREATE UNIQUE INDEX "territories_slug" ON "territories" USING btree ("slug");

CREATE UNIQUE INDEX "agreements_award" ON "agreements" USING btree ("award_id");

CREATE UNIQUE INDEX "agreements_number" ON "agreements" USING btree ("number");

CREATE UNIQUE INDEX "bank_lines_position" ON "bank_lines" USING btree ("statement_id","position");

CREATE UNIQUE INDEX "bank_statements_file" ON "bank_statements" USING btree ("file_hash","position");

CREATE UNIQUE INDEX "bank_statements_statement" ON "bank_statements" USING btree ("account_iban","statement_id");

CREATE UNIQUE INDEX "tranches_position" ON "tranches" USING btree ("award_id","position");

CREATE UNIQUE INDEX "tranches_end_to_end" ON "tranches" USING btree ("end_to_end_id");

CREATE UNIQUE INDEX "tranches_bank_line" ON "tranches" USING btree ("bank_line_id");

CREATE UNIQUE INDEX "tranches_order_number" ON "tranches" USING btree ("order_number");

CREATE UNIQUE INDEX "ballots_rank" ON "ballots" USING btree ("poll_id","voting_key","rank");

CREATE UNIQUE INDEX "poll_choices_initiative" ON "poll_choices" USING btree ("poll_id","initiative_id");

CREATE UNIQUE INDEX "polls_edition" ON "polls" USING btree ("edition_id");

ALTER TABLE "external_identities" ADD CONSTRAINT "external_identities_user_id_persons_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_persons_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_envelope_id_envelopes_id_fk" FOREIGN KEY ("envelope_id") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_ran_by_persons_id_fk" FOREIGN KEY ("ran_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_adopted_by_persons_id_fk" FOREIGN KEY ("adopted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "awards" ADD CONSTRAINT "awards_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "awards" ADD CONSTRAINT "awards_envelope_id_envelopes_id_fk" FOREIGN KEY ("envelope_id") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "awards" ADD CONSTRAINT "awards_run_id_allocation_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."allocation_runs"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "awards" ADD CONSTRAINT "awards_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_entered_by_persons_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_verified_by_persons_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "calls" ADD CONSTRAINT "calls_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "calls" ADD CONSTRAINT "calls_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "endowments" ADD CONSTRAINT "endowments_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "endowments" ADD CONSTRAINT "endowments_perimeter_id_perimeters_id_fk" FOREIGN KEY ("perimeter_id") REFERENCES "public"."perimeters"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "endowments" ADD CONSTRAINT "endowments_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "envelopes" ADD CONSTRAINT "envelopes_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "envelopes" ADD CONSTRAINT "envelopes_parent_id_envelopes_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "envelopes" ADD CONSTRAINT "envelopes_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "perimeter_lines" ADD CONSTRAINT "perimeter_lines_perimeter_id_perimeters_id_fk" FOREIGN KEY ("perimeter_id") REFERENCES "public"."perimeters"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "perimeter_lines" ADD CONSTRAINT "perimeter_lines_line_id_budget_lines_id_fk" FOREIGN KEY ("line_id") REFERENCES "public"."budget_lines"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "admissibility_decisions" ADD CONSTRAINT "admissibility_decisions_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "admissibility_decisions" ADD CONSTRAINT "admissibility_decisions_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "answers" ADD CONSTRAINT "answers_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "answers" ADD CONSTRAINT "answers_saved_by_persons_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "collectives" ADD CONSTRAINT "collectives_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "doubts" ADD CONSTRAINT "doubts_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "doubts" ADD CONSTRAINT "doubts_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "doubts" ADD CONSTRAINT "doubts_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "forecast_lines" ADD CONSTRAINT "forecast_lines_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "forecast_lines" ADD CONSTRAINT "forecast_lines_saved_by_persons_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_collective_id_collectives_id_fk" FOREIGN KEY ("collective_id") REFERENCES "public"."collectives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "invitations" ADD CONSTRAINT "invitations_collective_id_collectives_id_fk" FOREIGN KEY ("collective_id") REFERENCES "public"."collectives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_persons_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "invitations" ADD CONSTRAINT "invitations_used_by_persons_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "members" ADD CONSTRAINT "members_collective_id_collectives_id_fk" FOREIGN KEY ("collective_id") REFERENCES "public"."collectives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "members" ADD CONSTRAINT "members_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_balances" ADD CONSTRAINT "ledger_balances_envelope_id_envelopes_id_fk" FOREIGN KEY ("envelope_id") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_balances" ADD CONSTRAINT "ledger_balances_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_envelope_id_envelopes_id_fk" FOREIGN KEY ("envelope_id") REFERENCES "public"."envelopes"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_award_id_awards_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_tranche_id_tranches_id_fk" FOREIGN KEY ("tranche_id") REFERENCES "public"."tranches"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_posted_by_persons_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "interest_declarations" ADD CONSTRAINT "interest_declarations_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "interest_declarations" ADD CONSTRAINT "interest_declarations_juror_id_persons_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "marks" ADD CONSTRAINT "marks_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "marks" ADD CONSTRAINT "marks_juror_id_persons_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "reviews" ADD CONSTRAINT "reviews_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "reviews" ADD CONSTRAINT "reviews_juror_id_persons_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "territories" ADD CONSTRAINT "territories_parent_id_territories_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "agreements" ADD CONSTRAINT "agreements_award_id_awards_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "agreements" ADD CONSTRAINT "agreements_prepared_by_persons_id_fk" FOREIGN KEY ("prepared_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "agreements" ADD CONSTRAINT "agreements_collective_signed_by_persons_id_fk" FOREIGN KEY ("collective_signed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "agreements" ADD CONSTRAINT "agreements_fund_signed_by_persons_id_fk" FOREIGN KEY ("fund_signed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_statement_id_bank_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."bank_statements"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_imported_by_persons_id_fk" FOREIGN KEY ("imported_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "tranches" ADD CONSTRAINT "tranches_award_id_awards_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."awards"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "tranches" ADD CONSTRAINT "tranches_certified_by_persons_id_fk" FOREIGN KEY ("certified_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "tranches" ADD CONSTRAINT "tranches_ordered_by_persons_id_fk" FOREIGN KEY ("ordered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "tranches" ADD CONSTRAINT "tranches_paid_by_persons_id_fk" FOREIGN KEY ("paid_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "tranches" ADD CONSTRAINT "tranches_bank_line_id_bank_lines_id_fk" FOREIGN KEY ("bank_line_id") REFERENCES "public"."bank_lines"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "ballots" ADD CONSTRAINT "ballots_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "demo_codes" ADD CONSTRAINT "demo_codes_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "demo_codes" ADD CONSTRAINT "demo_codes_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "imported_ballots" ADD CONSTRAINT "imported_ballots_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "opened_ballots" ADD CONSTRAINT "opened_ballots_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "poll_choices" ADD CONSTRAINT "poll_choices_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "poll_choices" ADD CONSTRAINT "poll_choices_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "poll_closings" ADD CONSTRAINT "poll_closings_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "poll_counts" ADD CONSTRAINT "poll_counts_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "polls" ADD CONSTRAINT "polls_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "roll_keys" ADD CONSTRAINT "roll_keys_poll_id_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."polls"("id") ON DELETE no action ON UPDATE no action;

ALTER TABLE "roll_keys" ADD CONSTRAINT "roll_keys_territory_id_territories_id_fk" FOREIGN KEY ("territory_id") REFERENCES "public"."territories"("id") ON DELETE no action ON UPDATE no action;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_lines_append_only" ON "journal_lines";

CREATE TRIGGER "journal_lines_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_lines" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_leaves_append_only" ON "journal_leaves";

CREATE TRIGGER "journal_leaves_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_leaves" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "journal_checkpoints_append_only" ON "journal_checkpoints";

CREATE TRIGGER "journal_checkpoints_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_checkpoints" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "polls_append_only" ON "polls";

CREATE TRIGGER "polls_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "polls" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "poll_closings_append_only" ON "poll_closings";

CREATE TRIGGER "poll_closings_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "poll_closings" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "poll_counts_append_only" ON "poll_counts";

CREATE TRIGGER "poll_counts_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "poll_counts" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "poll_choices_append_only" ON "poll_choices";

CREATE TRIGGER "poll_choices_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "poll_choices" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "roll_keys_append_only" ON "roll_keys";

CREATE TRIGGER "roll_keys_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "roll_keys" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "ballots_append_only" ON "ballots";

CREATE TRIGGER "ballots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ballots" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "opened_ballots_append_only" ON "opened_ballots";

CREATE TRIGGER "opened_ballots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "opened_ballots" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

DROP TRIGGER IF EXISTS "ledger_entries_append_only" ON "ledger_entries";

CREATE TRIGGER "ledger_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

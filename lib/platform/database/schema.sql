-- Written by `npm run schema:dump`; a test compares it with a fresh database.

grant usage on schema graphile_worker to evens_app;

grant usage on schema public to evens_app;

create type bet_input as (
  id uuid,
  player_id uuid,
  session_id uuid,
  kind text,
  currency character(3),
  stake bigint,
  odds bigint,
  potential_return bigint,
  odds_choice text,
  idempotency_key text,
  input_hash text,
  decision jsonb,
  policy_version integer,
  delay_ms integer,
  outcome_stake_max bigint,
  market_stake_max bigint,
  event_stake_max bigint,
  combination uuid,
  combination_payout bigint,
  combination_payout_max bigint,
  lines bigint[],
  identity_version integer,
  referred jsonb,
  edits uuid,
  free_bet_id uuid,
  boost_id uuid,
  boost_plain_odds bigint,
  boost_stake_max bigint,
  boost_liability bigint
);

create type bet_leg_input as (
  bet_number integer,
  "position" smallint,
  event_id text,
  market_id text,
  outcome_key text,
  odds bigint,
  market_version bigint,
  exposure_stake bigint,
  exposure_payout bigint,
  part text,
  builder smallint,
  offered boolean,
  outcome_stake_max bigint,
  market_stake_max bigint
);

create type bet_step as (
  bet_id uuid,
  player_id uuid,
  account_id bigint,
  currency character(3),
  stake bigint,
  version integer,
  was text,
  result text,
  returned bigint,
  cause text,
  market_id text,
  outcome_key text,
  exposure_stake bigint,
  exposure_payout bigint,
  free_bet_id uuid
);

create type bet_verdict as (
  bet_id uuid,
  code text,
  available bigint,
  existing_id uuid,
  placed_at timestamp with time zone,
  due_at timestamp with time zone
);

create type combination_change as (
  combination uuid,
  bets integer,
  payout bigint
);

create type ledger_posting as (
  id uuid,
  debit_id bigint,
  credit_id bigint,
  amount bigint,
  currency character(3),
  code text,
  reference text,
  reverses_id uuid
);

create type locked_bet as (
  bet_id uuid,
  "position" smallint,
  outcome_key text,
  odds bigint,
  exposure_stake bigint,
  exposure_payout bigint,
  player_id uuid,
  single boolean,
  currency character(3),
  stake bigint,
  version integer,
  status text,
  result text,
  returned bigint,
  placed_at timestamp with time zone,
  voided boolean,
  free_bet_id uuid,
  builder smallint
);

create sequence book_version;
grant usage on sequence book_version to evens_app;

create sequence crypto_address_index;
grant usage on sequence crypto_address_index to evens_app;

create sequence feed_message_id;
grant usage on sequence feed_message_id to evens_app;

create table account_link (
  id uuid not null,
  kind text not null,
  player_id uuid,
  email text not null,
  token_hash text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint account_link_pkey PRIMARY KEY (id),
  constraint account_link_token_hash_key UNIQUE (token_hash),
  constraint account_link_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint account_link_kind_check CHECK ((kind = ANY (ARRAY['verify_email'::text, 'reset_password'::text, 'change_email'::text, 'undo_email_change'::text])))
);
CREATE INDEX account_link_email ON public.account_link USING btree (email) WHERE (kind = 'undo_email_change'::text);
CREATE INDEX account_link_expires_at ON public.account_link USING btree (expires_at);
CREATE INDEX account_link_player ON public.account_link USING btree (player_id, kind, created_at DESC);
grant delete, insert (email, expires_at, id, kind, player_id, token_hash), select, update (used_at) on account_link to evens_app;

create table account_lock (
  session_id uuid not null,
  player_id uuid not null,
  locked_at timestamp with time zone not null default clock_timestamp(),
  unlocked_at timestamp with time zone,
  constraint account_lock_pkey PRIMARY KEY (session_id),
  constraint account_lock_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE INDEX account_lock_open ON public.account_lock USING btree (player_id) WHERE (unlocked_at IS NULL);
grant insert (player_id, session_id), select, update (unlocked_at) on account_lock to evens_app;

create table api_token (
  session_id uuid not null,
  name text not null,
  hint text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  constraint api_token_pkey PRIMARY KEY (session_id),
  constraint api_token_secret_hash_key UNIQUE (secret_hash),
  constraint api_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES session(id),
  constraint api_token_scopes_check CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 100))),
  constraint api_token_secret_hash_check CHECK ((length(secret_hash) = 32))
);
grant insert, select on api_token to evens_app;

create table audit_entry (
  id bigint not null,
  at timestamp with time zone not null,
  actor_id uuid,
  actor text not null,
  action text not null,
  subject text not null,
  reason text,
  before jsonb,
  after jsonb,
  request_id text,
  prev_hash bytea not null,
  hash bytea not null,
  session_id uuid,
  constraint audit_entry_pkey PRIMARY KEY (id),
  constraint audit_entry_hash_key UNIQUE (hash)
);
CREATE INDEX audit_entry_action ON public.audit_entry USING btree (action text_pattern_ops, id DESC);
CREATE INDEX audit_entry_actor ON public.audit_entry USING btree (actor_id, id DESC);
CREATE INDEX audit_entry_subject ON public.audit_entry USING btree (subject, id DESC);
grant select on audit_entry to evens_app;

create table bank_batch (
  id uuid not null,
  account text not null,
  currency character(3) not null,
  state text not null default 'prepared'::text,
  amount bigint not null,
  transfers integer not null,
  prepared_at timestamp with time zone not null default clock_timestamp(),
  execution_day date,
  file text,
  released_at timestamp with time zone,
  sent_at timestamp with time zone,
  constraint bank_batch_pkey PRIMARY KEY (id),
  constraint bank_batch_amount_check CHECK ((amount > 0)),
  constraint bank_batch_file CHECK ((((state = ANY (ARRAY['released'::text, 'sent'::text])) = (file IS NOT NULL)) AND ((file IS NULL) = (released_at IS NULL)) AND ((file IS NULL) = (execution_day IS NULL)))),
  constraint bank_batch_sent CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint bank_batch_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'released'::text, 'sent'::text, 'discarded'::text]))),
  constraint bank_batch_transfers_check CHECK ((transfers > 0))
);
CREATE INDEX bank_batch_newest ON public.bank_batch USING btree (prepared_at DESC, id DESC);
grant insert (account, amount, currency, id, transfers), select, update (execution_day, file, released_at, sent_at, state) on bank_batch to evens_app;

create table bank_entry (
  id uuid not null,
  statement_id uuid not null,
  account text not null,
  entry_reference text not null,
  detail integer not null,
  amount bigint not null,
  currency character(3) not null,
  credit boolean not null,
  reversal boolean not null,
  booked_on date,
  end_to_end_id text,
  party_name text,
  party_account text,
  remittance text not null,
  return_reason text,
  state text not null default 'received'::text,
  problem text,
  payment_id uuid,
  transfer_id uuid,
  ended_at timestamp with time zone,
  constraint bank_entry_pkey PRIMARY KEY (id),
  constraint bank_entry_once UNIQUE (account, entry_reference, detail),
  constraint bank_entry_transfer_id_key UNIQUE (transfer_id),
  constraint bank_entry_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint bank_entry_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES bank_statement(id),
  constraint bank_entry_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint bank_entry_amount_check CHECK ((amount > 0)),
  constraint bank_entry_detail_check CHECK ((detail >= 0)),
  constraint bank_entry_ended CHECK (((state = 'received'::text) = (ended_at IS NULL))),
  constraint bank_entry_problem_check CHECK ((problem ~ '^[a-z_]{2,40}$'::text)),
  constraint bank_entry_state_check CHECK ((state = ANY (ARRAY['received'::text, 'credited'::text, 'suspended'::text, 'paid'::text, 'returned'::text, 'reversed'::text])))
);
CREATE INDEX bank_entry_end_to_end ON public.bank_entry USING btree (end_to_end_id) WHERE (end_to_end_id IS NOT NULL);
CREATE INDEX bank_entry_payment ON public.bank_entry USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX bank_entry_received ON public.bank_entry USING btree (id) WHERE (state = 'received'::text);
CREATE INDEX bank_entry_statement ON public.bank_entry USING btree (statement_id, id);
grant insert (account, amount, booked_on, credit, currency, detail, end_to_end_id, entry_reference, id, party_account, party_name, remittance, return_reason, reversal, statement_id), select, update (ended_at, payment_id, problem, state, transfer_id) on bank_entry to evens_app;

create table bank_payee (
  instrument_id uuid not null,
  holder text not null,
  name_check text not null,
  checked_name text,
  checked_at timestamp with time zone not null default clock_timestamp(),
  blocked_reason text,
  constraint bank_payee_pkey PRIMARY KEY (instrument_id),
  constraint bank_payee_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES payment_instrument(id),
  constraint bank_payee_name_check_check CHECK ((name_check = ANY (ARRAY['MTCH'::text, 'CMTC'::text, 'NMTC'::text, 'NOAP'::text])))
);
grant insert (checked_name, holder, instrument_id, name_check), select, update (blocked_reason, checked_at, checked_name, name_check) on bank_payee to evens_app;

create table bank_payout (
  payout_id uuid not null,
  end_to_end_id text not null,
  holder text not null,
  iban text not null,
  amount bigint not null,
  currency character(3) not null,
  state text not null default 'sent'::text,
  reason text,
  batch_id uuid,
  debit_entry_id uuid,
  return_entry_id uuid,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint bank_payout_pkey PRIMARY KEY (payout_id),
  constraint bank_payout_debit_entry_id_key UNIQUE (debit_entry_id),
  constraint bank_payout_end_to_end_id_key UNIQUE (end_to_end_id),
  constraint bank_payout_return_entry_id_key UNIQUE (return_entry_id),
  constraint bank_payout_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES bank_batch(id),
  constraint bank_payout_debit_entry_id_fkey FOREIGN KEY (debit_entry_id) REFERENCES bank_entry(id),
  constraint bank_payout_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payout(id),
  constraint bank_payout_return_entry_id_fkey FOREIGN KEY (return_entry_id) REFERENCES bank_entry(id),
  constraint bank_payout_amount_check CHECK ((amount > 0)),
  constraint bank_payout_end_to_end_id_check CHECK ((end_to_end_id ~ '^[A-Z0-9]{1,35}$'::text)),
  constraint bank_payout_returned CHECK (((return_entry_id IS NULL) OR (state = 'failed'::text))),
  constraint bank_payout_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX bank_payout_batch ON public.bank_payout USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX bank_payout_waiting ON public.bank_payout USING btree (currency, created_at) WHERE ((batch_id IS NULL) AND (state = 'sent'::text));
grant insert (amount, currency, end_to_end_id, holder, iban, payout_id, reason, state), select, update (batch_id, debit_entry_id, reason, return_entry_id, state) on bank_payout to evens_app;

create table bank_reference (
  player_id uuid not null,
  reference text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint bank_reference_pkey PRIMARY KEY (player_id),
  constraint bank_reference_reference_key UNIQUE (reference),
  constraint bank_reference_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint bank_reference_reference_check CHECK ((reference ~ '^RF[0-9]{14}$'::text))
);
grant insert (player_id, reference), select on bank_reference to evens_app;

create table bank_statement (
  id uuid not null,
  format text not null,
  account text not null,
  currency character(3) not null,
  statement_ref text not null,
  sequence text,
  opening bigint,
  closing bigint,
  file_hash bytea not null,
  added integer not null,
  known integer not null,
  not_booked integer not null,
  imported_by uuid,
  imported_at timestamp with time zone not null default clock_timestamp(),
  constraint bank_statement_pkey PRIMARY KEY (id),
  constraint bank_statement_once UNIQUE (account, statement_ref, file_hash),
  constraint bank_statement_imported_by_fkey FOREIGN KEY (imported_by) REFERENCES staff_account(id),
  constraint bank_statement_added_check CHECK ((added >= 0)),
  constraint bank_statement_balances CHECK (((opening IS NULL) = (closing IS NULL))),
  constraint bank_statement_format_check CHECK ((format = ANY (ARRAY['camt.052'::text, 'camt.053'::text, 'camt.054'::text]))),
  constraint bank_statement_known_check CHECK ((known >= 0)),
  constraint bank_statement_not_booked_check CHECK ((not_booked >= 0))
);
CREATE INDEX bank_statement_newest ON public.bank_statement USING btree (imported_at DESC, id DESC);
grant insert (account, added, closing, currency, file_hash, format, id, imported_by, known, not_booked, opening, sequence, statement_ref), select on bank_statement to evens_app;

create table bet (
  id uuid not null,
  player_id uuid not null,
  kind text not null,
  currency character(3) not null,
  stake bigint not null,
  odds bigint not null,
  potential_return bigint not null,
  odds_choice text not null,
  status text not null default 'open'::text,
  result text,
  returned bigint,
  settlement_version integer not null default 0,
  decision jsonb not null,
  void_reason text,
  placed_at timestamp with time zone not null default clock_timestamp(),
  settled_at timestamp with time zone,
  combination uuid,
  combination_payout bigint,
  lines bigint[],
  origin_id uuid,
  free_bet_id uuid,
  constraint bet_pkey PRIMARY KEY (id),
  constraint bet_check CHECK (((status = 'settled'::text) = ((result IS NOT NULL) AND (returned IS NOT NULL) AND (settled_at IS NOT NULL)))),
  constraint bet_check1 CHECK (((combination IS NULL) = (combination_payout IS NULL))),
  constraint bet_check2 CHECK (((cardinality(lines) > 0) AND ((stake % (cardinality(lines))::bigint) = 0))),
  constraint bet_kind_check CHECK ((kind = ANY (ARRAY['single'::text, 'accumulator'::text, 'system'::text]))),
  constraint bet_odds_choice_check CHECK ((odds_choice = ANY (ARRAY['none'::text, 'higher'::text, 'any'::text]))),
  constraint bet_result_check CHECK ((result = ANY (ARRAY['won'::text, 'lost'::text, 'void'::text, 'half_won'::text, 'half_lost'::text, 'part_returned'::text, 'cashed_out'::text]))),
  constraint bet_returned_check CHECK ((returned >= 0)),
  constraint bet_stake_check CHECK ((stake > 0)),
  constraint bet_status_check CHECK ((status = ANY (ARRAY['open'::text, 'settled'::text]))),
  constraint bet_system_check CHECK (((kind <> 'system'::text) OR (lines IS NOT NULL)))
) partition by range (id);
CREATE INDEX bet_open ON ONLY public.bet USING btree (player_id, id DESC) WHERE (status = 'open'::text);
CREATE INDEX bet_placed_at ON ONLY public.bet USING brin (placed_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX bet_player ON ONLY public.bet USING btree (player_id, id DESC);
CREATE INDEX bet_settled_at ON ONLY public.bet USING brin (settled_at) WITH (pages_per_range='16', autosummarize='on');
grant select on bet to evens_app;

create table bet_cash_out (
  bet_id uuid not null,
  idempotency_key text not null,
  stake bigint not null,
  amount bigint not null,
  rest_id uuid,
  automatic boolean not null,
  offer jsonb not null,
  at timestamp with time zone not null default clock_timestamp(),
  edit_id uuid,
  carried bigint,
  constraint bet_cash_out_pkey PRIMARY KEY (bet_id),
  constraint bet_cash_out_edit_id_key UNIQUE (edit_id),
  constraint bet_cash_out_rest_id_key UNIQUE (rest_id),
  constraint bet_cash_out_amount_check CHECK ((amount > 0)),
  constraint bet_cash_out_check CHECK (((carried > 0) AND (carried <= amount))),
  constraint bet_cash_out_edit CHECK ((((edit_id IS NULL) = (carried IS NULL)) AND ((edit_id IS NULL) OR (rest_id IS NULL)))),
  constraint bet_cash_out_stake_check CHECK ((stake > 0))
);
grant select on bet_cash_out to evens_app;

create table bet_key (
  player_id uuid not null,
  idempotency_key text not null,
  bet_id uuid not null,
  input_hash bytea not null,
  constraint bet_key_pkey PRIMARY KEY (player_id, idempotency_key),
  constraint bet_key_canonical CHECK ((idempotency_key = lower(idempotency_key)))
);
grant select on bet_key to evens_app;

create table bet_leg (
  bet_id uuid not null,
  "position" smallint not null,
  event_id text not null,
  market_id text not null,
  outcome_key text not null,
  odds bigint not null,
  market_version bigint not null,
  exposure_stake bigint not null,
  exposure_payout bigint not null,
  result text,
  factor numeric,
  divisor integer not null default 1,
  settlement_version integer not null default 0,
  part text not null default 'win'::text,
  builder smallint,
  constraint bet_leg_pkey PRIMARY KEY (bet_id, "position"),
  constraint bet_leg_divisor_check CHECK ((divisor > 0)),
  constraint bet_leg_part_check CHECK ((part = ANY (ARRAY['win'::text, 'place'::text]))),
  constraint bet_leg_result_check CHECK ((result = ANY (ARRAY['won'::text, 'lost'::text, 'void'::text, 'half_won'::text, 'half_lost'::text])))
) partition by range (bet_id);
CREATE INDEX bet_leg_event ON ONLY public.bet_leg USING btree (event_id, bet_id);
CREATE INDEX bet_leg_market ON ONLY public.bet_leg USING btree (market_id, bet_id);
grant select on bet_leg to evens_app;

create table bet_refusal (
  id uuid not null,
  player_id uuid not null,
  code text not null,
  refusal jsonb not null,
  slip jsonb not null,
  decision jsonb,
  at timestamp with time zone not null default clock_timestamp(),
  constraint bet_refusal_pkey PRIMARY KEY (id)
) partition by range (id);
CREATE INDEX bet_refusal_player ON ONLY public.bet_refusal USING btree (player_id, id DESC);
grant insert (code, decision, id, player_id, refusal, slip), select on bet_refusal to evens_app;

create table bet_settlement (
  bet_id uuid not null,
  version integer not null,
  result text,
  returned bigint,
  cause text not null,
  by uuid,
  at timestamp with time zone not null default clock_timestamp(),
  constraint bet_settlement_pkey PRIMARY KEY (bet_id, version)
) partition by range (bet_id);
grant select on bet_settlement to evens_app;

create table betting_policy (
  version integer not null,
  rules jsonb not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  created_by uuid,
  constraint betting_policy_pkey PRIMARY KEY (version)
);
grant select on betting_policy to evens_app;

create table boosted_bet (
  bet_id uuid not null,
  boost_id uuid not null,
  player_id uuid not null,
  plain_odds bigint not null,
  stake bigint not null,
  liability bigint not null,
  cost bigint not null default 0,
  constraint boosted_bet_pkey PRIMARY KEY (bet_id),
  constraint boosted_bet_boost_id_fkey FOREIGN KEY (boost_id) REFERENCES price_boost(id),
  constraint boosted_bet_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint boosted_bet_cost_check CHECK ((cost >= 0)),
  constraint boosted_bet_liability_check CHECK ((liability >= 0)),
  constraint boosted_bet_plain_odds_check CHECK ((plain_odds > 10000)),
  constraint boosted_bet_stake_check CHECK ((stake >= 0))
);
CREATE INDEX boosted_bet_player ON public.boosted_bet USING btree (boost_id, player_id);
grant select on boosted_bet to evens_app;

create table cash_out_order (
  bet_id uuid not null,
  player_id uuid not null,
  target bigint,
  stop bigint,
  active_at timestamp with time zone not null,
  constraint cash_out_order_pkey PRIMARY KEY (bet_id),
  constraint cash_out_order_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint cash_out_order_apart CHECK ((stop < target)),
  constraint cash_out_order_one CHECK (((target IS NOT NULL) OR (stop IS NOT NULL))),
  constraint cash_out_order_stop_check CHECK ((stop > 0)),
  constraint cash_out_order_target_check CHECK ((target > 0))
);
grant delete, insert, select, update (active_at, stop, target) on cash_out_order to evens_app;

create table combination_exposure (
  combination uuid not null,
  bets integer not null,
  payout bigint not null,
  constraint combination_exposure_pkey PRIMARY KEY (combination),
  constraint combination_exposure_bets_check CHECK ((bets > 0)),
  constraint combination_exposure_payout_check CHECK ((payout >= 0))
) with (fillfactor=80);
grant select on combination_exposure to evens_app;

create table command_approval (
  id uuid not null,
  command text not null,
  subject text not null,
  reason text,
  input jsonb not null,
  input_hash bytea not null,
  requested_by uuid not null,
  requested_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null default (clock_timestamp() + '24:00:00'::interval),
  status text not null default 'pending'::text,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint command_approval_pkey PRIMARY KEY (id),
  constraint command_approval_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff_account(id),
  constraint command_approval_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES staff_account(id),
  constraint command_approval_check CHECK (((status = 'pending'::text) = (decided_at IS NULL))),
  constraint command_approval_check1 CHECK (((status <> ALL (ARRAY['approved'::text, 'rejected'::text])) OR ((decided_by IS NOT NULL) AND (decided_by <> requested_by)))),
  constraint command_approval_check2 CHECK (((status <> 'withdrawn'::text) OR (decided_by = requested_by))),
  constraint command_approval_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX command_approval_newest ON public.command_approval USING btree (requested_at DESC);
CREATE UNIQUE INDEX command_approval_asked ON public.command_approval USING btree (requested_by, input_hash) WHERE (status = 'pending'::text);
CREATE TRIGGER approval_stays_decided BEFORE UPDATE ON public.command_approval FOR EACH ROW EXECUTE FUNCTION approval_stays_decided();
grant insert (command, id, input, input_hash, reason, requested_by, subject), select, update (decided_at, decided_by, status) on command_approval to evens_app;

create table command_key (
  actor_id uuid not null,
  key uuid not null,
  command text not null,
  input_hash bytea not null,
  answer jsonb not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint command_key_pkey PRIMARY KEY (actor_id, key)
);
CREATE INDEX command_key_created_at ON public.command_key USING btree (created_at);
grant delete, insert (actor_id, answer, command, input_hash, key), select on command_key to evens_app;

create table competition (
  id text not null,
  sport_id text not null,
  category text not null,
  name text not null,
  country_code text,
  constraint competition_pkey PRIMARY KEY (id),
  constraint competition_sport_id_fkey FOREIGN KEY (sport_id) REFERENCES sport(id)
);
grant insert, select, update (category, country_code, name) on competition to evens_app;

create table competition_control (
  competition_id text not null,
  market_type text not null,
  version integer not null,
  off boolean not null,
  method text,
  overround double precision,
  at timestamp with time zone not null default clock_timestamp(),
  by uuid,
  constraint competition_control_pkey PRIMARY KEY (competition_id, market_type),
  constraint competition_control_by_fkey FOREIGN KEY (by) REFERENCES staff_account(id),
  constraint competition_control_competition_id_fkey FOREIGN KEY (competition_id) REFERENCES competition(id),
  constraint competition_control_check CHECK (((method IS NULL) = (overround IS NULL))),
  constraint competition_control_method_check CHECK ((method = ANY (ARRAY['multiplicative'::text, 'additive'::text, 'power'::text, 'shin'::text]))),
  constraint competition_control_overround_check CHECK (((overround >= (1)::double precision) AND (overround <= (2)::double precision))),
  constraint competition_control_version_check CHECK ((version > 0))
);
grant insert, select, update (at, by, method, off, overround, version) on competition_control to evens_app;

create table competitor (
  id text not null,
  name text not null,
  short_name text not null,
  country_code text,
  constraint competitor_pkey PRIMARY KEY (id)
);
grant insert, select, update (country_code, name, short_name) on competitor to evens_app;

create table crypto_address (
  address_index integer not null,
  player_id uuid not null,
  chain_id bigint not null,
  address text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint crypto_address_pkey PRIMARY KEY (address_index),
  constraint crypto_address_player UNIQUE (player_id, chain_id),
  constraint crypto_address_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE UNIQUE INDEX crypto_address_address ON public.crypto_address USING btree (lower(address));
grant insert (address, address_index, chain_id, player_id), select on crypto_address to evens_app;

create table crypto_attempt (
  transfer_id uuid not null,
  number integer not null,
  hash text not null,
  raw text not null,
  gas bigint not null,
  max_fee numeric(78,0) not null,
  priority_fee numeric(78,0) not null,
  signed_at timestamp with time zone not null default clock_timestamp(),
  broadcast_at timestamp with time zone,
  constraint crypto_attempt_pkey PRIMARY KEY (transfer_id, number),
  constraint crypto_attempt_hash_key UNIQUE (hash),
  constraint crypto_attempt_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES crypto_transfer(id),
  constraint crypto_attempt_number_check CHECK ((number > 0))
);
grant insert (gas, hash, max_fee, number, priority_fee, raw, transfer_id), select, update (broadcast_at) on crypto_attempt to evens_app;

create table crypto_block (
  chain_id bigint not null,
  height bigint not null,
  hash text not null,
  parent_hash text not null,
  constraint crypto_block_pkey PRIMARY KEY (chain_id, height)
);
grant delete, insert (chain_id, hash, height, parent_hash), select on crypto_block to evens_app;

create table crypto_chain (
  chain_id bigint not null,
  height bigint not null,
  hash text not null,
  head bigint not null,
  final_height bigint not null,
  scanned_at timestamp with time zone not null default clock_timestamp(),
  halted text,
  constraint crypto_chain_pkey PRIMARY KEY (chain_id)
);
grant insert (chain_id, final_height, hash, head, height), select, update (final_height, halted, hash, head, height, scanned_at) on crypto_chain to evens_app;

create table crypto_deposit (
  id uuid not null,
  chain_id bigint not null,
  tx_hash text not null,
  log_index integer not null,
  block_height bigint not null,
  block_hash text not null,
  address_index integer not null,
  player_id uuid not null,
  token text,
  asset text,
  amount numeric(78,0) not null,
  sender text not null,
  state text not null,
  version integer not null default 1,
  problem text,
  currency character(3),
  value bigint,
  remainder numeric,
  rate numeric,
  rate_source text,
  rate_at timestamp with time zone,
  object_id text,
  payment_id uuid,
  created_at timestamp with time zone not null default clock_timestamp(),
  changed_at timestamp with time zone not null default clock_timestamp(),
  constraint crypto_deposit_pkey PRIMARY KEY (id),
  constraint crypto_deposit_once UNIQUE (chain_id, tx_hash, log_index),
  constraint crypto_deposit_address_index_fkey FOREIGN KEY (address_index) REFERENCES crypto_address(address_index),
  constraint crypto_deposit_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint crypto_deposit_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint crypto_deposit_amount_check CHECK ((amount > (0)::numeric)),
  constraint crypto_deposit_credited CHECK (((state <> 'credited'::text) OR ((payment_id IS NOT NULL) AND (value > 0)))),
  constraint crypto_deposit_log_index_check CHECK ((log_index >= '-1'::integer)),
  constraint crypto_deposit_state_check CHECK ((state = ANY (ARRAY['seen'::text, 'confirming'::text, 'final'::text, 'credited'::text, 'suspended'::text, 'dropped'::text, 'reversed'::text]))),
  constraint crypto_deposit_valued CHECK (((state <> ALL (ARRAY['credited'::text, 'suspended'::text, 'reversed'::text])) OR (object_id IS NOT NULL)))
);
CREATE INDEX crypto_deposit_address ON public.crypto_deposit USING btree (address_index);
CREATE INDEX crypto_deposit_object ON public.crypto_deposit USING btree (object_id);
CREATE INDEX crypto_deposit_open ON public.crypto_deposit USING btree (chain_id, block_height) WHERE (state = ANY (ARRAY['seen'::text, 'confirming'::text, 'final'::text]));
CREATE INDEX crypto_deposit_player ON public.crypto_deposit USING btree (player_id, created_at DESC);
grant insert (address_index, amount, asset, block_hash, block_height, chain_id, id, log_index, player_id, problem, sender, state, token, tx_hash), select, update (amount, asset, block_hash, block_height, changed_at, currency, object_id, payment_id, problem, rate, rate_at, rate_source, remainder, sender, state, value, version) on crypto_deposit to evens_app;

create table crypto_deposit_step (
  deposit_id uuid not null,
  version integer not null,
  state text not null,
  block_hash text not null,
  at timestamp with time zone not null default clock_timestamp(),
  constraint crypto_deposit_step_pkey PRIMARY KEY (deposit_id, version),
  constraint crypto_deposit_step_deposit_id_fkey FOREIGN KEY (deposit_id) REFERENCES crypto_deposit(id),
  constraint crypto_deposit_step_version_check CHECK ((version > 0))
);
grant insert (block_hash, deposit_id, state, version), select on crypto_deposit_step to evens_app;

create table crypto_destination (
  instrument_id uuid not null,
  player_id uuid not null,
  chain_id bigint not null,
  address text not null,
  asset text not null,
  proof_text text not null,
  proof_signature text,
  proved_at timestamp with time zone,
  screening text not null,
  screened_at timestamp with time zone not null default clock_timestamp(),
  constraint crypto_destination_pkey PRIMARY KEY (instrument_id),
  constraint crypto_destination_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES payment_instrument(id),
  constraint crypto_destination_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint crypto_destination_proved CHECK (((proof_signature IS NULL) = (proved_at IS NULL))),
  constraint crypto_destination_screening_check CHECK ((screening = ANY (ARRAY['clear'::text, 'blocked'::text])))
);
CREATE INDEX crypto_destination_player ON public.crypto_destination USING btree (player_id);
grant insert (address, asset, chain_id, instrument_id, player_id, proof_text, screening), select, update (proof_signature, proved_at, screened_at, screening) on crypto_destination to evens_app;

create table crypto_lease (
  name text not null,
  owner uuid not null,
  until timestamp with time zone not null,
  constraint crypto_lease_pkey PRIMARY KEY (name)
);
grant insert (name, owner, until), select, update (owner, until) on crypto_lease to evens_app;

create table crypto_transfer (
  id uuid not null,
  chain_id bigint not null,
  purpose text not null,
  payout_id uuid,
  from_address text not null,
  from_index integer,
  to_address text not null,
  token text,
  asset text not null,
  amount numeric(78,0) not null,
  value bigint not null,
  rate numeric not null,
  rate_source text not null,
  rate_at timestamp with time zone not null,
  state text not null,
  version integer not null default 1,
  reason text,
  released boolean not null default false,
  nonce bigint,
  hash text,
  fee numeric(78,0),
  fee_value bigint,
  created_at timestamp with time zone not null default clock_timestamp(),
  changed_at timestamp with time zone not null default clock_timestamp(),
  constraint crypto_transfer_pkey PRIMARY KEY (id),
  constraint crypto_transfer_nonce UNIQUE (chain_id, from_address, nonce),
  constraint crypto_transfer_payout_id_key UNIQUE (payout_id),
  constraint crypto_transfer_from_index_fkey FOREIGN KEY (from_index) REFERENCES crypto_address(address_index),
  constraint crypto_transfer_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payout(id),
  constraint crypto_transfer_amount_check CHECK ((amount > (0)::numeric)),
  constraint crypto_transfer_ended CHECK (((state <> 'paid'::text) OR ((hash IS NOT NULL) AND (fee IS NOT NULL)))),
  constraint crypto_transfer_nonce_check CHECK ((nonce >= 0)),
  constraint crypto_transfer_payout CHECK (((purpose = 'withdrawal'::text) = (payout_id IS NOT NULL))),
  constraint crypto_transfer_purpose_check CHECK ((purpose = ANY (ARRAY['withdrawal'::text, 'sweep'::text, 'gas'::text]))),
  constraint crypto_transfer_signed CHECK (((nonce IS NOT NULL) = (state = ANY (ARRAY['signed'::text, 'paid'::text, 'failed'::text, 'lost'::text])))),
  constraint crypto_transfer_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'review'::text, 'signed'::text, 'paid'::text, 'failed'::text, 'lost'::text, 'canceled'::text]))),
  constraint crypto_transfer_value_check CHECK ((value >= 0))
);
CREATE INDEX crypto_transfer_address ON public.crypto_transfer USING btree (from_index);
CREATE INDEX crypto_transfer_newest ON public.crypto_transfer USING btree (chain_id, changed_at DESC);
CREATE INDEX crypto_transfer_open ON public.crypto_transfer USING btree (chain_id, created_at) WHERE (state = ANY (ARRAY['queued'::text, 'review'::text, 'signed'::text, 'lost'::text]));
grant insert (amount, asset, chain_id, from_address, from_index, id, payout_id, purpose, rate, rate_at, rate_source, reason, state, to_address, token, value), select, update (amount, changed_at, fee, fee_value, hash, nonce, reason, released, state, version) on crypto_transfer to evens_app;

create table data_export (
  id uuid not null,
  player_id uuid not null,
  requested_at timestamp with time zone not null default clock_timestamp(),
  ready_at timestamp with time zone,
  expires_at timestamp with time zone not null default (clock_timestamp() + '7 days'::interval),
  content bytea,
  constraint data_export_pkey PRIMARY KEY (id),
  constraint data_export_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint data_export_ready CHECK (((content IS NULL) = (ready_at IS NULL)))
);
CREATE INDEX data_export_player ON public.data_export USING btree (player_id, requested_at DESC);
CREATE UNIQUE INDEX data_export_open ON public.data_export USING btree (player_id) WHERE (ready_at IS NULL);
grant delete, insert (id, player_id), select, update (content, ready_at) on data_export to evens_app;

create table demo_payment (
  id text not null,
  payment_id text not null,
  player_id text not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint demo_payment_pkey PRIMARY KEY (id)
);
grant insert (amount, currency, id, payment_id, player_id, state), select, update (amount, currency, state) on demo_payment to evens_app;

create table demo_payout (
  id text not null,
  payout_id text not null,
  amount bigint not null,
  currency text not null,
  state text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint demo_payout_pkey PRIMARY KEY (id)
);
grant insert (amount, currency, id, payout_id, state), select, update (state) on demo_payout to evens_app;

create table detached_month (
  parent text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  detached_at timestamp with time zone not null default clock_timestamp(),
  constraint detached_month_pkey PRIMARY KEY (parent, starts_at)
);
grant select on detached_month to evens_app;

create table draft_slip (
  player_id uuid not null,
  slip jsonb not null,
  version bigint not null default 1,
  updated_at timestamp with time zone not null default clock_timestamp(),
  constraint draft_slip_pkey PRIMARY KEY (player_id)
);
grant insert (player_id, slip), select, update (slip, updated_at, version) on draft_slip to evens_app;

create table duplicate_case (
  id uuid not null,
  player_id uuid not null,
  other_id uuid not null,
  match text not null,
  status text not null default 'open'::text,
  opened_at timestamp with time zone not null default clock_timestamp(),
  decided_at timestamp with time zone,
  decided_by uuid,
  note text,
  constraint duplicate_case_pkey PRIMARY KEY (id),
  constraint duplicate_case_pair UNIQUE (player_id, other_id),
  constraint duplicate_case_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff_account(id),
  constraint duplicate_case_other_id_fkey FOREIGN KEY (other_id) REFERENCES player(id),
  constraint duplicate_case_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint duplicate_case_decided CHECK (((status = 'open'::text) = (decided_at IS NULL))),
  constraint duplicate_case_match_check CHECK ((match = ANY (ARRAY['exact'::text, 'close'::text, 'instrument'::text]))),
  constraint duplicate_case_status_check CHECK ((status = ANY (ARRAY['open'::text, 'same'::text, 'different'::text]))),
  constraint duplicate_case_two CHECK ((player_id <> other_id))
);
CREATE INDEX duplicate_case_open ON public.duplicate_case USING btree (opened_at) WHERE (status = 'open'::text);
grant insert (id, match, other_id, player_id), select, update (decided_at, decided_by, note, status) on duplicate_case to evens_app;

create table event (
  id text not null,
  provider text not null,
  competition_id text not null,
  starts_at timestamp with time zone not null,
  status smallint not null default 0,
  score jsonb not null default '{}'::jsonb,
  version bigint not null default 0,
  feed_timestamp bigint not null default 0,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null default clock_timestamp(),
  updated_at timestamp with time zone not null default clock_timestamp(),
  fixture_timestamp bigint not null default 0,
  status_at timestamp with time zone not null default clock_timestamp(),
  started_at timestamp with time zone,
  own_name text,
  model jsonb,
  combinable boolean not null default true,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_competition_id_fkey FOREIGN KEY (competition_id) REFERENCES competition(id)
);
CREATE INDEX event_abandoned ON public.event USING btree (status_at) WHERE (status = ANY (ARRAY[7, 9]));
CREATE INDEX event_competition ON public.event USING btree (competition_id, starts_at);
CREATE INDEX event_open ON public.event USING btree (status, starts_at) WHERE (status = ANY (ARRAY[0, 1, 2, 6, 7]));
CREATE INDEX event_recent ON public.event USING btree (starts_at DESC);
CREATE INDEX event_waiting ON public.event USING btree (starts_at) WHERE (status = ANY (ARRAY[0, 6, 8]));
grant insert, select, update (combinable, competition_id, ended_at, feed_timestamp, fixture_timestamp, model, own_name, score, started_at, starts_at, status, status_at, updated_at, version) on event to evens_app;

create table event_control (
  event_id text not null,
  version integer not null,
  stake_max bigint,
  payout_max bigint,
  at timestamp with time zone not null default clock_timestamp(),
  by uuid,
  constraint event_control_pkey PRIMARY KEY (event_id),
  constraint event_control_by_fkey FOREIGN KEY (by) REFERENCES staff_account(id),
  constraint event_control_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint event_control_payout_max_check CHECK (((payout_max >= 1) AND (payout_max <= '1000000000000000'::bigint))),
  constraint event_control_stake_max_check CHECK (((stake_max >= 1) AND (stake_max <= '1000000000000000'::bigint))),
  constraint event_control_version_check CHECK ((version > 0))
);
grant insert, select, update (at, by, payout_max, stake_max, version) on event_control to evens_app;

create table event_move (
  id bigint not null generated always as identity,
  event_id text not null,
  starts_at timestamp with time zone not null,
  moved_at timestamp with time zone not null default clock_timestamp(),
  closed_at timestamp with time zone,
  constraint event_move_pkey PRIMARY KEY (id),
  constraint event_move_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id)
);
CREATE INDEX event_move_event ON public.event_move USING btree (event_id, id);
CREATE INDEX event_move_open ON public.event_move USING btree (starts_at) WHERE (closed_at IS NULL);
grant insert (event_id, starts_at), select, update (closed_at) on event_move to evens_app;

create table event_participant (
  event_id text not null,
  "position" smallint not null,
  role text,
  competitor_id text not null,
  constraint event_participant_pkey PRIMARY KEY (event_id, "position"),
  constraint event_participant_competitor_id_fkey FOREIGN KEY (competitor_id) REFERENCES competitor(id),
  constraint event_participant_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint event_participant_position_check CHECK (("position" >= 0)),
  constraint event_participant_role_check CHECK ((role = ANY (ARRAY['home'::text, 'away'::text])))
);
CREATE INDEX event_participant_competitor ON public.event_participant USING btree (competitor_id);
grant insert, select, update (competitor_id, role) on event_participant to evens_app;

create table exchange_rate (
  id bigint not null generated always as identity,
  base character(3) not null,
  quote character(3) not null,
  rate numeric(30,15) not null,
  source text not null,
  as_of timestamp with time zone not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  constraint exchange_rate_pkey PRIMARY KEY (id),
  constraint exchange_rate_once UNIQUE (base, quote, source, as_of, rate),
  constraint exchange_rate_check CHECK ((base <> quote)),
  constraint exchange_rate_rate_check CHECK ((rate > (0)::numeric))
);
CREATE INDEX exchange_rate_latest ON public.exchange_rate USING btree (base, quote, as_of DESC, id DESC);
grant insert (as_of, base, quote, rate, source), select on exchange_rate to evens_app;

create table favourite (
  player_id uuid not null,
  kind text not null,
  subject text not null,
  at timestamp with time zone not null default clock_timestamp(),
  constraint favourite_pkey PRIMARY KEY (player_id, kind, subject),
  constraint favourite_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint favourite_kind_check CHECK ((kind = ANY (ARRAY['competition'::text, 'competitor'::text, 'market'::text]))),
  constraint favourite_subject_check CHECK (((char_length(subject) >= 1) AND (char_length(subject) <= 100)))
);
grant delete, insert, select on favourite to evens_app;

create table feed_message (
  id bigint not null default nextval('feed_message_id'::regclass),
  provider text not null,
  event_id text,
  kind text,
  provider_timestamp bigint,
  received_at timestamp with time zone not null default clock_timestamp(),
  stored_at timestamp with time zone not null default clock_timestamp(),
  fate text not null,
  error text,
  raw text not null,
  constraint feed_message_pkey PRIMARY KEY (id, stored_at),
  constraint feed_message_fate_check CHECK ((fate = ANY (ARRAY['applied'::text, 'duplicate'::text, 'outdated'::text, 'rejected'::text, 'unchanged'::text])))
) partition by range (stored_at);
CREATE INDEX feed_message_event ON ONLY public.feed_message USING btree (event_id, id);
CREATE INDEX feed_message_rejected ON ONLY public.feed_message USING btree (provider, id) WHERE (fate = 'rejected'::text);
CREATE INDEX feed_message_stored_at ON ONLY public.feed_message USING brin (stored_at) WITH (pages_per_range='16', autosummarize='on');
grant insert, select on feed_message to evens_app;

create table feed_provider (
  id text not null,
  state text not null default 'down'::text,
  state_since timestamp with time zone not null default clock_timestamp(),
  last_alive_at timestamp with time zone,
  last_message_at timestamp with time zone,
  lag_ms integer not null default 0,
  messages bigint not null default 0,
  rejected bigint not null default 0,
  lease_owner uuid,
  lease_until timestamp with time zone,
  cursor jsonb not null default '{}'::jsonb,
  recovery_asked_at timestamp with time zone,
  constraint feed_provider_pkey PRIMARY KEY (id),
  constraint feed_provider_state_check CHECK ((state = ANY (ARRAY['up'::text, 'down'::text, 'recovering'::text, 'delayed'::text])))
);
grant insert, select, update (cursor, lag_ms, last_alive_at, last_message_at, lease_owner, lease_until, messages, recovery_asked_at, rejected, state, state_since) on feed_provider to evens_app;

create table free_bet (
  id uuid not null,
  player_id uuid not null,
  currency character(3) not null,
  amount bigint not null,
  expires_at timestamp with time zone not null,
  min_odds bigint,
  sports text[] not null default '{}'::text[],
  kinds text[] not null default '{}'::text[],
  reason text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null default clock_timestamp(),
  origin_id uuid,
  state text not null default 'available'::text,
  ended_at timestamp with time zone,
  bet_id uuid,
  constraint free_bet_pkey PRIMARY KEY (id),
  constraint free_bet_bet_id_key UNIQUE (bet_id),
  constraint free_bet_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES staff_account(id),
  constraint free_bet_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint free_bet_amount_check CHECK ((amount > 0)),
  constraint free_bet_ended CHECK ((((state = 'available'::text) = (ended_at IS NULL)) AND ((state = 'used'::text) = (bet_id IS NOT NULL)))),
  constraint free_bet_from CHECK (((granted_by IS NULL) = (origin_id IS NOT NULL))),
  constraint free_bet_kinds_check CHECK ((kinds <@ '{single,accumulator}'::text[])),
  constraint free_bet_min_odds_check CHECK ((min_odds > 10000)),
  constraint free_bet_state_check CHECK ((state = ANY (ARRAY['available'::text, 'used'::text, 'expired'::text, 'withdrawn'::text])))
);
CREATE INDEX free_bet_expiry ON public.free_bet USING btree (expires_at) WHERE (state = 'available'::text);
CREATE INDEX free_bet_player ON public.free_bet USING btree (player_id, id DESC);
grant insert (amount, currency, expires_at, granted_by, id, kinds, min_odds, player_id, reason, sports), select on free_bet to evens_app;

create table harm_scan (
  single boolean not null default true,
  until timestamp with time zone not null,
  constraint harm_scan_pkey PRIMARY KEY (single),
  constraint harm_scan_single_check CHECK (single)
);
grant select, update (until) on harm_scan to evens_app;

create table harm_score (
  player_id uuid not null,
  scored_at timestamp with time zone not null,
  weights integer not null,
  score double precision not null,
  contributions jsonb not null,
  constraint harm_score_pkey PRIMARY KEY (player_id),
  constraint harm_score_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint harm_score_weights_fkey FOREIGN KEY (weights) REFERENCES harm_weights(version)
);
CREATE INDEX harm_score_highest ON public.harm_score USING btree (score DESC);
grant insert, select, update on harm_score to evens_app;

create table harm_weights (
  version integer not null,
  weights jsonb not null,
  thresholds jsonb not null,
  note text not null,
  made_at timestamp with time zone not null default clock_timestamp(),
  constraint harm_weights_pkey PRIMARY KEY (version)
);
grant select on harm_weights to evens_app;

create table identity_change (
  id bigint not null generated always as identity,
  player_id uuid not null,
  level text not null,
  action text not null,
  before text not null,
  after text not null,
  submission_id uuid,
  provider text,
  reason text,
  made_by uuid,
  at timestamp with time zone not null default clock_timestamp(),
  constraint identity_change_pkey PRIMARY KEY (id),
  constraint identity_change_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff_account(id),
  constraint identity_change_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint identity_change_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES identity_submission(id)
);
CREATE INDEX identity_change_player ON public.identity_change USING btree (player_id, id DESC);
grant select on identity_change to evens_app;

create table identity_document (
  id uuid not null,
  submission_id uuid,
  player_id uuid not null,
  kind text not null,
  content bytea,
  width integer not null,
  height integer not null,
  uploaded_at timestamp with time zone not null default clock_timestamp(),
  deleted_at timestamp with time zone,
  reference text,
  constraint identity_document_pkey PRIMARY KEY (id),
  constraint identity_document_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint identity_document_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES identity_submission(id),
  constraint identity_document_about CHECK (((submission_id IS NULL) = (reference IS NOT NULL))),
  constraint identity_document_deleted CHECK (((content IS NULL) = (deleted_at IS NOT NULL))),
  constraint identity_document_height_check CHECK ((height > 0)),
  constraint identity_document_width_check CHECK ((width > 0))
);
CREATE INDEX identity_document_player ON public.identity_document USING btree (player_id);
CREATE INDEX identity_document_reference ON public.identity_document USING btree (reference) WHERE (reference IS NOT NULL);
CREATE INDEX identity_document_submission ON public.identity_document USING btree (submission_id, uploaded_at);
grant delete, insert (content, height, id, kind, player_id, reference, submission_id, width), select, update (content, deleted_at) on identity_document to evens_app;

create table identity_event (
  provider text not null,
  event_id text not null,
  kind text not null,
  reference text not null,
  body bytea not null,
  received_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  constraint identity_event_pkey PRIMARY KEY (provider, event_id)
);
CREATE INDEX identity_event_open ON public.identity_event USING btree (received_at) WHERE (ended_at IS NULL);
grant delete, insert (body, event_id, kind, provider, reference), select, update (ended_at) on identity_event to evens_app;

create table identity_level (
  player_id uuid not null,
  level text not null,
  state text not null,
  submission_id uuid,
  provider text,
  reason text,
  changed_at timestamp with time zone not null default clock_timestamp(),
  valid_until timestamp with time zone,
  constraint identity_level_pkey PRIMARY KEY (player_id, level),
  constraint identity_level_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint identity_level_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES identity_submission(id),
  constraint identity_level_level CHECK ((level = ANY (ARRAY['age'::text, 'identity'::text, 'address'::text]))),
  constraint identity_level_state CHECK ((state = ANY (ARRAY['unverified'::text, 'pending'::text, 'verified'::text, 'refused'::text, 'expired'::text])))
);
CREATE INDEX identity_level_expiry ON public.identity_level USING btree (valid_until) WHERE ((state = 'verified'::text) AND (valid_until IS NOT NULL));
grant select on identity_level to evens_app;

create table identity_submission (
  id uuid not null,
  player_id uuid not null,
  provider text not null,
  reference text,
  levels text[] not null default '{}'::text[],
  status text not null default 'draft'::text,
  created_at timestamp with time zone not null default clock_timestamp(),
  submitted_at timestamp with time zone,
  ended_at timestamp with time zone,
  reason text,
  note text,
  ended_by uuid,
  constraint identity_submission_pkey PRIMARY KEY (id),
  constraint identity_submission_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES staff_account(id),
  constraint identity_submission_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint identity_submission_ended CHECK (((ended_at IS NOT NULL) = (status = ANY (ARRAY['approved'::text, 'refused'::text, 'cancelled'::text])))),
  constraint identity_submission_status CHECK ((status = ANY (ARRAY['draft'::text, 'pending'::text, 'approved'::text, 'refused'::text, 'cancelled'::text]))),
  constraint identity_submission_submitted CHECK (((status = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (submitted_at IS NOT NULL)))
);
CREATE INDEX identity_submission_player ON public.identity_submission USING btree (player_id, created_at DESC);
CREATE INDEX identity_submission_queue ON public.identity_submission USING btree (submitted_at) WHERE (status = 'pending'::text);
CREATE UNIQUE INDEX identity_submission_draft ON public.identity_submission USING btree (player_id) WHERE (status = 'draft'::text);
CREATE UNIQUE INDEX identity_submission_reference ON public.identity_submission USING btree (provider, reference) WHERE (reference IS NOT NULL);
grant insert (id, levels, player_id, provider, status, submitted_at), select, update (ended_at, ended_by, levels, note, reason, reference, status, submitted_at) on identity_submission to evens_app;

create table incident (
  event_id text not null,
  number integer not null,
  kind text not null,
  detail jsonb not null default '{}'::jsonb,
  revoked boolean not null default false,
  at timestamp with time zone not null default clock_timestamp(),
  version bigint not null default 0,
  participant smallint,
  constraint incident_pkey PRIMARY KEY (event_id, number),
  constraint incident_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint incident_participant_check CHECK ((participant >= 1))
);
CREATE INDEX incident_changed ON public.incident USING btree (event_id, version);
CREATE TRIGGER incident_version BEFORE INSERT OR UPDATE ON public.incident FOR EACH ROW EXECUTE FUNCTION incident_version();
grant insert, select, update (at, detail, kind, participant, revoked, version) on incident to evens_app;

create table instrument_block (
  id uuid not null,
  instrument_id uuid not null,
  fingerprint text,
  reason text not null,
  blocked_by uuid not null,
  blocked_at timestamp with time zone not null default clock_timestamp(),
  lifted_by uuid,
  lifted_at timestamp with time zone,
  constraint instrument_block_pkey PRIMARY KEY (id),
  constraint instrument_block_blocked_by_fkey FOREIGN KEY (blocked_by) REFERENCES staff_account(id),
  constraint instrument_block_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES payment_instrument(id),
  constraint instrument_block_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES staff_account(id),
  constraint instrument_block_check CHECK (((lifted_by IS NULL) = (lifted_at IS NULL)))
);
CREATE INDEX instrument_block_fingerprint ON public.instrument_block USING btree (fingerprint) WHERE (lifted_at IS NULL);
CREATE UNIQUE INDEX instrument_block_active ON public.instrument_block USING btree (instrument_id) WHERE (lifted_at IS NULL);
grant insert (blocked_by, fingerprint, id, instrument_id, reason), select, update (lifted_at, lifted_by) on instrument_block to evens_app;

create table known_device (
  account_id uuid not null,
  device_id uuid not null,
  first_seen_at timestamp with time zone not null default clock_timestamp(),
  last_seen_at timestamp with time zone not null default clock_timestamp(),
  constraint known_device_pkey PRIMARY KEY (account_id, device_id)
);
grant delete, insert (account_id, device_id), select, update (last_seen_at) on known_device to evens_app;

create table ledger_account (
  id bigint not null generated always as identity,
  kind text not null,
  owner_id uuid,
  detail text not null default ''::text,
  currency character(3) not null,
  balance bigint not null default 0,
  held bigint not null default 0,
  version bigint not null default 0,
  minimum bigint not null default 0,
  created_at timestamp with time zone not null default clock_timestamp(),
  hold_version bigint not null default 0,
  constraint ledger_account_pkey PRIMARY KEY (id),
  constraint ledger_account_held_check CHECK ((held >= 0)),
  constraint ledger_account_kind_check CHECK ((kind = ANY (ARRAY['player_cash'::text, 'player_bonus'::text, 'player_receivable'::text, 'open_bets'::text, 'sportsbook_income'::text, 'casino_income'::text, 'promotions_expense'::text, 'deposits_clearing'::text, 'withdrawals_pending'::text, 'payment_fees'::text, 'chargebacks_receivable'::text, 'adjustments'::text, 'suspense'::text, 'fx'::text, 'rounding'::text]))),
  constraint ledger_account_minimum CHECK (((balance - held) >= minimum)),
  constraint ledger_account_owner CHECK (((kind ~~ 'player\_%'::text) = (owner_id IS NOT NULL))),
  constraint ledger_account_receivable CHECK (((kind <> 'player_receivable'::text) OR (balance <= 0)))
) with (fillfactor=50);
CREATE INDEX ledger_account_house ON public.ledger_account USING btree (kind, currency) WHERE (owner_id IS NULL);
CREATE INDEX ledger_account_receivable ON public.ledger_account USING btree (owner_id) WHERE (kind = 'player_receivable'::text);
CREATE UNIQUE INDEX ledger_account_identity ON public.ledger_account USING btree (owner_id, kind, currency, detail) NULLS NOT DISTINCT;
CREATE TRIGGER ledger_account_hold BEFORE UPDATE OF held ON public.ledger_account FOR EACH ROW WHEN ((old.held <> new.held)) EXECUTE FUNCTION ledger_number_hold();
grant select on ledger_account to evens_app;

create table ledger_carried (
  account_id bigint not null,
  amount bigint not null,
  entries bigint not null,
  constraint ledger_carried_pkey PRIMARY KEY (account_id),
  constraint ledger_carried_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_account(id)
);
grant select on ledger_carried to evens_app;

create table ledger_entry (
  transfer_id uuid not null,
  account_id bigint not null,
  amount bigint not null,
  version bigint,
  balance_after bigint,
  created_at timestamp with time zone not null,
  constraint ledger_entry_amount_check CHECK ((amount <> 0))
) partition by range (created_at);
CREATE INDEX ledger_entry_house ON ONLY public.ledger_entry USING btree (account_id, created_at) WHERE (version IS NULL);
grant select on ledger_entry to evens_app;

create table ledger_flow (
  account_id bigint not null,
  hour timestamp with time zone not null,
  code text not null,
  amount bigint not null,
  constraint ledger_flow_pkey PRIMARY KEY (account_id, hour, code),
  constraint ledger_flow_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_tracked(account_id)
) with (fillfactor=80);
grant select on ledger_flow to evens_app;

create table ledger_hold (
  id uuid not null,
  debit_id bigint not null,
  credit_id bigint not null,
  amount bigint not null,
  currency character(3) not null,
  code text not null,
  reference text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint ledger_hold_pkey PRIMARY KEY (id),
  constraint ledger_hold_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES ledger_account(id),
  constraint ledger_hold_debit_id_fkey FOREIGN KEY (debit_id) REFERENCES ledger_account(id),
  constraint ledger_hold_amount_check CHECK ((amount > 0)),
  constraint ledger_hold_check CHECK ((debit_id <> credit_id))
);
CREATE INDEX ledger_hold_expiry ON public.ledger_hold USING btree (expires_at);
grant select on ledger_hold to evens_app;

create table ledger_hold_end (
  hold_id uuid not null,
  kind text not null,
  transfer_id uuid,
  posted bigint not null default 0,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint ledger_hold_end_pkey PRIMARY KEY (hold_id),
  constraint ledger_hold_end_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES ledger_hold(id),
  constraint ledger_hold_end_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint ledger_hold_end_check CHECK (((kind = 'posted'::text) = (transfer_id IS NOT NULL))),
  constraint ledger_hold_end_kind_check CHECK ((kind = ANY (ARRAY['posted'::text, 'voided'::text, 'expired'::text]))),
  constraint ledger_hold_end_posted_check CHECK ((posted >= 0))
);
grant select on ledger_hold_end to evens_app;

create table ledger_rollup (
  account_id bigint not null,
  day date not null,
  amount bigint not null,
  entries bigint not null,
  constraint ledger_rollup_pkey PRIMARY KEY (account_id, day),
  constraint ledger_rollup_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_account(id)
);
grant select on ledger_rollup to evens_app;

create table ledger_tracked (
  account_id bigint not null,
  since timestamp with time zone not null,
  constraint ledger_tracked_pkey PRIMARY KEY (account_id),
  constraint ledger_tracked_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_account(id)
);
grant select on ledger_tracked to evens_app;

create table ledger_transfer (
  id uuid not null,
  debit_id bigint not null,
  credit_id bigint not null,
  amount bigint not null,
  currency character(3) not null,
  code text not null,
  reference text not null,
  reverses_id uuid,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint ledger_transfer_pkey PRIMARY KEY (id),
  constraint ledger_transfer_amount_check CHECK ((amount > 0)),
  constraint ledger_transfer_check CHECK ((debit_id <> credit_id))
);
CREATE INDEX ledger_transfer_reference ON public.ledger_transfer USING btree (reference) WHERE (code <> ALL (ARRAY['bet_stake'::text, 'bet_stake_settled'::text, 'bet_return'::text, 'bet_refund'::text]));
CREATE UNIQUE INDEX ledger_transfer_reverses ON public.ledger_transfer USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);
grant select on ledger_transfer to evens_app;

create table mail (
  id uuid not null,
  player_id uuid not null,
  dedupe_key text not null,
  name text not null,
  data jsonb not null,
  address text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  failure text,
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_player_id_dedupe_key_key UNIQUE (player_id, dedupe_key),
  constraint mail_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint mail_check CHECK (((sent_at IS NULL) OR (failed_at IS NULL))),
  constraint mail_check1 CHECK (((failed_at IS NULL) = (failure IS NULL)))
);
CREATE INDEX mail_newest ON public.mail USING btree (created_at DESC);
grant delete, insert (address, data, dedupe_key, id, name, player_id), select, update (failed_at, failure, sent_at) on mail to evens_app;

create table market (
  id text not null,
  event_id text not null,
  market_type text not null,
  specifiers text not null default ''::text,
  status smallint not null default 1,
  version bigint not null,
  settlement_version integer not null default 0,
  certainty smallint,
  settled_at timestamp with time zone,
  created_at timestamp with time zone not null default clock_timestamp(),
  void_windows tstzmultirange not null default '{}'::tstzmultirange,
  settled_through integer not null default 0,
  groups text[] not null default '{}'::text[],
  feed_status smallint,
  written jsonb,
  constraint market_pkey PRIMARY KEY (id),
  constraint market_event_id_market_type_specifiers_key UNIQUE (event_id, market_type, specifiers),
  constraint market_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint market_feed_status_check CHECK (((feed_status >= '-2'::integer) AND (feed_status <= 1))),
  constraint market_status_check CHECK (((status >= '-4'::integer) AND (status <= 1)))
);
CREATE INDEX market_changed ON public.market USING btree (event_id, version);
CREATE INDEX market_to_settle ON public.market USING btree (id) WHERE (settled_through < settlement_version);
grant insert, select, update (certainty, feed_status, groups, settled_at, settlement_version, status, version, void_windows, written) on market to evens_app;

create table market_control (
  market_id text not null,
  event_id text not null,
  version integer not null,
  off boolean,
  method text,
  overround double precision,
  at timestamp with time zone not null default clock_timestamp(),
  by uuid,
  stake_max bigint,
  payout_max bigint,
  constraint market_control_pkey PRIMARY KEY (market_id),
  constraint market_control_by_fkey FOREIGN KEY (by) REFERENCES staff_account(id),
  constraint market_control_event_id_fkey FOREIGN KEY (event_id) REFERENCES event(id),
  constraint market_control_market_id_fkey FOREIGN KEY (market_id) REFERENCES market(id),
  constraint market_control_check CHECK (((method IS NULL) = (overround IS NULL))),
  constraint market_control_method_check CHECK ((method = ANY (ARRAY['multiplicative'::text, 'additive'::text, 'power'::text, 'shin'::text]))),
  constraint market_control_overround_check CHECK (((overround >= (1)::double precision) AND (overround <= (2)::double precision))),
  constraint market_control_payout_max_check CHECK (((payout_max >= 1) AND (payout_max <= '1000000000000000'::bigint))),
  constraint market_control_stake_max_check CHECK (((stake_max >= 1) AND (stake_max <= '1000000000000000'::bigint))),
  constraint market_control_version_check CHECK ((version > 0))
);
CREATE INDEX market_control_event ON public.market_control USING btree (event_id);
grant insert, select, update (at, by, method, off, overround, payout_max, stake_max, version) on market_control to evens_app;

create table market_exposure (
  market_id text not null,
  outcome_key text not null,
  shard smallint not null,
  bets bigint not null default 0,
  stake bigint not null default 0,
  payout bigint not null default 0,
  constraint market_exposure_pkey PRIMARY KEY (market_id, outcome_key, shard)
);
grant select on market_exposure to evens_app;

create table market_settlement (
  id bigint not null generated always as identity,
  market_id text not null,
  kind text not null,
  source text not null,
  at timestamp with time zone not null,
  taken_at timestamp with time zone not null default clock_timestamp(),
  certainty smallint,
  outcomes jsonb,
  decided_at timestamp with time zone,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  by uuid,
  constraint market_settlement_pkey PRIMARY KEY (id),
  constraint market_settlement_by_fkey FOREIGN KEY (by) REFERENCES staff_account(id),
  constraint market_settlement_market_id_fkey FOREIGN KEY (market_id) REFERENCES market(id),
  constraint market_settlement_certainty_check CHECK ((certainty = ANY (ARRAY[1, 2]))),
  constraint market_settlement_check CHECK (((kind = 'result'::text) = ((certainty IS NOT NULL) AND (outcomes IS NOT NULL)))),
  constraint market_settlement_check1 CHECK ((starts_at <= ends_at)),
  constraint market_settlement_kind_check CHECK ((kind = ANY (ARRAY['result'::text, 'rollback_result'::text, 'cancel'::text, 'rollback_cancel'::text]))),
  constraint market_settlement_source_check CHECK ((source = ANY (ARRAY['feed'::text, 'staff'::text, 'rule'::text])))
);
CREATE UNIQUE INDEX market_settlement_once ON public.market_settlement USING btree (market_id, kind, source, at, certainty, starts_at, ends_at, md5((outcomes)::text)) NULLS NOT DISTINCT;
grant insert, select on market_settlement to evens_app;

create table notification (
  player_id uuid not null,
  dedupe_key text not null,
  name text not null,
  data jsonb not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  read_at timestamp with time zone,
  constraint notification_pkey PRIMARY KEY (player_id, dedupe_key),
  constraint notification_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE INDEX notification_newest ON public.notification USING btree (player_id, created_at DESC);
grant delete, insert (data, dedupe_key, name, player_id), select, update (created_at, data, name, read_at) on notification to evens_app;

create table notification_preference (
  player_id uuid not null,
  category text not null,
  channel text not null,
  wanted boolean not null,
  changed_at timestamp with time zone not null default clock_timestamp(),
  constraint notification_preference_pkey PRIMARY KEY (player_id, category, channel),
  constraint notification_preference_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
grant insert (category, channel, player_id, wanted), select, update (changed_at, wanted) on notification_preference to evens_app;

create table oidc_identity (
  issuer text not null,
  subject text not null,
  player_id uuid not null,
  email text,
  created_at timestamp with time zone not null default clock_timestamp(),
  last_used_at timestamp with time zone not null default clock_timestamp(),
  constraint oidc_identity_pkey PRIMARY KEY (issuer, subject),
  constraint oidc_identity_player_id_issuer_key UNIQUE (player_id, issuer),
  constraint oidc_identity_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
grant delete, insert (email, issuer, player_id, subject), select, update (email, last_used_at) on oidc_identity to evens_app;

create table outbox (
  id bigint not null generated always as identity,
  kind text not null,
  payload jsonb not null,
  request_id text,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint outbox_pkey PRIMARY KEY (id)
);
grant delete, insert (kind, payload, request_id), select, update (id) on outbox to evens_app;

create table outbox_parked (
  id bigint not null generated always as identity,
  kind text not null,
  payload jsonb not null,
  request_id text,
  reason text not null,
  detail text,
  parked_at timestamp with time zone not null default clock_timestamp(),
  constraint outbox_parked_pkey PRIMARY KEY (id),
  constraint outbox_parked_reason_check CHECK ((reason = ANY (ARRAY['unknown_kind'::text, 'invalid_payload'::text, 'invalid_bundle'::text, 'subscriber_failed'::text])))
);
grant delete, insert (detail, kind, payload, reason, request_id), select on outbox_parked to evens_app;

create table outcome (
  market_id text not null,
  key text not null,
  "position" smallint not null,
  odds bigint,
  probability double precision,
  active boolean not null default true,
  result smallint,
  void_factor numeric(2,1),
  dead_heat_numerator integer,
  dead_heat_denominator integer,
  decided_at timestamp with time zone,
  feed_odds bigint,
  early_at timestamp with time zone,
  constraint outcome_pkey PRIMARY KEY (market_id, key),
  constraint outcome_market_id_fkey FOREIGN KEY (market_id) REFERENCES market(id),
  constraint outcome_check CHECK ((dead_heat_denominator >= dead_heat_numerator)),
  constraint outcome_dead_heat CHECK (((dead_heat_numerator IS NULL) = (dead_heat_denominator IS NULL))),
  constraint outcome_dead_heat_numerator_check CHECK ((dead_heat_numerator > 0)),
  constraint outcome_result_check CHECK ((result = ANY (ARRAY[0, 1]))),
  constraint outcome_void_factor_check CHECK ((void_factor = ANY (ARRAY[0.5, (1)::numeric])))
);
CREATE INDEX outcome_early ON public.outcome USING btree (market_id) WHERE (early_at IS NOT NULL);
grant insert, select, update (active, dead_heat_denominator, dead_heat_numerator, decided_at, early_at, feed_odds, odds, position, probability, result, void_factor) on outcome to evens_app;

create table passkey (
  id uuid not null,
  player_id uuid,
  staff_id uuid,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint passkey_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id),
  constraint passkey_check CHECK ((num_nonnulls(player_id, staff_id) = 1))
);
CREATE INDEX passkey_player ON public.passkey USING btree (player_id) WHERE (player_id IS NOT NULL);
CREATE INDEX passkey_staff ON public.passkey USING btree (staff_id) WHERE (staff_id IS NOT NULL);
grant delete, insert (counter, credential_id, id, name, player_id, public_key, staff_id, synced, transports), select, update (counter, last_used_at, name, synced) on passkey to evens_app;

create table passkey_challenge_used (
  challenge text not null,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_used_pkey PRIMARY KEY (challenge)
);
grant delete, insert (challenge, expires_at), select on passkey_challenge_used to evens_app;

create table payment (
  id uuid not null,
  player_id uuid not null,
  direction text not null,
  provider text not null,
  method text not null,
  amount bigint not null,
  currency character(3) not null,
  state text not null,
  version integer not null default 1,
  idempotency_key text not null,
  input_hash bytea not null,
  object_id text,
  reason text,
  transfer_id uuid,
  created_at timestamp with time zone not null default clock_timestamp(),
  changed_at timestamp with time zone not null default clock_timestamp(),
  instrument_id uuid,
  reversed bigint not null default 0,
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_direction UNIQUE (id, direction),
  constraint payment_key UNIQUE (player_id, idempotency_key),
  constraint payment_object UNIQUE (provider, object_id),
  constraint payment_transfer_id_key UNIQUE (transfer_id),
  constraint payment_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES payment_instrument(id),
  constraint payment_newest_transition FOREIGN KEY (id, version, state) REFERENCES payment_transition(payment_id, version, to_state) DEFERRABLE INITIALLY DEFERRED,
  constraint payment_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint payment_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint payment_amount_check CHECK ((amount > 0)),
  constraint payment_credited CHECK (((direction <> 'deposit'::text) OR ((state = 'succeeded'::text) = (transfer_id IS NOT NULL)))),
  constraint payment_direction_check CHECK ((direction = ANY (ARRAY['deposit'::text, 'withdrawal'::text]))),
  constraint payment_key_canonical CHECK ((idempotency_key = lower(idempotency_key))),
  constraint payment_reversed CHECK ((((reversed >= 0) AND (reversed <= amount)) AND ((reversed = 0) OR ((direction = 'deposit'::text) AND (state = 'succeeded'::text))))),
  constraint payment_taken CHECK (((direction <> 'withdrawal'::text) OR (state <> ALL (ARRAY['sent'::text, 'paid'::text, 'returned'::text])) OR (transfer_id IS NOT NULL)))
);
CREATE INDEX payment_newest ON public.payment USING btree (created_at DESC, id DESC);
CREATE INDEX payment_open ON public.payment USING btree (changed_at) WHERE (state = ANY (ARRAY['created'::text, 'requires_action'::text, 'processing'::text, 'requested'::text, 'in_review'::text, 'approved'::text, 'sent'::text]));
CREATE INDEX payment_player ON public.payment USING btree (player_id, created_at DESC);
CREATE INDEX payment_review ON public.payment USING btree (created_at) WHERE (state = ANY (ARRAY['in_review'::text, 'information_needed'::text]));
grant insert (amount, currency, direction, id, idempotency_key, input_hash, method, player_id, provider, state), select, update (changed_at, instrument_id, object_id, reason, reversed, state, transfer_id, version) on payment to evens_app;

create table payment_assignment (
  payment_id uuid not null,
  staff_id uuid not null,
  taken_at timestamp with time zone not null default clock_timestamp(),
  constraint payment_assignment_pkey PRIMARY KEY (payment_id),
  constraint payment_assignment_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_assignment_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id)
);
grant delete, insert (payment_id, staff_id), select, update (staff_id, taken_at) on payment_assignment to evens_app;

create table payment_check (
  payment_id uuid not null,
  name text not null,
  passed boolean not null,
  at timestamp with time zone not null default clock_timestamp(),
  constraint payment_check_pkey PRIMARY KEY (payment_id, name),
  constraint payment_check_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id)
);
grant insert (name, passed, payment_id), select on payment_check to evens_app;

create table payment_customer (
  player_id uuid not null,
  provider text not null,
  object_id text not null,
  constraint payment_customer_pkey PRIMARY KEY (player_id, provider),
  constraint payment_customer_object UNIQUE (provider, object_id),
  constraint payment_customer_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
grant insert (object_id, player_id, provider), select on payment_customer to evens_app;

create table payment_dispute (
  id uuid not null,
  provider text not null,
  object_id text not null,
  kind text not null,
  payment_id uuid not null,
  player_id uuid not null,
  amount bigint not null,
  currency character(3) not null,
  reason text,
  respond_by timestamp with time zone,
  result text,
  opened_at timestamp with time zone not null default clock_timestamp(),
  closed_at timestamp with time zone,
  closed_by uuid,
  constraint payment_dispute_pkey PRIMARY KEY (id),
  constraint payment_dispute_once UNIQUE (provider, object_id),
  constraint payment_dispute_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_dispute_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint payment_dispute_amount_check CHECK ((amount > 0)),
  constraint payment_dispute_check CHECK (((result IS NULL) = (closed_at IS NULL))),
  constraint payment_dispute_kind_check CHECK ((kind = ANY (ARRAY['dispute'::text, 'inquiry'::text, 'fraud_warning'::text, 'review'::text]))),
  constraint payment_dispute_result_check CHECK ((result = ANY (ARRAY['won'::text, 'lost'::text, 'closed'::text])))
);
CREATE INDEX payment_dispute_payment ON public.payment_dispute USING btree (payment_id);
CREATE INDEX payment_dispute_player ON public.payment_dispute USING btree (player_id) WHERE (result IS NULL);
grant insert (amount, closed_at, currency, id, kind, object_id, payment_id, player_id, provider, reason, respond_by, result), select, update (closed_at, closed_by, kind, reason, respond_by, result) on payment_dispute to evens_app;

create table payment_exception (
  id uuid not null,
  provider text not null,
  object_id text not null,
  problem text not null,
  payment_id uuid,
  amount bigint not null,
  currency text not null,
  transfer_id uuid,
  opened_at timestamp with time zone not null default clock_timestamp(),
  resolution text,
  resolved_by uuid,
  resolved_at timestamp with time zone,
  resolved_transfer_id uuid,
  assigned_payment_id uuid,
  constraint payment_exception_pkey PRIMARY KEY (id),
  constraint payment_exception_assigned_payment_id_key UNIQUE (assigned_payment_id),
  constraint payment_exception_once UNIQUE (provider, object_id, problem),
  constraint payment_exception_resolved_transfer_id_key UNIQUE (resolved_transfer_id),
  constraint payment_exception_transfer_id_key UNIQUE (transfer_id),
  constraint payment_exception_assigned_payment_id_fkey FOREIGN KEY (assigned_payment_id) REFERENCES payment(id),
  constraint payment_exception_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_exception_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES staff_account(id),
  constraint payment_exception_resolved_transfer_id_fkey FOREIGN KEY (resolved_transfer_id) REFERENCES ledger_transfer(id),
  constraint payment_exception_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint payment_exception_problem_check CHECK ((problem ~ '^[a-z_]{2,40}$'::text)),
  constraint payment_exception_resolution_check CHECK ((resolution = ANY (ARRAY['assigned'::text, 'returned'::text, 'dismissed'::text]))),
  constraint payment_exception_resolved CHECK ((((resolution IS NULL) = (resolved_at IS NULL)) AND ((resolution IS NULL) = (resolved_by IS NULL)) AND ((COALESCE(resolution, ''::text) = ANY (ARRAY['assigned'::text, 'returned'::text])) = (resolved_transfer_id IS NOT NULL)) AND ((COALESCE(resolution, ''::text) = 'assigned'::text) = (assigned_payment_id IS NOT NULL)) AND ((COALESCE(resolution, ''::text) <> 'dismissed'::text) OR (transfer_id IS NULL))))
);
CREATE INDEX payment_exception_newest ON public.payment_exception USING btree (opened_at DESC);
CREATE INDEX payment_exception_open ON public.payment_exception USING btree (opened_at) WHERE (resolution IS NULL);
grant insert (amount, currency, id, object_id, payment_id, problem, provider, transfer_id), select, update (assigned_payment_id, resolution, resolved_at, resolved_by, resolved_transfer_id) on payment_exception to evens_app;

create table payment_exchange (
  payment_id uuid not null,
  currency character(3) not null,
  amount bigint not null,
  credited bigint not null,
  rounding bigint not null,
  rate_numerator numeric not null,
  rate_denominator numeric not null,
  sources text[] not null,
  rate_as_of timestamp with time zone not null,
  constraint payment_exchange_pkey PRIMARY KEY (payment_id),
  constraint payment_exchange_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_exchange_amount_check CHECK ((amount > 0)),
  constraint payment_exchange_credited_check CHECK ((credited > 0)),
  constraint payment_exchange_rate_denominator_check CHECK ((rate_denominator > (0)::numeric)),
  constraint payment_exchange_rate_numerator_check CHECK ((rate_numerator > (0)::numeric)),
  constraint payment_exchange_rounding_check CHECK ((rounding = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
grant insert (amount, credited, currency, payment_id, rate_as_of, rate_denominator, rate_numerator, rounding, sources), select on payment_exchange to evens_app;

create table payment_information (
  id uuid not null,
  payment_id uuid not null,
  note text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null default clock_timestamp(),
  outcome text,
  ended_at timestamp with time zone,
  constraint payment_information_pkey PRIMARY KEY (id),
  constraint payment_information_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff_account(id),
  constraint payment_information_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_information_check CHECK (((outcome IS NULL) = (ended_at IS NULL))),
  constraint payment_information_note_check CHECK ((note <> ''::text)),
  constraint payment_information_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'withdrawn'::text])))
);
CREATE INDEX payment_information_payment ON public.payment_information USING btree (payment_id, asked_at DESC);
CREATE UNIQUE INDEX payment_information_open ON public.payment_information USING btree (payment_id) WHERE (ended_at IS NULL);
grant insert (asked_by, id, note, payment_id), select, update (ended_at, outcome) on payment_information to evens_app;

create table payment_instrument (
  id uuid not null,
  player_id uuid not null,
  provider text not null,
  object_id text not null,
  method text not null,
  brand text not null,
  last4 text not null,
  fingerprint text,
  funding text,
  country text,
  exp_month integer,
  exp_year integer,
  created_at timestamp with time zone not null default clock_timestamp(),
  usable_from timestamp with time zone,
  removed_at timestamp with time zone,
  constraint payment_instrument_pkey PRIMARY KEY (id),
  constraint payment_instrument_object UNIQUE (provider, object_id, player_id),
  constraint payment_instrument_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE INDEX payment_instrument_fingerprint ON public.payment_instrument USING btree (fingerprint);
CREATE INDEX payment_instrument_player ON public.payment_instrument USING btree (player_id, created_at DESC);
CREATE UNIQUE INDEX payment_instrument_card ON public.payment_instrument USING btree (player_id, provider, fingerprint) WHERE ((fingerprint IS NOT NULL) AND (method = 'card'::text));
grant insert (brand, country, exp_month, exp_year, fingerprint, funding, id, last4, method, object_id, player_id, provider, usable_from), select, update (brand, country, exp_month, exp_year, funding, last4, object_id, removed_at, usable_from) on payment_instrument to evens_app;

create table payment_return (
  id uuid not null,
  exception_id uuid not null,
  state text not null default 'planned'::text,
  object_id text,
  reason text,
  asked_by uuid not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  changed_at timestamp with time zone not null default clock_timestamp(),
  constraint payment_return_pkey PRIMARY KEY (id),
  constraint payment_return_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff_account(id),
  constraint payment_return_exception_id_fkey FOREIGN KEY (exception_id) REFERENCES payment_exception(id),
  constraint payment_return_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX payment_return_open ON public.payment_return USING btree (created_at) WHERE (state = ANY (ARRAY['planned'::text, 'sent'::text]));
CREATE UNIQUE INDEX payment_return_once ON public.payment_return USING btree (exception_id) WHERE (state <> 'failed'::text);
grant insert (asked_by, exception_id, id), select, update (changed_at, object_id, reason, state) on payment_return to evens_app;

create table payment_reversal (
  id uuid not null,
  payment_id uuid not null,
  provider text not null,
  object_id text not null,
  step text not null,
  reason text not null,
  amount bigint not null,
  owed bigint not null default 0,
  transfer_id uuid not null,
  reinstates_id uuid,
  source text,
  at timestamp with time zone not null default clock_timestamp(),
  constraint payment_reversal_pkey PRIMARY KEY (id),
  constraint payment_reversal_once UNIQUE (provider, object_id, step),
  constraint payment_reversal_reinstates_id_key UNIQUE (reinstates_id),
  constraint payment_reversal_transfer_id_key UNIQUE (transfer_id),
  constraint payment_reversal_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payment_reversal_reinstates_id_fkey FOREIGN KEY (reinstates_id) REFERENCES payment_reversal(id),
  constraint payment_reversal_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint payment_reversal_amount_check CHECK ((amount > 0)),
  constraint payment_reversal_check CHECK (((owed >= 0) AND (owed <= amount))),
  constraint payment_reversal_check1 CHECK (((reinstates_id IS NULL) OR (owed = 0))),
  constraint payment_reversal_reason_check CHECK ((reason = ANY (ARRAY['dispute'::text, 'refund'::text, 'recall'::text, 'reorganisation'::text])))
);
CREATE INDEX payment_reversal_payment ON public.payment_reversal USING btree (payment_id);
grant insert (amount, id, object_id, owed, payment_id, provider, reason, reinstates_id, source, step, transfer_id), select on payment_reversal to evens_app;

create table payment_step (
  direction text not null,
  from_state text not null,
  to_state text not null,
  constraint payment_step_pkey PRIMARY KEY (direction, from_state, to_state),
  constraint payment_step_direction_check CHECK ((direction = ANY (ARRAY['deposit'::text, 'withdrawal'::text])))
);
grant select on payment_step to evens_app;

create table payment_transition (
  payment_id uuid not null,
  version integer not null,
  direction text not null,
  from_state text,
  to_state text not null,
  before integer generated always as ((NULLIF(version, 1) - 1)) stored,
  cause text not null,
  source text,
  at timestamp with time zone not null default clock_timestamp(),
  constraint payment_transition_pkey PRIMARY KEY (payment_id, version),
  constraint payment_transition_state UNIQUE (payment_id, version, to_state),
  constraint payment_transition_before FOREIGN KEY (payment_id, before, from_state) REFERENCES payment_transition(payment_id, version, to_state),
  constraint payment_transition_payment FOREIGN KEY (payment_id, direction) REFERENCES payment(id, direction),
  constraint payment_transition_step FOREIGN KEY (direction, from_state, to_state) REFERENCES payment_step(direction, from_state, to_state),
  constraint payment_transition_begin CHECK (((version > 1) OR (to_state =
CASE direction
    WHEN 'deposit'::text THEN 'created'::text
    ELSE 'requested'::text
END))),
  constraint payment_transition_cause_check CHECK ((cause = ANY (ARRAY['request'::text, 'provider'::text, 'sweep'::text, 'check'::text, 'staff'::text, 'upgrade'::text]))),
  constraint payment_transition_first CHECK (((version = 1) = (from_state IS NULL))),
  constraint payment_transition_version_check CHECK ((version > 0))
);
grant insert (cause, direction, from_state, payment_id, source, to_state, version), select on payment_transition to evens_app;

create table payout (
  id uuid not null,
  payment_id uuid not null,
  provider text not null,
  refunds_id uuid,
  amount bigint not null,
  currency character(3) not null,
  state text not null default 'planned'::text,
  object_id text,
  reason text,
  created_at timestamp with time zone not null default clock_timestamp(),
  changed_at timestamp with time zone not null default clock_timestamp(),
  instrument_id uuid,
  constraint payout_pkey PRIMARY KEY (id),
  constraint payout_object UNIQUE (provider, object_id),
  constraint payout_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES payment_instrument(id),
  constraint payout_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payment(id),
  constraint payout_refunds_id_fkey FOREIGN KEY (refunds_id) REFERENCES payment(id),
  constraint payout_amount_check CHECK ((amount > 0)),
  constraint payout_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX payout_payment ON public.payout USING btree (payment_id);
CREATE INDEX payout_refunds ON public.payout USING btree (refunds_id);
grant insert (amount, currency, id, instrument_id, payment_id, provider, refunds_id), select, update (changed_at, object_id, reason, state) on payout to evens_app;

create table pending_bet (
  id uuid not null,
  player_id uuid not null,
  session_id uuid,
  idempotency_key text not null,
  currency character(3) not null,
  stake bigint not null,
  decision jsonb not null,
  delay_ms integer not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  outcome text,
  ended_at timestamp with time zone,
  combination uuid,
  combination_payout bigint,
  reason text not null default 'delay'::text,
  referred jsonb,
  ruling text,
  ruled_at timestamp with time zone,
  ruled_by uuid,
  offer jsonb,
  free_bet_id uuid,
  constraint pending_bet_pkey PRIMARY KEY (id),
  constraint pending_bet_ruled_by_fkey FOREIGN KEY (ruled_by) REFERENCES staff_account(id),
  constraint pending_bet_check CHECK (((outcome IS NULL) = (ended_at IS NULL))),
  constraint pending_bet_check2 CHECK (((combination IS NULL) = (combination_payout IS NULL))),
  constraint pending_bet_delay_ms_check CHECK ((delay_ms > 0)),
  constraint pending_bet_ended CHECK (((outcome = 'refused'::text) OR (ended_at >= due_at))),
  constraint pending_bet_key_canonical CHECK ((idempotency_key = lower(idempotency_key))),
  constraint pending_bet_offer CHECK (((offer IS NOT NULL) OR (ruling IS NULL) OR (ruling = ANY (ARRAY['accepted'::text, 'refused'::text])))),
  constraint pending_bet_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'refused'::text]))),
  constraint pending_bet_reason_check CHECK ((reason = ANY (ARRAY['delay'::text, 'referral'::text]))),
  constraint pending_bet_referral CHECK (((reason = 'referral'::text) = (referred IS NOT NULL))),
  constraint pending_bet_ruling CHECK ((((ruling IS NULL) = (ruled_at IS NULL)) AND ((ruling IS NULL) OR (reason = 'referral'::text)))),
  constraint pending_bet_ruling_check CHECK ((ruling = ANY (ARRAY['accepted'::text, 'refused'::text, 'offer_accepted'::text, 'offer_declined'::text]))),
  constraint pending_bet_stake_check CHECK ((stake > 0))
) partition by range (id);
CREATE INDEX pending_bet_due ON ONLY public.pending_bet USING btree (due_at) WHERE (ended_at IS NULL);
CREATE INDEX pending_bet_referrals ON ONLY public.pending_bet USING btree (due_at) WHERE ((reason = 'referral'::text) AND (ended_at IS NULL));
CREATE INDEX pending_bet_waiting ON ONLY public.pending_bet USING btree (player_id) WHERE (ended_at IS NULL);
grant select on pending_bet to evens_app;

create table play_session (
  id uuid not null default gen_random_uuid(),
  player_id uuid not null,
  started_at timestamp with time zone not null,
  last_active_at timestamp with time zone not null,
  check_minutes integer,
  checked_at timestamp with time zone not null,
  constraint play_session_pkey PRIMARY KEY (id),
  constraint play_session_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint play_session_check CHECK ((last_active_at >= started_at)),
  constraint play_session_check_minutes_check CHECK ((check_minutes > 0))
);
CREATE INDEX play_session_active ON public.play_session USING btree (last_active_at);
CREATE INDEX play_session_player ON public.play_session USING btree (player_id, last_active_at DESC);
grant select on play_session to evens_app;

create table player (
  id uuid not null,
  email text not null,
  password_hash text not null,
  display_name text not null,
  status text not null default 'active'::text,
  country character(2) not null,
  currency character(3) not null,
  birth_date date not null,
  stake_factor_bp integer not null default 10000,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default clock_timestamp(),
  demo boolean not null default false,
  email_verified_at timestamp with time zone,
  excluded_until timestamp with time zone,
  verified jsonb not null default '{}'::jsonb,
  identity_version integer not null default 0,
  erased_at timestamp with time zone,
  play_until timestamp with time zone,
  play_stop text,
  constraint player_pkey PRIMARY KEY (id),
  constraint player_email_key UNIQUE (email),
  constraint player_email_check CHECK ((email = lower(email))),
  constraint player_play_stop CHECK ((play_stop = ANY (ARRAY['reality_check'::text, 'session_limit'::text, 'limits_required'::text]))),
  constraint player_play_stops CHECK (((play_until IS NULL) = (play_stop IS NULL))),
  constraint player_stake_factor_bp_check CHECK (((stake_factor_bp >= 0) AND (stake_factor_bp <= 1000000))),
  constraint player_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE INDEX player_birth_date ON public.player USING btree (birth_date);
grant insert (birth_date, country, currency, display_name, email, id, password_hash, settings), select, update (email_verified_at, password_hash, settings) on player to evens_app;

create table player_exclusion (
  id uuid not null,
  player_id uuid not null,
  kind text not null,
  source text not null,
  reason text,
  made_by uuid,
  starts_at timestamp with time zone not null default clock_timestamp(),
  ends_at timestamp with time zone,
  constraint player_exclusion_pkey PRIMARY KEY (id),
  constraint player_exclusion_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff_account(id),
  constraint player_exclusion_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint player_exclusion_closure CHECK (((kind <> 'closure'::text) OR (ends_at IS NULL))),
  constraint player_exclusion_kind CHECK ((kind = ANY (ARRAY['time_out'::text, 'self_exclusion'::text, 'closure'::text, 'operator'::text, 'register'::text]))),
  constraint player_exclusion_order CHECK ((ends_at > starts_at)),
  constraint player_exclusion_time_out CHECK (((kind <> 'time_out'::text) OR (ends_at IS NOT NULL)))
);
CREATE INDEX player_exclusion_player ON public.player_exclusion USING btree (player_id, starts_at DESC);
CREATE TRIGGER exclusion_changed AFTER INSERT ON public.player_exclusion FOR EACH ROW EXECUTE FUNCTION exclusion_changed();
CREATE TRIGGER exclusion_starts BEFORE INSERT ON public.player_exclusion FOR EACH ROW EXECUTE FUNCTION exclusion_starts();
grant insert (ends_at, id, kind, made_by, player_id, reason, source), select on player_exclusion to evens_app;

create table player_exclusion_end (
  exclusion_id uuid not null,
  asked_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  ended_by text,
  reason text,
  constraint player_exclusion_end_pkey PRIMARY KEY (exclusion_id),
  constraint player_exclusion_end_exclusion_id_fkey FOREIGN KEY (exclusion_id) REFERENCES player_exclusion(id)
);
CREATE TRIGGER exclusion_changed AFTER INSERT ON public.player_exclusion_end FOR EACH ROW EXECUTE FUNCTION exclusion_changed();
CREATE TRIGGER exclusion_may_end BEFORE INSERT ON public.player_exclusion_end FOR EACH ROW EXECUTE FUNCTION exclusion_may_end();
grant insert (ended_by, ends_at, exclusion_id, reason), select on player_exclusion_end to evens_app;

create table player_interaction (
  id uuid not null,
  player_id uuid not null,
  kind text not null,
  note text not null,
  allows_limit boolean not null default false,
  limit_kind text,
  limit_period text,
  limit_amount bigint,
  made_by uuid not null,
  made_at timestamp with time zone not null default clock_timestamp(),
  constraint player_interaction_pkey PRIMARY KEY (id),
  constraint player_interaction_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff_account(id),
  constraint player_interaction_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint player_interaction_check CHECK (((NOT allows_limit) OR (kind = 'contact'::text))),
  constraint player_interaction_check1 CHECK (((kind = 'limit_proposed'::text) = (limit_kind IS NOT NULL))),
  constraint player_interaction_check2 CHECK ((((limit_kind IS NULL) = (limit_amount IS NULL)) AND ((limit_kind IS NULL) = (limit_period IS NULL)))),
  constraint player_interaction_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'limit_proposed'::text, 'message'::text]))),
  constraint player_interaction_limit_amount_check CHECK ((limit_amount >= 0))
);
CREATE INDEX player_interaction_player ON public.player_interaction USING btree (player_id, made_at DESC);
grant insert (allows_limit, id, kind, limit_amount, limit_kind, limit_period, made_by, note, player_id), select on player_interaction to evens_app;

create table player_limit (
  player_id uuid not null,
  kind text not null,
  period text not null,
  amount bigint not null,
  since timestamp with time zone not null,
  wanted bigint,
  wanted_at timestamp with time zone,
  ready_at timestamp with time zone,
  constraint player_limit_pkey PRIMARY KEY (player_id, kind, period),
  constraint player_limit_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint player_limit_amount_check CHECK ((amount >= 0)),
  constraint player_limit_check CHECK ((wanted > amount)),
  constraint player_limit_check1 CHECK ((ready_at >= wanted_at)),
  constraint player_limit_check2 CHECK (((wanted_at IS NULL) = (ready_at IS NULL))),
  constraint player_limit_check3 CHECK (((wanted IS NULL) OR (wanted_at IS NOT NULL))),
  constraint player_limit_kind_check CHECK ((kind = ANY (ARRAY['deposit'::text, 'net_deposit'::text, 'loss'::text, 'stake'::text, 'session'::text]))),
  constraint player_limit_period_check CHECK ((period = ANY (ARRAY['day'::text, 'week'::text, 'month'::text])))
);
grant select on player_limit to evens_app;

create table player_limit_change (
  id bigint not null generated always as identity,
  player_id uuid not null,
  kind text not null,
  period text not null,
  action text not null,
  before bigint,
  after bigint,
  at timestamp with time zone not null default clock_timestamp(),
  constraint player_limit_change_pkey PRIMARY KEY (id),
  constraint player_limit_change_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint player_limit_change_action_check CHECK ((action = ANY (ARRAY['set'::text, 'lowered'::text, 'raise_requested'::text, 'raise_cancelled'::text, 'raise_confirmed'::text])))
);
CREATE INDEX player_limit_change_player ON public.player_limit_change USING btree (player_id, id DESC);
grant select on player_limit_change to evens_app;

create table player_limit_prompt (
  player_id uuid not null,
  answered_at timestamp with time zone not null default clock_timestamp(),
  constraint player_limit_prompt_pkey PRIMARY KEY (player_id),
  constraint player_limit_prompt_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
grant insert (player_id), select on player_limit_prompt to evens_app;

create table player_person (
  player_id uuid not null,
  first_name text not null,
  last_name text not null,
  street text not null,
  city text not null,
  postcode text,
  name_key text not null,
  changed_at timestamp with time zone not null default clock_timestamp(),
  constraint player_person_pkey PRIMARY KEY (player_id),
  constraint player_person_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE INDEX player_person_name_key ON public.player_person USING btree (name_key);
grant insert, select, update (changed_at, city, first_name, last_name, name_key, postcode, street) on player_person to evens_app;

create table player_stake (
  player_id uuid not null,
  event_id text not null,
  market_id text not null,
  outcome_key text not null,
  stake bigint not null,
  constraint player_stake_pkey PRIMARY KEY (event_id, player_id, market_id, outcome_key),
  constraint player_stake_stake_check CHECK ((stake >= 0))
) with (fillfactor=80);
grant select on player_stake to evens_app;

create table price_boost (
  id uuid not null,
  market_id text not null,
  outcome_key text not null,
  odds bigint not null,
  stake_max bigint not null,
  liability_max bigint not null,
  starts_at timestamp with time zone not null default clock_timestamp(),
  ends_at timestamp with time zone,
  made_by uuid not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  bets bigint not null default 0,
  stake bigint not null default 0,
  liability bigint not null default 0,
  constraint price_boost_pkey PRIMARY KEY (id),
  constraint price_boost_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES staff_account(id),
  constraint price_boost_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff_account(id),
  constraint price_boost_market_id_outcome_key_fkey FOREIGN KEY (market_id, outcome_key) REFERENCES outcome(market_id, key),
  constraint price_boost_check CHECK ((liability <= liability_max)),
  constraint price_boost_check1 CHECK ((ends_at > starts_at)),
  constraint price_boost_check2 CHECK (((ended_by IS NULL) OR (ended_at IS NOT NULL))),
  constraint price_boost_liability_max_check CHECK ((liability_max > 0)),
  constraint price_boost_odds_check CHECK (((odds >= 10100) AND (odds <= 10000000))),
  constraint price_boost_stake_max_check CHECK ((stake_max > 0))
);
CREATE UNIQUE INDEX price_boost_in_force ON public.price_boost USING btree (market_id, outcome_key) WHERE (ended_at IS NULL);
grant insert (ends_at, id, liability_max, made_by, market_id, odds, outcome_key, stake_max), select, update (ended_at, ended_by) on price_boost to evens_app;

create table price_control (
  id bigint not null generated always as identity,
  market_id text not null,
  outcome_key text not null,
  odds bigint not null,
  below_fair boolean not null,
  expires_at timestamp with time zone,
  at timestamp with time zone not null default clock_timestamp(),
  by uuid,
  released_at timestamp with time zone,
  released_by uuid,
  constraint price_control_pkey PRIMARY KEY (id),
  constraint price_control_by_fkey FOREIGN KEY (by) REFERENCES staff_account(id),
  constraint price_control_market_id_fkey FOREIGN KEY (market_id) REFERENCES market_control(market_id),
  constraint price_control_released_by_fkey FOREIGN KEY (released_by) REFERENCES staff_account(id),
  constraint price_control_odds_check CHECK (((odds >= 10100) AND (odds <= 10000000)))
);
CREATE INDEX price_control_expiry ON public.price_control USING btree (expires_at) WHERE ((released_at IS NULL) AND (expires_at IS NOT NULL));
CREATE UNIQUE INDEX price_control_in_force ON public.price_control USING btree (market_id, outcome_key) WHERE (released_at IS NULL);
grant insert, select, update (released_at, released_by) on price_control to evens_app;

create table price_history (
  market_id text not null,
  version bigint not null,
  at timestamp with time zone not null default clock_timestamp(),
  prices jsonb not null,
  constraint price_history_pkey PRIMARY KEY (market_id, version, at)
) partition by range (at);
grant insert, select on price_history to evens_app;

create table process_beat (
  instance uuid not null,
  process text not null,
  pid integer not null,
  host text not null,
  started_at timestamp with time zone not null,
  beat_at timestamp with time zone not null default clock_timestamp(),
  figures jsonb not null default '{}'::jsonb,
  constraint process_beat_pkey PRIMARY KEY (instance)
);
grant delete, insert (figures, host, instance, pid, process, started_at), select, update (beat_at, figures) on process_beat to evens_app;

create table process_sample (
  instance uuid not null,
  at timestamp with time zone not null default clock_timestamp(),
  process text not null,
  figures jsonb not null,
  constraint process_sample_pkey PRIMARY KEY (instance, at)
);
CREATE INDEX process_sample_at ON public.process_sample USING btree (at);
grant delete, insert (figures, instance, process), select on process_sample to evens_app;

create table provider_event (
  id bigint not null generated always as identity,
  provider text not null,
  event_id text not null,
  kind text not null,
  object_kind text,
  object_id text,
  body bytea not null,
  state text not null default 'received'::text,
  failure text,
  received_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  attempts integer not null default 0,
  due_at timestamp with time zone not null default clock_timestamp(),
  constraint provider_event_pkey PRIMARY KEY (id),
  constraint provider_event_once UNIQUE (provider, event_id),
  constraint provider_event_check CHECK (((object_kind IS NULL) = (object_id IS NULL))),
  constraint provider_event_check1 CHECK (((state = 'received'::text) = (ended_at IS NULL))),
  constraint provider_event_state_check CHECK ((state = ANY (ARRAY['received'::text, 'processed'::text, 'parked'::text, 'dismissed'::text])))
);
CREATE INDEX provider_event_due ON public.provider_event USING btree (due_at, id) WHERE (state = 'received'::text);
CREATE INDEX provider_event_object ON public.provider_event USING btree (provider, object_id) WHERE (object_id IS NOT NULL);
CREATE INDEX provider_event_parked ON public.provider_event USING btree (id DESC) WHERE (state = 'parked'::text);
grant insert (body, ended_at, event_id, kind, object_id, object_kind, provider, state), select, update (attempts, due_at, ended_at, failure, state) on provider_event to evens_app;

create table provider_fee (
  provider text not null,
  movement_id text not null,
  amount bigint not null,
  currency character(3) not null,
  transfer_id uuid not null,
  constraint provider_fee_pkey PRIMARY KEY (provider, movement_id),
  constraint provider_fee_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX provider_fee_transfer ON public.provider_fee USING btree (transfer_id);
grant insert, select on provider_fee to evens_app;

create table rate_limit (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey PRIMARY KEY (key)
);
grant delete, insert (expire, key, points), select, update (expire, points) on rate_limit to evens_app;

create table reality_check (
  id bigint not null generated always as identity,
  play_session_id uuid not null,
  player_id uuid not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone not null default clock_timestamp(),
  seconds integer not null,
  staked bigint not null,
  returned bigint not null,
  constraint reality_check_pkey PRIMARY KEY (id),
  constraint reality_check_play_session_id_fkey FOREIGN KEY (play_session_id) REFERENCES play_session(id),
  constraint reality_check_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id)
);
CREATE INDEX reality_check_player ON public.reality_check USING btree (player_id, id DESC);
grant select on reality_check to evens_app;

create table reconciliation_balance (
  run_id uuid not null,
  currency character(3) not null,
  ledger bigint not null,
  outside bigint not null,
  at timestamp with time zone not null default clock_timestamp(),
  constraint reconciliation_balance_pkey PRIMARY KEY (run_id, currency),
  constraint reconciliation_balance_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliation_run(id)
);
grant insert (currency, ledger, outside, run_id), select on reconciliation_balance to evens_app;

create table reconciliation_difference (
  id uuid not null,
  provider text not null,
  side text not null,
  direction text not null,
  object_id text not null,
  kind text not null,
  ledger_amount bigint,
  ledger_currency text,
  outside_amount bigint,
  outside_currency text,
  subject_id uuid,
  run_id uuid not null,
  state text not null default 'open'::text,
  assignee uuid,
  opened_at timestamp with time zone not null default clock_timestamp(),
  closed_at timestamp with time zone,
  corrected_by uuid,
  transfer_id uuid,
  constraint reconciliation_difference_pkey PRIMARY KEY (id),
  constraint reconciliation_difference_once UNIQUE (provider, side, direction, object_id, kind),
  constraint reconciliation_difference_assignee_fkey FOREIGN KEY (assignee) REFERENCES staff_account(id),
  constraint reconciliation_difference_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES staff_account(id),
  constraint reconciliation_difference_run_id_fkey FOREIGN KEY (run_id) REFERENCES reconciliation_run(id),
  constraint reconciliation_difference_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger_transfer(id),
  constraint reconciliation_difference_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint reconciliation_difference_check1 CHECK (((state = 'corrected'::text) = (transfer_id IS NOT NULL))),
  constraint reconciliation_difference_check2 CHECK (((state = 'corrected'::text) = (corrected_by IS NOT NULL))),
  constraint reconciliation_difference_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'balance'::text]))),
  constraint reconciliation_difference_kind_check CHECK ((kind = ANY (ARRAY['missing_in_ledger'::text, 'missing_outside'::text, 'amount'::text, 'currency'::text, 'balance'::text]))),
  constraint reconciliation_difference_side_check CHECK ((side = ANY (ARRAY['provider'::text, 'external'::text]))),
  constraint reconciliation_difference_state_check CHECK ((state = ANY (ARRAY['open'::text, 'matched'::text, 'corrected'::text])))
);
CREATE INDEX reconciliation_difference_open ON public.reconciliation_difference USING btree (opened_at) WHERE (state = 'open'::text);
grant insert (direction, id, kind, ledger_amount, ledger_currency, object_id, outside_amount, outside_currency, provider, run_id, side, subject_id), select, update (assignee, closed_at, corrected_by, ledger_amount, ledger_currency, opened_at, outside_amount, outside_currency, run_id, state, subject_id, transfer_id) on reconciliation_difference to evens_app;

create table reconciliation_line (
  id bigint not null generated always as identity,
  run_id uuid not null,
  side text not null,
  direction text not null,
  object_id text not null,
  amount bigint not null,
  currency text not null,
  constraint reconciliation_line_pkey PRIMARY KEY (id)
);
grant delete, insert (amount, currency, direction, object_id, run_id, side), select on reconciliation_line to evens_app;

create table reconciliation_run (
  id uuid not null,
  provider text not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  state text not null default 'running'::text,
  failure text,
  ledger_count bigint not null default 0,
  provider_count bigint not null default 0,
  external_count bigint,
  matched bigint not null default 0,
  found bigint not null default 0,
  started_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  constraint reconciliation_run_pkey PRIMARY KEY (id),
  constraint reconciliation_run_check CHECK ((until > since)),
  constraint reconciliation_run_check1 CHECK (((state = 'running'::text) = (ended_at IS NULL))),
  constraint reconciliation_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX reconciliation_run_newest ON public.reconciliation_run USING btree (started_at DESC);
CREATE UNIQUE INDEX reconciliation_run_running ON public.reconciliation_run USING btree (provider) WHERE (state = 'running'::text);
grant insert (id, provider, since, until), select, update (ended_at, external_count, failure, found, ledger_count, matched, provider_count, state) on reconciliation_run to evens_app;

create table recovery_code (
  hint text not null,
  code_hash text not null,
  used_at timestamp with time zone,
  account_id uuid not null,
  constraint recovery_code_pkey PRIMARY KEY (account_id, hint)
);
grant delete, insert (account_id, code_hash, hint), select, update (used_at) on recovery_code to evens_app;

create table register_check (
  id uuid not null,
  register text not null,
  occasion text not null,
  player_id uuid,
  answer text not null,
  reference text,
  at timestamp with time zone not null default clock_timestamp(),
  constraint register_check_pkey PRIMARY KEY (id),
  constraint register_check_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint register_check_answer_check CHECK ((answer = ANY (ARRAY['clear'::text, 'excluded'::text, 'formerly_excluded'::text, 'details_missing'::text, 'unavailable'::text]))),
  constraint register_check_occasion_check CHECK ((occasion = ANY (ARRAY['registration'::text, 'sign_in'::text, 'deposit'::text, 'daily'::text])))
);
CREATE INDEX register_check_player ON public.register_check USING btree (player_id, at DESC);
grant insert (answer, id, occasion, player_id, reference, register), select on register_check to evens_app;

create table register_list (
  id uuid not null,
  register text not null,
  sha256 bytea not null,
  state text not null,
  people integer not null,
  faults jsonb not null default '[]'::jsonb,
  faulty integer not null default 0,
  uploaded_by uuid not null,
  uploaded_at timestamp with time zone not null default clock_timestamp(),
  decided_at timestamp with time zone,
  constraint register_list_pkey PRIMARY KEY (id),
  constraint register_list_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES staff_account(id),
  constraint register_list_check CHECK (((state = 'refused'::text) = (faulty > 0))),
  constraint register_list_faulty_check CHECK ((faulty >= 0)),
  constraint register_list_people_check CHECK ((people >= 0)),
  constraint register_list_sha256_check CHECK ((octet_length(sha256) = 32)),
  constraint register_list_state_check CHECK ((state = ANY (ARRAY['refused'::text, 'draft'::text, 'in_force'::text, 'replaced'::text, 'discarded'::text])))
);
CREATE INDEX register_list_newest ON public.register_list USING btree (register, uploaded_at DESC);
CREATE UNIQUE INDEX register_list_draft ON public.register_list USING btree (register) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX register_list_in_force ON public.register_list USING btree (register) WHERE (state = 'in_force'::text);
grant insert (faults, faulty, id, people, register, sha256, state, uploaded_by), select, update (decided_at, state) on register_list to evens_app;

create table register_list_person (
  list_id uuid not null,
  person bytea not null,
  until date,
  constraint register_list_person_pkey PRIMARY KEY (list_id, person),
  constraint register_list_person_list_id_fkey FOREIGN KEY (list_id) REFERENCES register_list(id),
  constraint register_list_person_person_check CHECK ((octet_length(person) = 32))
);
grant delete, insert, select on register_list_person to evens_app;

create table session (
  id uuid not null,
  player_id uuid,
  created_at timestamp with time zone not null default clock_timestamp(),
  last_seen_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  ip text,
  user_agent text,
  staff_id uuid,
  device_id uuid,
  country character(2),
  idle_seconds integer not null default 1209600,
  fresh_at timestamp with time zone not null default clock_timestamp(),
  token integer not null default 1,
  rotated_at timestamp with time zone not null default clock_timestamp(),
  token_seen_at timestamp with time zone default clock_timestamp(),
  api_token boolean not null default false,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id),
  constraint session_account CHECK ((num_nonnulls(player_id, staff_id) = 1)),
  constraint session_idle_seconds_check CHECK ((idle_seconds > 0))
);
CREATE INDEX session_player ON public.session USING btree (player_id, created_at DESC);
CREATE INDEX session_staff ON public.session USING btree (staff_id, created_at DESC) WHERE (staff_id IS NOT NULL);
CREATE TRIGGER session_opened AFTER INSERT ON public.session FOR EACH ROW EXECUTE FUNCTION session_opened();
CREATE TRIGGER session_stays_revoked BEFORE UPDATE OF revoked_at, revoked_by ON public.session FOR EACH ROW WHEN ((old.revoked_at IS NOT NULL)) EXECUTE FUNCTION session_stays_revoked();
grant insert (api_token, country, device_id, expires_at, id, idle_seconds, ip, last_seen_at, player_id, staff_id, user_agent), select, update (fresh_at, last_seen_at, revoked_at, revoked_by, rotated_at, token, token_seen_at) on session to evens_app;

create table sign_in_attempt (
  id uuid not null,
  token_hash text not null,
  player_id uuid,
  staff_id uuid,
  tries integer not null default 0,
  created_at timestamp with time zone not null default clock_timestamp(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_attempt_pkey PRIMARY KEY (id),
  constraint sign_in_attempt_token_hash_key UNIQUE (token_hash),
  constraint sign_in_attempt_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint sign_in_attempt_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id),
  constraint sign_in_attempt_check CHECK ((num_nonnulls(player_id, staff_id) = 1))
);
CREATE INDEX sign_in_attempt_expires_at ON public.sign_in_attempt USING btree (expires_at);
grant delete, insert (expires_at, id, player_id, staff_id, token_hash), select, update (tries, used_at) on sign_in_attempt to evens_app;

create table sport (
  id text not null,
  name text not null,
  "position" integer not null default 0,
  constraint sport_pkey PRIMARY KEY (id)
);
grant insert, select on sport to evens_app;

create table sql_object (
  name text not null,
  path text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default clock_timestamp(),
  constraint sql_object_pkey PRIMARY KEY (name)
);

create table staff_account (
  id uuid not null,
  email text not null,
  password_hash text not null,
  display_name text not null,
  status text not null default 'active'::text,
  created_at timestamp with time zone not null default clock_timestamp(),
  demo boolean not null default false,
  constraint staff_account_pkey PRIMARY KEY (id),
  constraint staff_account_email_key UNIQUE (email),
  constraint staff_account_email_check CHECK ((email = lower(email))),
  constraint staff_account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'closed'::text])))
);
grant select, update (password_hash) on staff_account to evens_app;

create table staff_role (
  staff_id uuid not null,
  role text not null,
  granted_at timestamp with time zone not null default clock_timestamp(),
  constraint staff_role_pkey PRIMARY KEY (staff_id, role),
  constraint staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id),
  constraint staff_role_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'trader'::text, 'settlement'::text, 'risk'::text, 'support'::text, 'auditor'::text])))
);
grant select on staff_role to evens_app;

create table suspension (
  id bigint not null generated always as identity,
  scope text not null,
  scope_id text not null default ''::text,
  source text not null,
  reason text not null,
  note text,
  by uuid,
  at timestamp with time zone not null default clock_timestamp(),
  lifted_by uuid,
  lifted_at timestamp with time zone,
  constraint suspension_pkey PRIMARY KEY (id),
  constraint suspension_scope_check CHECK ((scope = ANY (ARRAY['market'::text, 'event'::text, 'provider'::text, 'sport'::text, 'all'::text]))),
  constraint suspension_source_check CHECK ((source = ANY (ARRAY['feed'::text, 'provider'::text, 'staff'::text])))
);
CREATE INDEX suspension_history ON public.suspension USING btree (scope, scope_id, id DESC);
CREATE UNIQUE INDEX suspension_active ON public.suspension USING btree (scope, scope_id, source) WHERE (lifted_at IS NULL);
grant insert, select, update (by, lifted_at, lifted_by, note, reason) on suspension to evens_app;

create table totp_factor (
  id uuid not null,
  player_id uuid,
  staff_id uuid,
  secret text not null,
  last_step bigint not null default 0,
  created_at timestamp with time zone not null default clock_timestamp(),
  confirmed_at timestamp with time zone,
  constraint totp_factor_pkey PRIMARY KEY (id),
  constraint totp_factor_player_id_key UNIQUE (player_id),
  constraint totp_factor_staff_id_key UNIQUE (staff_id),
  constraint totp_factor_player_id_fkey FOREIGN KEY (player_id) REFERENCES player(id),
  constraint totp_factor_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff_account(id),
  constraint totp_factor_check CHECK ((num_nonnulls(player_id, staff_id) = 1))
);
grant delete, insert (id, player_id, secret, staff_id), select, update (confirmed_at, last_step) on totp_factor to evens_app;

create view audit_entry_view as
 SELECT id,
    at,
    actor_id,
    actor,
    action,
    subject,
    reason,
    before,
    after,
    request_id,
    session_id,
    hash
   FROM audit_entry;
grant select on audit_entry_view to evens_app;

create view cashier_deposit_view as
 SELECT p.id,
    p.player_id,
    p.amount,
    p.currency,
    p.state,
    p.created_at,
    COALESCE(i.fingerprint, (i.id)::text) AS instrument
   FROM (payment p
     LEFT JOIN payment_instrument i ON ((i.id = p.instrument_id)))
  WHERE (p.direction = 'deposit'::text);
grant select on cashier_deposit_view to evens_app;

create view cashier_settled_view as
 SELECT p.provider,
    'in'::text AS direction,
    p.object_id,
    COALESCE(x.amount, p.amount) AS amount,
    (COALESCE(x.currency, p.currency))::text AS currency,
    p.created_at AS at,
    p.id AS subject_id
   FROM (payment p
     LEFT JOIN payment_exchange x ON ((x.payment_id = p.id)))
  WHERE ((p.direction = 'deposit'::text) AND (p.state = 'succeeded'::text) AND (p.object_id IS NOT NULL) AND (NOT (EXISTS ( SELECT
           FROM payment_exception e
          WHERE (e.assigned_payment_id = p.id)))))
UNION ALL
 SELECT e.provider,
    'in'::text AS direction,
    e.object_id,
    e.amount,
    e.currency,
    e.opened_at AS at,
    e.id AS subject_id
   FROM payment_exception e
  WHERE (e.transfer_id IS NOT NULL)
UNION ALL
 SELECT o.provider,
    'out'::text AS direction,
    o.object_id,
    o.amount,
    (o.currency)::text AS currency,
    o.created_at AS at,
    o.id AS subject_id
   FROM payout o
  WHERE ((o.state = 'paid'::text) AND (o.object_id IS NOT NULL))
UNION ALL
 SELECT e.provider,
    'out'::text AS direction,
    r.object_id,
    e.amount,
    e.currency,
    r.created_at AS at,
    r.id AS subject_id
   FROM (payment_return r
     JOIN payment_exception e ON ((e.id = r.exception_id)))
  WHERE ((r.state = 'paid'::text) AND (r.object_id IS NOT NULL));
grant select on cashier_settled_view to evens_app;

create view cashier_withdrawal_view as
 SELECT id,
    player_id,
    amount,
    currency,
    state,
    created_at
   FROM payment
  WHERE (direction = 'withdrawal'::text);
grant select on cashier_withdrawal_view to evens_app;

create view house as
 SELECT c.currency,
    k.kind,
    ledger_account_for(k.kind, NULL::uuid, c.currency) AS id
   FROM ( VALUES ('open_bets'::text), ('sportsbook_income'::text)) k(kind),
    ( SELECT DISTINCT ledger_account.currency
           FROM ledger_account
          WHERE ((ledger_account.kind = 'open_bets'::text) AND (ledger_account.owner_id IS NULL))) c;

create view ledger_account_view as
 SELECT id,
    kind,
    owner_id,
    detail,
    currency,
    balance,
    held,
    version,
    minimum,
    created_at,
    hold_version
   FROM ledger_account;
grant select on ledger_account_view to evens_app;

create view ledger_carried_view as
 SELECT account_id,
    amount,
    entries
   FROM ledger_carried;
grant select on ledger_carried_view to evens_app;

create view ledger_entry_view as
 SELECT transfer_id,
    account_id,
    amount,
    version,
    balance_after,
    created_at
   FROM ledger_entry;
grant select on ledger_entry_view to evens_app;

create view ledger_flow_view as
 SELECT account_id,
    hour,
    code,
    amount
   FROM ledger_flow;
grant select on ledger_flow_view to evens_app;

create view ledger_hold_end_view as
 SELECT hold_id,
    kind,
    transfer_id,
    posted,
    created_at
   FROM ledger_hold_end;
grant select on ledger_hold_end_view to evens_app;

create view ledger_hold_view as
 SELECT id,
    debit_id,
    credit_id,
    amount,
    currency,
    code,
    reference,
    expires_at,
    created_at
   FROM ledger_hold;
grant select on ledger_hold_view to evens_app;

create view ledger_transfer_view as
 SELECT id,
    debit_id,
    credit_id,
    amount,
    currency,
    code,
    reference,
    reverses_id,
    created_at
   FROM ledger_transfer;
grant select on ledger_transfer_view to evens_app;

create view partition_month as
 SELECT (p.relname)::text AS parent,
    c.oid AS child,
    (c.relname)::text AS name,
    m.starts_at,
    (((m.starts_at AT TIME ZONE 'UTC'::text) + '1 mon'::interval) AT TIME ZONE 'UTC'::text) AS ends_at
   FROM ((pg_inherits i
     JOIN pg_class p ON (((p.oid = i.inhparent) AND (p.relkind = 'p'::"char") AND (p.relnamespace = ('public'::regnamespace)::oid))))
     JOIN pg_class c ON ((c.oid = i.inhrelid))),
    LATERAL ( SELECT to_timestamp(("right"((c.relname)::text, 7) || ' +00'::text), 'YYYY_MM TZH'::text) AS starts_at) m;
grant select on partition_month to evens_app;

create view platform_outbox_view as
 SELECT id,
    kind,
    payload,
    request_id,
    created_at
   FROM outbox;
grant select on platform_outbox_view to evens_app;

create view platform_parked_event_view as
 SELECT id,
    kind,
    payload,
    request_id,
    reason,
    detail,
    parked_at
   FROM outbox_parked;
grant select on platform_parked_event_view to evens_app;

create view platform_process_sample_view as
 SELECT instance,
    at,
    process,
    figures
   FROM process_sample;
grant select on platform_process_sample_view to evens_app;

create view platform_process_view as
 SELECT instance,
    process,
    pid,
    host,
    started_at,
    beat_at,
    figures
   FROM process_beat;
grant select on platform_process_view to evens_app;

create view players_approval_view as
 SELECT a.id,
    a.command,
    a.subject,
    a.reason,
    a.input,
    a.requested_by,
    r.display_name AS requested_by_name,
    a.requested_at,
    a.expires_at,
        CASE
            WHEN ((a.status = 'pending'::text) AND (a.expires_at <= clock_timestamp())) THEN 'expired'::text
            ELSE a.status
        END AS status,
    a.decided_by,
    d.display_name AS decided_by_name,
    a.decided_at
   FROM ((command_approval a
     JOIN staff_account r ON ((r.id = a.requested_by)))
     LEFT JOIN staff_account d ON ((d.id = a.decided_by)));
grant select on players_approval_view to evens_app;

create view players_exclusion_view as
 SELECT x.id,
    x.player_id,
    x.kind,
    x.source,
    x.starts_at,
    x.ends_at,
    COALESCE(e.ends_at,
        CASE
            WHEN (x.kind = ANY (ARRAY['time_out'::text, 'operator'::text])) THEN x.ends_at
            ELSE NULL::timestamp with time zone
        END, 'infinity'::timestamp with time zone) AS until
   FROM (player_exclusion x
     LEFT JOIN player_exclusion_end e ON ((e.exclusion_id = x.id)));
grant select on players_exclusion_view to evens_app;

create view players_interaction_view as
 SELECT id,
    player_id,
    kind,
    note,
    allows_limit,
    limit_kind,
    limit_period,
    limit_amount,
    made_by,
    made_at
   FROM player_interaction;
grant select on players_interaction_view to evens_app;

create view players_limit_view as
 SELECT player_id,
    kind,
    period,
    amount,
    since,
    wanted,
    wanted_at,
    ready_at
   FROM player_limit;
grant select on players_limit_view to evens_app;

create view players_person_view as
 SELECT player_id,
    first_name,
    last_name,
    street,
    city,
    postcode,
    name_key
   FROM player_person;
grant select on players_person_view to evens_app;

create view players_play_session_view as
 SELECT id,
    player_id,
    started_at,
    last_active_at
   FROM play_session;
grant select on players_play_session_view to evens_app;

create view players_player_view as
 SELECT id,
    email,
    display_name,
    status,
    country,
    currency,
    birth_date,
    stake_factor_bp,
    settings,
    created_at,
    demo,
    excluded_until,
    verified,
    identity_version,
    play_until,
    play_stop,
    erased_at
   FROM player;
grant select on players_player_view to evens_app;

create view players_session_view as
 SELECT id,
    player_id,
    staff_id,
    created_at,
    last_seen_at,
    expires_at,
    revoked_at,
    revoked_by,
    ip,
    user_agent,
    country,
    ((revoked_at IS NULL) AND (expires_at > clock_timestamp()) AND ((last_seen_at + make_interval(secs => (idle_seconds)::double precision)) > clock_timestamp())) AS valid,
    api_token
   FROM session;
grant select on players_session_view to evens_app;

create view players_staff_view as
 SELECT id,
    email,
    display_name,
    status,
    created_at,
    demo
   FROM staff_account;
grant select on players_staff_view to evens_app;

create view sportsbook_bet_leg_view as
 SELECT bet_id,
    "position",
    event_id,
    market_id,
    outcome_key,
    odds,
    market_version,
    exposure_stake,
    exposure_payout,
    result,
    factor,
    divisor,
    settlement_version,
    part,
    builder
   FROM bet_leg;
grant select on sportsbook_bet_leg_view to evens_app;

create view sportsbook_bet_settlement_view as
 SELECT bet_id,
    version,
    result,
    returned,
    cause,
    by,
    at
   FROM bet_settlement;
grant select on sportsbook_bet_settlement_view to evens_app;

create view sportsbook_bet_view as
 SELECT id,
    player_id,
    kind,
    currency,
    stake,
    odds,
    potential_return,
    odds_choice,
    status,
    result,
    returned,
    settlement_version,
    decision,
    void_reason,
    placed_at,
    settled_at,
    combination,
    combination_payout,
    lines,
    free_bet_id,
    origin_id,
    COALESCE(( SELECT c.stake
           FROM bet_cash_out c
          WHERE (c.bet_id = bet.id)), stake) AS ended_stake
   FROM bet;
grant select on sportsbook_bet_view to evens_app;

create view sportsbook_competition_control_view as
 SELECT competition_id,
    market_type,
    version,
    off,
    method,
    overround,
    at,
    by
   FROM competition_control;
grant select on sportsbook_competition_control_view to evens_app;

create view sportsbook_competition_view as
 SELECT id,
    sport_id,
    category,
    name,
    country_code
   FROM competition;
grant select on sportsbook_competition_view to evens_app;

create view sportsbook_currency_view as
 SELECT c.key AS currency,
    ((c.value ->> 'exchange'::text))::bigint AS exchange
   FROM (( SELECT betting_policy.rules
           FROM betting_policy
          ORDER BY betting_policy.version DESC
         LIMIT 1) p
     CROSS JOIN LATERAL jsonb_each((p.rules -> 'currencies'::text)) c(key, value));
grant select on sportsbook_currency_view to evens_app;

create view sportsbook_event_control_view as
 SELECT event_id,
    version,
    stake_max,
    payout_max,
    at,
    by
   FROM event_control;
grant select on sportsbook_event_control_view to evens_app;

create view sportsbook_event_name_view as
 SELECT id AS event_id,
    COALESCE(own_name, ( SELECT string_agg(c.name, ' – '::text ORDER BY p."position") AS string_agg
           FROM (event_participant p
             JOIN competitor c ON ((c.id = p.competitor_id)))
          WHERE (p.event_id = e.id))) AS name,
    ARRAY( SELECT c.name
           FROM (event_participant p
             JOIN competitor c ON ((c.id = p.competitor_id)))
          WHERE (p.event_id = e.id)
          ORDER BY p."position") AS participants,
    COALESCE(( SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'shortName', c.short_name, 'countryCode', c.country_code) ORDER BY p."position") AS jsonb_agg
           FROM (event_participant p
             JOIN competitor c ON ((c.id = p.competitor_id)))
          WHERE (p.event_id = e.id)), '[]'::jsonb) AS competitors,
    concat_ws(' '::text, own_name, ( SELECT string_agg(((c.name || ' '::text) || c.short_name), ' '::text ORDER BY p."position") AS string_agg
           FROM (event_participant p
             JOIN competitor c ON ((c.id = p.competitor_id)))
          WHERE (p.event_id = e.id))) AS searched
   FROM event e;
grant select on sportsbook_event_name_view to evens_app;

create view sportsbook_event_view as
 SELECT e.id,
    e.provider,
    e.competition_id,
    c.sport_id,
    e.starts_at,
    e.status,
    e.score,
    e.version,
    e.feed_timestamp,
    e.ended_at,
    e.created_at,
    e.updated_at,
    e.fixture_timestamp,
    e.status_at,
    e.started_at
   FROM (event e
     LEFT JOIN competition c ON ((c.id = e.competition_id)));
grant select on sportsbook_event_view to evens_app;

create view sportsbook_feed_message_view as
 SELECT id,
    provider,
    event_id,
    kind,
    provider_timestamp,
    received_at,
    stored_at,
    fate,
    error,
    raw
   FROM feed_message;
grant select on sportsbook_feed_message_view to evens_app;

create view sportsbook_feed_provider_view as
 SELECT id,
    state,
    state_since,
    last_alive_at,
    last_message_at,
    lag_ms,
    messages,
    rejected,
    lease_owner,
    lease_until,
    cursor,
    recovery_asked_at
   FROM feed_provider;
grant select on sportsbook_feed_provider_view to evens_app;

create view sportsbook_leg_result_view as
 SELECT l.bet_id,
    l."position",
    l.event_id,
    l.market_id,
    (b.status = 'settled'::text) AS settled,
    ((div((v.stake * s.upto), s.total) - div((v.stake * s.before), s.total)))::bigint AS stake,
    ((div((v.result * s.upto), s.total) - div((v.result * s.before), s.total)))::bigint AS result
   FROM ((((((bet_leg l
     JOIN bet b ON ((b.id = l.bet_id)))
     LEFT JOIN bet_cash_out o ON ((o.bet_id = b.id)))
     LEFT JOIN sportsbook_currency_view c ON ((c.currency = (b.currency)::text)))
     CROSS JOIN LATERAL ( SELECT GREATEST(sum(x.exposure_stake), (1)::numeric) AS total,
                CASE
                    WHEN (l."position" = max(x."position")) THEN GREATEST(sum(x.exposure_stake), (1)::numeric)
                    ELSE sum(x.exposure_stake) FILTER (WHERE (x."position" <= l."position"))
                END AS upto,
            COALESCE(sum(x.exposure_stake) FILTER (WHERE (x."position" < l."position")), (0)::numeric) AS before
           FROM bet_leg x
          WHERE (x.bet_id = l.bet_id)) s)
     CROSS JOIN LATERAL ( SELECT (COALESCE(o.stake, b.stake))::numeric AS stake,
            COALESCE((c.exchange)::numeric, div((s.total * (10000)::numeric), (b.stake)::numeric)) AS exchange) w)
     CROSS JOIN LATERAL ( SELECT div((w.stake * w.exchange), (10000)::numeric) AS stake,
            div(((w.stake - (b.returned)::numeric) * w.exchange), (10000)::numeric) AS result) v);
grant select on sportsbook_leg_result_view to evens_app;

create view sportsbook_market_control_view as
 SELECT market_id,
    event_id,
    version,
    off,
    method,
    overround,
    at,
    by,
    stake_max,
    payout_max
   FROM market_control;
grant select on sportsbook_market_control_view to evens_app;

create view sportsbook_market_exposure_view as
 SELECT market_id,
    outcome_key,
    shard,
    bets,
    stake,
    payout
   FROM market_exposure;
grant select on sportsbook_market_exposure_view to evens_app;

create view sportsbook_market_view as
 SELECT id,
    event_id,
    market_type,
    specifiers,
    status,
    version,
    settlement_version,
    certainty,
    settled_at,
    created_at,
    void_windows,
    settled_through,
    groups,
    feed_status,
    written
   FROM market;
grant select on sportsbook_market_view to evens_app;

create view sportsbook_outcome_view as
 SELECT market_id,
    key,
    "position",
    odds,
    probability,
    active,
    result,
    void_factor,
    dead_heat_numerator,
    dead_heat_denominator,
    decided_at,
    feed_odds
   FROM outcome;
grant select on sportsbook_outcome_view to evens_app;

create view sportsbook_pending_bet_view as
 SELECT id,
    player_id,
    session_id,
    idempotency_key,
    currency,
    stake,
    decision,
    delay_ms,
    received_at,
    due_at,
    outcome,
    ended_at,
    combination,
    combination_payout,
    reason,
    ruling,
    ruled_at,
    ruled_by,
    offer
   FROM pending_bet;
grant select on sportsbook_pending_bet_view to evens_app;

create view sportsbook_policy_view as
 SELECT version,
    rules,
    created_at,
    created_by
   FROM betting_policy;
grant select on sportsbook_policy_view to evens_app;

create view sportsbook_price_boost_view as
 SELECT id,
    market_id,
    outcome_key,
    odds,
    stake_max,
    liability_max,
    starts_at,
    ends_at,
    ended_at
   FROM price_boost;
grant select on sportsbook_price_boost_view to evens_app;

create view sportsbook_price_control_view as
 SELECT market_id,
    outcome_key,
    odds,
    below_fair,
    expires_at,
    at,
    by
   FROM price_control
  WHERE (released_at IS NULL);
grant select on sportsbook_price_control_view to evens_app;

create view sportsbook_price_history_view as
 SELECT market_id,
    version,
    at,
    prices
   FROM price_history;
grant select on sportsbook_price_history_view to evens_app;

create view sportsbook_rejected_bet_view as
 SELECT id,
    player_id,
    code,
    refusal,
    slip,
    decision,
    at
   FROM bet_refusal;
grant select on sportsbook_rejected_bet_view to evens_app;

create view sportsbook_settlement_entry_view as
 SELECT id,
    market_id,
    kind,
    source,
    at,
    taken_at,
    certainty,
    outcomes,
    decided_at,
    starts_at,
    ends_at,
    by
   FROM market_settlement;
grant select on sportsbook_settlement_entry_view to evens_app;

create view sportsbook_suspension_view as
 SELECT id,
    scope,
    scope_id,
    source,
    reason,
    note,
    by,
    at,
    lifted_by,
    lifted_at
   FROM suspension;
grant select on sportsbook_suspension_view to evens_app;

create function active_suspension(p_market_id text, p_event_id text, p_provider text, p_sport_id text) returns text
  language sql stable as 'lib/sportsbook/markets/sql/active_suspension.sql';
grant execute on routine active_suspension(text,text,text,text) to evens_app;

create function apply_book(p_changes jsonb) returns TABLE(event_id text, version bigint)
  language plpgsql as 'lib/sportsbook/markets/sql/apply_book.sql';
grant execute on routine apply_book(jsonb) to evens_app;

create function approval_stays_decided() returns trigger
  language plpgsql as 'lib/players/sql/approval_stays_decided.sql';

create function audit_append(p_actor_id uuid, p_actor text, p_action text, p_subject text, p_reason text, p_before jsonb, p_after jsonb, p_request_id text, p_session_id uuid DEFAULT NULL::uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/audit/sql/audit_append.sql';

create function audit_hash(entry audit_entry) returns bytea
  language sql immutable as 'lib/audit/sql/audit_hash.sql';
grant execute on routine audit_hash(audit_entry) to evens_app;

create function audit_rule(p_event_id text, p_reason text, p_after jsonb) returns bigint
  language sql security definer set search_path = pg_catalog, public, pg_temp as 'lib/audit/sql/audit_rule.sql';
grant execute on routine audit_rule(text,text,jsonb) to evens_app;

create function audit_staff(p_session_id uuid, p_action text, p_subject text, p_reason text, p_before jsonb, p_after jsonb, p_request_id text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/audit/sql/audit_staff.sql';
grant execute on routine audit_staff(uuid,text,text,text,jsonb,jsonb,text) to evens_app;

create function bet_edited(p_bet_id uuid, p_result text) returns boolean
  language sql stable parallel safe as 'lib/sportsbook/betting/sql/bet_edited.sql';
grant execute on routine bet_edited(uuid,text) to evens_app;

create function bet_effective_result(p_bet_id uuid, p_stake bigint, p_lines bigint[]) returns TABLE(result text, returned bigint)
  language sql stable as 'lib/sportsbook/settlement/sql/bet_effective_result.sql';
grant execute on routine bet_effective_result(uuid,bigint,bigint[]) to evens_app;

create function bet_effective_result_if(p_bet_id uuid, p_stake bigint, p_lines bigint[], p_positions smallint[], p_results text[], p_factors numeric[], p_divisors integer[]) returns TABLE(result text, returned bigint)
  language sql stable as 'lib/sportsbook/settlement/sql/bet_effective_result_if.sql';
grant execute on routine bet_effective_result_if(uuid,bigint,bigint[],smallint[],text[],numeric[],integer[]) to evens_app;

create function bet_limits(p_player_id uuid, p_account_id bigint, p_without uuid, p_at timestamp with time zone) returns TABLE(kind text, period text, amount bigint, used bigint, resets_at timestamp with time zone)
  language sql stable as 'lib/sportsbook/betting/sql/bet_limits.sql';
grant execute on routine bet_limits(uuid,bigint,uuid,timestamp with time zone) to evens_app;

create function bet_lines_result(p_bet_id uuid, p_stake bigint, p_lines bigint[], p_positions smallint[], p_results text[], p_factors numeric[], p_divisors integer[]) returns TABLE(result text, returned bigint)
  language sql stable as 'lib/sportsbook/settlement/sql/bet_lines_result.sql';
grant execute on routine bet_lines_result(uuid,bigint,bigint[],smallint[],text[],numeric[],integer[]) to evens_app;

create function bet_paid(p_free_bet_id uuid, p_result text, p_stake bigint, p_returned bigint) returns bigint
  language sql immutable parallel safe as 'lib/sportsbook/settlement/sql/bet_paid.sql';
grant execute on routine bet_paid(uuid,text,bigint,bigint) to evens_app;

create function bet_steps(p_bet_ids uuid[], p_causes text[]) returns bet_step[]
  language plpgsql stable set enable_seqscan = off as 'lib/sportsbook/settlement/sql/bet_steps.sql';
grant execute on routine bet_steps(uuid[],text[]) to evens_app;

create function bet_transfers(p_bet_id uuid) returns SETOF ledger_transfer
  language sql stable as 'lib/sportsbook/betting/sql/bet_transfers.sql';
grant execute on routine bet_transfers(uuid) to evens_app;

create function bets_month_leaves(p_starts timestamp with time zone, p_ends timestamp with time zone, p_archived boolean) returns text
  language plpgsql as 'lib/sportsbook/betting/sql/bets_month_leaves.sql';
grant execute on routine bets_month_leaves(timestamp with time zone,timestamp with time zone,boolean) to evens_app;

create function betting_snapshot(p_players uuid[], p_keys text[], p_sessions uuid[], p_combinations uuid[], p_markets text[], p_outcomes text[], p_leg_players uuid[], p_leg_markets text[], p_leg_outcomes text[]) returns TABLE(players json, books json, stakes json)
  language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as 'lib/sportsbook/betting/sql/betting_snapshot.sql';
grant execute on routine betting_snapshot(uuid[],text[],uuid[],uuid[],text[],text[],uuid[],text[],text[]) to evens_app;

create function bonus_account(p_player_id uuid, p_currency character) returns bigint
  language sql stable as 'lib/sportsbook/betting/sql/bonus_account.sql';
grant execute on routine bonus_account(uuid,character) to evens_app;

create function book_controls(p_event_ids text[]) returns TABLE(event_id text, market_id text, market_type text, off boolean, method text, overround double precision, prices jsonb)
  language plpgsql as 'lib/sportsbook/markets/sql/book_controls.sql';
grant execute on routine book_controls(text[]) to evens_app;

create function book_lock_key(p_scope text, p_id text) returns bigint
  language sql immutable parallel safe as 'lib/sportsbook/markets/sql/book_lock_key.sql';
grant execute on routine book_lock_key(text,text) to evens_app;

create function book_promotion_costs(p_bet_ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/settlement/sql/book_promotion_costs.sql';

create function boost_costs(p_bet_ids uuid[]) returns TABLE(bet_id uuid, currency character, cost bigint)
  language sql stable set enable_seqscan = off as 'lib/sportsbook/settlement/sql/boost_costs.sql';
grant execute on routine boost_costs(uuid[]) to evens_app;

create function care_effect(p_player_id uuid, p_at timestamp with time zone) returns TABLE(staked_before bigint, staked_after bigint, lost_before bigint, lost_after bigint, minutes_before integer, minutes_after integer)
  language sql stable as 'lib/players/sql/care_effect.sql';
grant execute on routine care_effect(uuid,timestamp with time zone) to evens_app;

create function cash_out_bet(p_player_id uuid, p_bet_id uuid, p_key text, p_settlement_version integer, p_policy_version integer, p_markets text[], p_versions bigint[], p_stake bigint, p_amount bigint, p_rest_id uuid, p_rest_return bigint, p_automatic boolean, p_offer jsonb, p_edit_id uuid DEFAULT NULL::uuid, p_carried bigint DEFAULT NULL::bigint) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/betting/sql/cash_out_bet.sql';
grant execute on routine cash_out_bet(uuid,uuid,text,integer,integer,text[],bigint[],bigint,bigint,uuid,bigint,boolean,jsonb,uuid,bigint) to evens_app;

create function combination_exposure_add(p_changes combination_change[]) returns void
  language plpgsql set enable_seqscan = off as 'lib/sportsbook/betting/sql/combination_exposure_add.sql';
grant execute on routine combination_exposure_add(combination_change[]) to evens_app;

create function commit_bets(p_bets jsonb, p_legs jsonb) returns SETOF bet_verdict
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as 'lib/sportsbook/betting/sql/commit_bets.sql';
grant execute on routine commit_bets(jsonb,jsonb) to evens_app;

create function continue_bet(p_origin_id uuid, p_bet_id uuid, p_stake bigint, p_potential_return bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/betting/sql/continue_bet.sql';

create function counts_towards(p_kind text, p_code text) returns boolean
  language sql immutable parallel safe as 'lib/players/sql/counts_towards.sql';
grant execute on routine counts_towards(text,text) to evens_app;

create function detached_until(p_parent text) returns timestamp with time zone
  language sql stable as 'lib/platform/database/sql/detached_until.sql';
grant execute on routine detached_until(text) to evens_app;

create function early_payout_costs(p_bet_ids uuid[]) returns TABLE(bet_id uuid, currency character, cost bigint)
  language sql stable set enable_seqscan = off as 'lib/sportsbook/settlement/sql/early_payout_costs.sql';
grant execute on routine early_payout_costs(uuid[]) to evens_app;

create function edit_bet(p_player_id uuid, p_bet_id uuid, p_key text, p_settlement_version integer, p_policy_version integer, p_markets text[], p_versions bigint[], p_amount bigint, p_offer jsonb, p_bets jsonb, p_legs jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/betting/sql/edit_bet.sql';
grant execute on routine edit_bet(uuid,uuid,text,integer,integer,text[],bigint[],bigint,jsonb,jsonb,jsonb) to evens_app;

create function effective_entries(p_journal market_settlement[]) returns SETOF market_settlement
  language sql immutable as 'lib/sportsbook/markets/sql/effective_entries.sql';
grant execute on routine effective_entries(market_settlement[]) to evens_app;

create function effective_market_status(p_market_id text, p_status smallint, p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb) returns smallint
  language sql stable as 'lib/sportsbook/markets/sql/effective_market_status.sql';
grant execute on routine effective_market_status(text,smallint,boolean,boolean,jsonb) to evens_app;

create function effective_result_of(p_journal market_settlement[]) returns TABLE(cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
  language sql stable as 'lib/sportsbook/markets/sql/effective_result_of.sql';
grant execute on routine effective_result_of(market_settlement[]) to evens_app;

create function end_pending_hold(p_bet_id uuid, p_stake bigint, p_kind text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/end_pending_hold.sql';

create function entries_month_leaves(p_starts timestamp with time zone, p_ends timestamp with time zone, p_archived boolean) returns text
  language plpgsql as 'lib/ledger/sql/entries_month_leaves.sql';
grant execute on routine entries_month_leaves(timestamp with time zone,timestamp with time zone,boolean) to evens_app;

create function erase_player(p_player_id uuid, p_years integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/erase_player.sql';
grant execute on routine erase_player(uuid,integer) to evens_app;

create function exclusion_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/exclusion_changed.sql';

create function exclusion_may_end() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/exclusion_may_end.sql';

create function exclusion_starts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/exclusion_starts.sql';

create function expire_free_bets(p_limit integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/expire_free_bets.sql';
grant execute on routine expire_free_bets(integer) to evens_app;

create function harm_values(p_player_id uuid, p_at timestamp with time zone) returns TABLE(marker text, value double precision)
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/harm_values.sql';
grant execute on routine harm_values(uuid,timestamp with time zone) to evens_app;

create function identity_move(p_player_id uuid, p_action text, p_levels text[], p_submission_id uuid, p_provider text, p_reason text, p_staff_id uuid, p_valid_until timestamp with time zone) returns TABLE(level text, before text, after text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/identity_move.sql';
grant execute on routine identity_move(uuid,text,text[],uuid,text,text,uuid,timestamp with time zone) to evens_app;

create function identity_verified(p_player_id uuid) returns jsonb
  language sql stable as 'lib/players/sql/identity_verified.sql';
grant execute on routine identity_verified(uuid) to evens_app;

create function in_play_delay_ms(p_rules jsonb, p_sport_id text) returns integer
  language sql immutable parallel safe as 'lib/sportsbook/betting/sql/in_play_delay_ms.sql';
grant execute on routine in_play_delay_ms(jsonb,text) to evens_app;

create function incident_version() returns trigger
  language plpgsql as 'lib/sportsbook/events/sql/incident_version.sql';

create function instrument_blocked(p_instrument_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as 'lib/cashier/sql/instrument_blocked.sql';
grant execute on routine instrument_blocked(uuid) to evens_app;

create function ledger_account_for(p_kind text, p_owner uuid, p_currency character, p_detail text DEFAULT ''::text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_account_for.sql';
grant execute on routine ledger_account_for(text,uuid,character,text) to evens_app;

create function ledger_balance(p_account_id bigint) returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_balance.sql';
grant execute on routine ledger_balance(bigint) to evens_app;

create function ledger_collect(p_cash bigint[], p_references text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_collect.sql';

create function ledger_fault(p_message text) returns void
  language plpgsql as 'lib/ledger/sql/ledger_fault.sql';
grant execute on routine ledger_fault(text) to evens_app;

create function ledger_hold_close(p_hold_id uuid, p_kind text, p_amount bigint DEFAULT NULL::bigint, p_transfer_id uuid DEFAULT NULL::uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_hold_close.sql';
grant execute on routine ledger_hold_close(uuid,text,bigint,uuid) to evens_app;

create function ledger_hold_open(p_posting ledger_posting, p_expires_at timestamp with time zone) returns TABLE(outcome text, available bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_hold_open.sql';
grant execute on routine ledger_hold_open(ledger_posting,timestamp with time zone) to evens_app;

create function ledger_lock(p_accounts bigint[]) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_lock.sql';

create function ledger_number_hold() returns trigger
  language plpgsql as 'lib/ledger/sql/ledger_number_hold.sql';

create function ledger_recover(p_posting ledger_posting, p_owed_id uuid) returns TABLE(outcome text, owed bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_recover.sql';
grant execute on routine ledger_recover(ledger_posting,uuid) to evens_app;

create function ledger_roll_up() returns bigint
  language sql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_roll_up.sql';
grant execute on routine ledger_roll_up() to evens_app;

create function ledger_track(p_account_id bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_track.sql';

create function ledger_transfer_all(p_postings ledger_posting[]) returns TABLE(transfer_id uuid, outcome text, available bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_transfer_all.sql';
grant execute on routine ledger_transfer_all(ledger_posting[]) to evens_app;

create function ledger_write(p_postings ledger_posting[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_write.sql';

create function ledger_write_entries(p_postings ledger_posting[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/ledger/sql/ledger_write_entries.sql';

create function leg_effective_result(p_voided boolean, p_placed_at timestamp with time zone, p_odds bigint, p_status smallint, p_void_windows tstzmultirange, p_decided_at timestamp with time zone, p_result smallint, p_void numeric, p_numerator integer, p_denominator integer, p_early_at timestamp with time zone) returns TABLE(reason text, result text, factor numeric, divisor integer)
  language sql immutable parallel safe as 'lib/sportsbook/settlement/sql/leg_effective_result.sql';
grant execute on routine leg_effective_result(boolean,timestamp with time zone,bigint,smallint,tstzmultirange,timestamp with time zone,smallint,numeric,integer,integer,timestamp with time zone) to evens_app;

create function limit_resets_at(p_period text, p_first timestamp with time zone, p_at timestamp with time zone) returns timestamp with time zone
  language sql immutable parallel safe as 'lib/players/sql/limit_resets_at.sql';
grant execute on routine limit_resets_at(text,timestamp with time zone,timestamp with time zone) to evens_app;

create function limit_since(p_period text, p_at timestamp with time zone) returns timestamp with time zone
  language sql immutable parallel safe as 'lib/players/sql/limit_since.sql';
grant execute on routine limit_since(text,timestamp with time zone) to evens_app;

create function market_effective_result(p_market_id text) returns TABLE(cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
  language sql stable as 'lib/sportsbook/markets/sql/market_effective_result.sql';
grant execute on routine market_effective_result(text) to evens_app;

create function market_journal(p_market_id text) returns market_settlement[]
  language sql stable as 'lib/sportsbook/markets/sql/market_journal.sql';
grant execute on routine market_journal(text) to evens_app;

create function outbox_take(p_limit integer) returns SETOF outbox
  language plpgsql set enable_seqscan = off set enable_bitmapscan = off as 'lib/platform/messaging/sql/outbox_take.sql';
grant execute on routine outbox_take(integer) to evens_app;

create function outcome_effective_result(p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb, p_decided jsonb, p_key text) returns TABLE(result smallint, void_factor numeric, numerator integer, denominator integer, decided_at timestamp with time zone)
  language sql stable as 'lib/sportsbook/markets/sql/outcome_effective_result.sql';
grant execute on routine outcome_effective_result(boolean,boolean,jsonb,jsonb,text) to evens_app;

create function partition_analyze(p_parent text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/platform/database/sql/partition_analyze.sql';
grant execute on routine partition_analyze(text) to evens_app;

create function partition_archive(p_parent text, p_starts_at timestamp with time zone) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = 2s as 'lib/platform/database/sql/partition_archive.sql';

create function partition_make(p_parent text, p_at timestamp with time zone) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/platform/database/sql/partition_make.sql';

create function partitioned() returns TABLE(parent text, detached_with text, key text)
  language sql immutable as 'lib/platform/database/sql/partitioned.sql';
grant execute on routine partitioned() to evens_app;

create function partitions_detach(p_what text, p_keep integer) returns TABLE(starts_at timestamp with time zone, outcome text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/platform/database/sql/partitions_detach.sql';
grant execute on routine partitions_detach(text,integer) to evens_app;

create function partitions_make_ahead(p_months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = 3s as 'lib/platform/database/sql/partitions_make_ahead.sql';
grant execute on routine partitions_make_ahead(integer) to evens_app;

create function pay_early(p_market_id text, p_outcome_key text, p_event_version bigint) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/settlement/sql/pay_early.sql';
grant execute on routine pay_early(text,text,bigint) to evens_app;

create function play_limits(p_player_id uuid, p_at timestamp with time zone) returns TABLE(period text, amount bigint, used interval, resets_at timestamp with time zone)
  language sql stable as 'lib/players/sql/play_limits.sql';
grant execute on routine play_limits(uuid,timestamp with time zone) to evens_app;

create function play_seen(p_player_id uuid, p_gap interval, p_check_minutes integer, p_required text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/play_seen.sql';
grant execute on routine play_seen(uuid,interval,integer,text[]) to evens_app;

create function play_time(p_player_id uuid, p_since timestamp with time zone, p_until timestamp with time zone) returns interval
  language sql stable as 'lib/players/sql/play_time.sql';
grant execute on routine play_time(uuid,timestamp with time zone,timestamp with time zone) to evens_app;

create function play_totals(p_player_id uuid, p_since timestamp with time zone) returns TABLE(staked bigint, returned bigint)
  language sql stable as 'lib/players/sql/play_totals.sql';
grant execute on routine play_totals(uuid,timestamp with time zone) to evens_app;

create function player_excluded_until(p_player_id uuid) returns timestamp with time zone
  language sql stable as 'lib/players/sql/player_excluded_until.sql';
grant execute on routine player_excluded_until(uuid) to evens_app;

create function player_limit_cancel(p_player_id uuid, p_kind text, p_period text) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/player_limit_cancel.sql';
grant execute on routine player_limit_cancel(uuid,text,text) to evens_app;

create function player_limit_confirm(p_player_id uuid, p_kind text, p_period text) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/player_limit_confirm.sql';
grant execute on routine player_limit_confirm(uuid,text,text) to evens_app;

create function player_limit_lock(p_player_id uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/player_limit_lock.sql';

create function player_limit_set(p_player_id uuid, p_kind text, p_period text, p_amount bigint, p_wait interval) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/player_limit_set.sql';
grant execute on routine player_limit_set(uuid,text,text,bigint,interval) to evens_app;

create function player_may(p_gate text, p_status text, p_excluded_until timestamp with time zone, p_play_until timestamp with time zone, p_at timestamp with time zone) returns boolean
  language sql immutable parallel safe as 'lib/players/sql/player_may.sql';
grant execute on routine player_may(text,text,timestamp with time zone,timestamp with time zone,timestamp with time zone) to evens_app;

create function player_stakes_forget(p_days integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/player_stakes_forget.sql';
grant execute on routine player_stakes_forget(integer) to evens_app;

create aggregate product(numeric) returns numeric
  language internal immutable as 'lib/sportsbook/settlement/sql/product.sql';
grant execute on routine product(numeric) to evens_app;

create function publish_policy(p_session_id uuid, p_base integer, p_rules jsonb, p_reason text, p_request_id text) returns TABLE(published boolean, version integer)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/publish_policy.sql';
grant execute on routine publish_policy(uuid,integer,jsonb,text,text) to evens_app;

create function reality_check_answer(p_player_id uuid, p_break interval) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/reality_check_answer.sql';
grant execute on routine reality_check_answer(uuid,interval) to evens_app;

create function record_settlement_entries(p_changes jsonb, p_versions jsonb) returns void
  language plpgsql as 'lib/sportsbook/markets/sql/record_settlement_entries.sql';
grant execute on routine record_settlement_entries(jsonb,jsonb) to evens_app;

create function refuse_pending_bet(p_id uuid, p_refusal jsonb, p_decision jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/refuse_pending_bet.sql';
grant execute on routine refuse_pending_bet(uuid,jsonb,jsonb) to evens_app;

create function result_name(p_result smallint, p_void numeric) returns text
  language sql immutable parallel safe as 'lib/sportsbook/settlement/sql/result_name.sql';
grant execute on routine result_name(smallint,numeric) to evens_app;

create function return_free_bets(p_steps bet_step[]) returns ledger_posting[]
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/settlement/sql/return_free_bets.sql';

create function rule_referral(p_id uuid, p_staff_id uuid, p_player_id uuid, p_ruling text, p_offer jsonb, p_delay_ms integer) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/rule_referral.sql';
grant execute on routine rule_referral(uuid,uuid,uuid,text,jsonb,integer) to evens_app;

create function session_opened() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/session_opened.sql';

create function session_stays_revoked() returns trigger
  language plpgsql as 'lib/players/sql/session_stays_revoked.sql';

create function set_suspension(p_scope text, p_scope_id text, p_source text, p_on boolean, p_reason text, p_note text, p_by uuid) returns TABLE(event_id text, version bigint)
  language plpgsql as 'lib/sportsbook/markets/sql/set_suspension.sql';
grant execute on routine set_suspension(text,text,text,boolean,text,text,uuid) to evens_app;

create function settle_bets(p_bet_ids uuid[], p_causes text[], p_by uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/settlement/sql/settle_bets.sql';

create function settle_limits(p_steps bet_step[]) returns void
  language plpgsql set enable_seqscan = off as 'lib/sportsbook/settlement/sql/settle_limits.sql';
grant execute on routine settle_limits(bet_step[]) to evens_app;

create function settle_market(p_market_id text, p_limit integer, p_after uuid DEFAULT NULL::uuid, p_lane integer DEFAULT 0, p_lanes integer DEFAULT 1) returns TABLE(bets integer, last uuid, done boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan as 'lib/sportsbook/settlement/sql/settle_market.sql';
grant execute on routine settle_market(text,integer,uuid,integer,integer) to evens_app;

create function settle_steps(p_steps bet_step[], p_by uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as 'lib/sportsbook/settlement/sql/settle_steps.sql';

create function settlement_effect(p_market_ids text[], p_change jsonb) returns TABLE(currency text, touched bigint, settled bigint, corrected bigint, reopened bigint, goes_on bigint, paid bigint, taken_back bigint, house bigint, owed bigint, owing bigint, repaid bigint)
  language sql set enable_seqscan = off as 'lib/sportsbook/settlement/sql/settlement_effect.sql';
grant execute on routine settlement_effect(text[],jsonb) to evens_app;

create function settlement_entries_of(p_changes jsonb) returns SETOF market_settlement
  language sql as 'lib/sportsbook/markets/sql/settlement_entries_of.sql';
grant execute on routine settlement_entries_of(jsonb) to evens_app;

create function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
  language sql immutable parallel safe as 'lib/sportsbook/settlement/sql/settlement_transfer_id.sql';
grant execute on routine settlement_transfer_id(uuid,integer,text) to evens_app;

create function shown_result(p_result text, p_stake bigint, p_returned bigint, p_edited boolean) returns text
  language sql immutable parallel safe as 'lib/sportsbook/betting/sql/shown_result.sql';
grant execute on routine shown_result(text,bigint,bigint,boolean) to evens_app;

create function staff_of(p_session_id uuid, p_roles text[] DEFAULT NULL::text[]) returns staff_account
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/staff_of.sql';

create function staff_void_bet(p_session_id uuid, p_bet_id uuid, p_reason text) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/settlement/sql/staff_void_bet.sql';
grant execute on routine staff_void_bet(uuid,uuid,text) to evens_app;

create function take_email_link(p_kind text, p_token_hash text) returns TABLE(player_id uuid, email text, old_email text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/players/sql/take_email_link.sql';
grant execute on routine take_email_link(text,text) to evens_app;

create function uuid_floor(p_at timestamp with time zone) returns uuid
  language sql immutable parallel safe as 'lib/platform/database/sql/uuid_floor.sql';
grant execute on routine uuid_floor(timestamp with time zone) to evens_app;

create function uuid_time(p_id uuid) returns timestamp with time zone
  language sql immutable parallel safe as 'lib/platform/database/sql/uuid_time.sql';
grant execute on routine uuid_time(uuid) to evens_app;

create function void_bet(p_bet_id uuid, p_reason text, p_by uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/settlement/sql/void_bet.sql';

create function withdraw_free_bet(p_id uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as 'lib/sportsbook/betting/sql/withdraw_free_bet.sql';
grant execute on routine withdraw_free_bet(uuid) to evens_app;


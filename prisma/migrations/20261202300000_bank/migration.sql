-- A player's own reference for bank transfers (ISO 11649). It stays the player's for ever and is given to nobody else.
create table bank_reference (
  player_id   uuid        primary key references player,
  reference   text        not null unique check (reference ~ '^RF[0-9]{14}$'),
  created_at  timestamptz not null default clock_timestamp()
);

-- A statement, report or notification of the bank that was imported. One that is not right as a whole is refused and leaves no row.
create table bank_statement (
  id             uuid        primary key,
  format         text        not null check (format in ('camt.052', 'camt.053', 'camt.054')),
  -- The operator's IBAN.
  account        text        not null,
  currency       char(3)     not null,
  statement_ref  text        not null,
  sequence       text,
  opening        bigint,
  closing        bigint,
  file_hash      bytea       not null,
  -- Payments that were new, those that were known already, and entries that are only announced.
  added          integer     not null check (added >= 0),
  known          integer     not null check (known >= 0),
  not_booked     integer     not null check (not_booked >= 0),
  imported_by    uuid        references staff_account,
  imported_at    timestamptz not null default clock_timestamp(),
  constraint bank_statement_once unique (account, statement_ref, file_hash),
  constraint bank_statement_balances check ((opening is null) = (closing is null))
);
create index bank_statement_newest on bank_statement (imported_at desc, id desc);

-- Money that the bank has booked: an entry, or one payment of a batch. Stored once, whichever file it was read from first.
create table bank_entry (
  id               uuid        primary key,
  statement_id     uuid        not null references bank_statement,
  account          text        not null,
  entry_reference  text        not null,
  detail           integer     not null check (detail >= 0),
  amount           bigint      not null check (amount > 0),
  currency         char(3)     not null,
  credit           boolean     not null,
  -- The bank takes another booking back by it.
  reversal         boolean     not null,
  booked_on        date,
  end_to_end_id    text,
  party_name       text,
  party_account    text,
  remittance       text        not null,
  return_reason    text,
  state            text        not null default 'received'
                   check (state in ('received', 'credited', 'suspended', 'paid', 'returned', 'reversed')),
  problem          text        check (problem ~ '^[a-z_]{2,40}$'),
  payment_id       uuid        references payment,
  -- Of money that left the account for no payment of ours.
  transfer_id      uuid        unique references ledger_transfer,
  ended_at         timestamptz,
  constraint bank_entry_once unique (account, entry_reference, detail),
  constraint bank_entry_ended check ((state = 'received') = (ended_at is null))
);
create index bank_entry_statement on bank_entry (statement_id, id);
create index bank_entry_received on bank_entry (id) where state = 'received';
create index bank_entry_end_to_end on bank_entry (end_to_end_id) where end_to_end_id is not null;
create index bank_entry_payment on bank_entry (payment_id) where payment_id is not null;

-- What is known of a bank account that a player registered, beside its instrument.
create table bank_payee (
  instrument_id   uuid        primary key references payment_instrument,
  holder          text        not null,
  -- What the payee's bank said of the name: match, close match, no match, not available.
  name_check      text        not null check (name_check in ('MTCH', 'CMTC', 'NMTC', 'NOAP')),
  -- The name that a bank gave for a close match.
  checked_name    text,
  checked_at      timestamptz not null default clock_timestamp(),
  -- The reason of a return after which nothing is paid to it any more: "AC04", "RR04".
  blocked_reason  text
);

-- A file of transfers for the bank. What it holds is fixed when it is prepared, and its text when a second person has released it.
create table bank_batch (
  id             uuid        primary key,
  account        text        not null,
  currency       char(3)     not null,
  state          text        not null default 'prepared' check (state in ('prepared', 'released', 'sent', 'discarded')),
  amount         bigint      not null check (amount > 0),
  transfers      integer     not null check (transfers > 0),
  prepared_at    timestamptz not null default clock_timestamp(),
  execution_day  date,
  file           text,
  released_at    timestamptz,
  sent_at        timestamptz,
  constraint bank_batch_file check ((state in ('released', 'sent')) = (file is not null) and (file is null) = (released_at is null)
                                    and (file is null) = (execution_day is null)),
  constraint bank_batch_sent check ((state = 'sent') = (sent_at is not null))
);
create index bank_batch_newest on bank_batch (prepared_at desc, id desc);

-- A payout by bank transfer: the side of the bank, as far as its files have told us.
create table bank_payout (
  payout_id        uuid        primary key references payout,
  -- In the file, and in what the bank says of it. Unique for ever.
  end_to_end_id    text        not null unique check (end_to_end_id ~ '^[A-Z0-9]{1,35}$'),
  holder           text        not null,
  iban             text        not null,
  amount           bigint      not null check (amount > 0),
  currency         char(3)     not null,
  state            text        not null default 'sent' check (state in ('sent', 'paid', 'failed')),
  reason           text,
  batch_id         uuid        references bank_batch,
  debit_entry_id   uuid        unique references bank_entry,
  return_entry_id  uuid        unique references bank_entry,
  created_at       timestamptz not null default clock_timestamp(),
  constraint bank_payout_returned check (return_entry_id is null or state = 'failed')
);
create index bank_payout_waiting on bank_payout (currency, created_at) where batch_id is null and state = 'sent';
create index bank_payout_batch on bank_payout (batch_id) where batch_id is not null;

grant select, insert (player_id, reference) on bank_reference to evens_app;
grant select, insert (id, format, account, currency, statement_ref, sequence, opening, closing, file_hash, added, known, not_booked, imported_by)
  on bank_statement to evens_app;
grant select,
  insert (id, statement_id, account, entry_reference, detail, amount, currency, credit, reversal, booked_on, end_to_end_id, party_name,
          party_account, remittance, return_reason),
  update (state, problem, payment_id, transfer_id, ended_at) on bank_entry to evens_app;
grant select, insert (instrument_id, holder, name_check, checked_name), update (name_check, checked_name, checked_at, blocked_reason)
  on bank_payee to evens_app;
grant select, insert (id, account, currency, amount, transfers), update (state, execution_day, file, released_at, sent_at) on bank_batch to evens_app;
grant select, insert (payout_id, end_to_end_id, holder, iban, amount, currency, state, reason),
  update (state, reason, batch_id, debit_entry_id, return_entry_id) on bank_payout to evens_app;

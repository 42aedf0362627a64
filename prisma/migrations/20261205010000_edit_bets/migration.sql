-- A bet that its player edits ends as a cash-out, and its value goes into the stake of the bet that takes its place.
alter table bet_cash_out
  -- The bet that takes its place.
  add column edit_id uuid   unique,
  -- The part of the amount that went into the stake of that bet.
  add column carried bigint check (carried > 0 and carried <= amount),
  add constraint bet_cash_out_edit check ((edit_id is null) = (carried is null) and (edit_id is null or rest_id is null));

-- The bet whose place this one takes.
alter type bet_input add attribute edits uuid;

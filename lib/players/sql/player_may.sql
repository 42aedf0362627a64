/*
 * Whether a player of this status may do what the gate guards ('bet', 'deposit', 'withdraw', 'play'), false where there is no player: the
 * rule of lib/players/eligibility/gates.ts, for statements that must apply it where they move money. A test holds the two together.
 * Without a search path of its own, so that it is planned into the statement that asks.
 */
create or replace function player_may(p_gate text, p_status text) returns boolean
language sql immutable parallel safe as $$
  select coalesce(p_status = 'active' or (p_status = 'suspended' and p_gate = 'withdraw'), false)
$$;

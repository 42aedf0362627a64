/*
 * Whether an account of this status and role may do what the gate guards ('bet', 'deposit', 'withdraw', 'play'): the rule of
 * lib/players/eligibility/gates.ts, for statements that must apply it where they move money. A test holds the two together.
 * Without a search path of its own, so that it is planned into the statement that asks.
 */
create or replace function player_may(p_gate text, p_status text, p_role text) returns boolean
language sql immutable parallel safe as $$
  select coalesce(p_role = 'player' and (p_status = 'active' or (p_status = 'suspended' and p_gate = 'withdraw')), false)
$$;

/*
 * Whether a player of this status, excluded until then (null: not excluded), whose play is stopped from then on (null: not stopped), may do
 * what the gate guards ('bet', 'deposit', 'withdraw', 'play') at that moment, false where there is no player: the rule of
 * lib/players/eligibility/gates.ts, for statements that must apply it where they move money. A test holds the two together.
 * Without a search path of its own, so that it is planned into the statement that asks.
 */
create or replace function player_may(p_gate text, p_status text, p_excluded_until timestamptz, p_play_until timestamptz, p_at timestamptz)
returns boolean
language sql immutable parallel safe as $$
  select coalesce(
    case p_gate
      when 'withdraw' then p_status in ('active', 'suspended')
      else p_status = 'active' and (p_excluded_until is null or p_excluded_until <= p_at)
             and (p_gate = 'deposit' or p_play_until is null or p_play_until > p_at)
    end, false)
$$;

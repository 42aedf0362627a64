/*
 * The id of a transfer that the settlement of a bet can make only once, from bet, version and purpose: the bet's 48 bits of time, then a
 * hash (UUID version 8, the kind for layouts of one's own: RFC 9562, 5.8). Transfers of one time lie side by side in the ledger's indexes.
 * Put together from bytes and from immutable parts only, so that a statement that makes thousands inlines it.
 */
create or replace function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
language sql immutable parallel safe as $$
  select encode(overlay(overlay(overlay(decode(md5(p_bet_id::text || ':' || p_version::text || ':' || p_purpose), 'escape')
                                        placing decode(encode(substr(uuid_send(p_bet_id), 1, 6), 'hex'), 'escape') from 1)
                                placing '8'::bytea from 13) placing '8'::bytea from 17), 'escape')::uuid
$$;

-- The same card is one instrument of a player, however often it was entered.
update payment p set instrument_id = k.keep
  from (select id, first_value(id) over (partition by player_id, provider, fingerprint order by created_at desc, id desc) as keep
          from payment_instrument where fingerprint is not null and method = 'card') k
 where p.instrument_id = k.id and k.id <> k.keep;
delete from payment_instrument i
 using payment_instrument newer
 where i.method = 'card' and newer.method = 'card' and newer.player_id = i.player_id and newer.provider = i.provider
   and newer.fingerprint = i.fingerprint and (newer.created_at, newer.id) > (i.created_at, i.id);
create unique index payment_instrument_card on payment_instrument (player_id, provider, fingerprint) where fingerprint is not null and method = 'card';

grant update (object_id, brand, last4, funding, country, exp_month, exp_year, removed_at) on payment_instrument to evens_app;

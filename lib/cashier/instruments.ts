import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import {
  array,
  bool,
  type Connection,
  int4,
  nullable,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { openDuplicateCase } from "#lib/players/index.ts";
import { instrumentRemoved } from "./events.ts";
import type { Payment } from "./payments/store.ts";
import type { InstrumentFacts, PaymentProvider } from "./providers/provider.ts";
import type { SavedInstrument } from "./schema.ts";

const INSTRUMENT = [
  uuid,
  uuid,
  uuid,
  text,
  text,
  text,
  text,
  text,
  nullable(text),
  nullable(text),
  nullable(text),
  nullable(int4),
  nullable(int4),
] as const;

const BIND = `update payment set instrument_id = coalesce((select id from made),
           (select id from payment_instrument where provider = $4 and object_id = $5 and player_id = $3))
     where id = $1`;

const INSERT = `insert into payment_instrument as i
        (id, player_id, provider, object_id, method, brand, last4, fingerprint, funding, country, exp_month, exp_year)
      values ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

// A card that was entered again is the instrument that it was, by its newest name. It is offered again, unless it was removed after this payment.
const keepCard = statement({
  text: `
    with made as (
      ${INSERT}
      on conflict (player_id, provider, fingerprint) where fingerprint is not null and method = 'card' do update
         set object_id = excluded.object_id, brand = excluded.brand, funding = excluded.funding, country = excluded.country,
             exp_month = excluded.exp_month, exp_year = excluded.exp_year,
             removed_at = case when i.removed_at > (select created_at from payment where id = $1) then i.removed_at end
      returning i.id
    ) ${BIND}`,
  params: INSTRUMENT,
  row: {},
});

const keepOther = statement({
  text: `with made as (${INSERT} on conflict on constraint payment_instrument_object do nothing returning i.id) ${BIND}`,
  params: INSTRUMENT,
  row: {},
});

const othersWith = statement({
  text: `
    select distinct p.player_id as "playerId", i.player_id as "otherId"
      from payment p join payment_instrument mine on mine.id = p.instrument_id
      join payment_instrument i on i.fingerprint = mine.fingerprint and i.player_id <> p.player_id
     where p.id = any($1) and exists (select from payment d where d.instrument_id = i.id and d.direction = 'deposit' and d.state = 'succeeded')`,
  params: [array(uuid)],
  row: { playerId: uuid, otherId: uuid },
});

/** Remembers what a payment was paid with. */
export const keepInstrument = async (
  { id, playerId, provider, method, instrumentId }: Payment,
  facts: InstrumentFacts,
  client: pg.PoolClient,
): Promise<void> => {
  if (instrumentId !== null) return;
  const { objectId, brand, last4, fingerprint, funding, country, expMonth, expYear } = facts;
  await (method === "card" && fingerprint !== null ? keepCard : keepOther).run(
    [
      id,
      uuidv7(),
      playerId,
      provider,
      objectId,
      method,
      brand,
      last4,
      fingerprint,
      funding,
      country,
      expMonth,
      expYear,
    ],
    client,
  );
};

/** Asks staff whether two accounts are one person's, once both have paid with the same card. Called with deposits that were credited. */
export const reportSharedInstrument = async (
  payments: readonly string[],
  client: pg.PoolClient,
): Promise<void> => {
  for (const { playerId, otherId } of await othersWith.all([[...payments]], client))
    await openDuplicateCase(client, playerId, otherId, "instrument");
};

const savedOf = statement({
  text: `
    select i.id, i.method, i.brand, i.last4,
           coalesce(make_date(i.exp_year, i.exp_month, 1) + interval '1 month' <= clock_timestamp(), false) as expired
      from payment_instrument i
      join lateral (select max(p.created_at) as at from payment p where p.instrument_id = i.id and p.state = 'succeeded') u on u.at is not null
     where i.player_id = $1 and i.provider = any($2) and i.usable_from is null and i.removed_at is null
     order by u.at desc limit 5`,
  params: [uuid, array(text)],
  row: { id: uuid, method: text, brand: text, last4: text, expired: nullable(bool) },
});

/** The cards that a player has deposited with, the last used first. */
export const savedInstruments = async (
  playerId: string,
  providers: readonly string[],
): Promise<SavedInstrument[]> =>
  (await savedOf.all([playerId, providers])).map(({ expired, ...one }) => ({
    ...one,
    expired: expired ?? false,
  }));

const objectOf = statement({
  text: "select object_id from payment_instrument where id = $1 and player_id = $2 and provider = $3 and removed_at is null",
  params: [uuid, uuid, text],
  row: { object_id: text },
});

/** The provider's name for a player's own instrument; null for anybody else's. */
export const instrumentObject = async (
  id: string,
  playerId: string,
  provider: string,
): Promise<string | null> => (await objectOf.first([id, playerId, provider]))?.object_id ?? null;

const remove = statement({
  text: `
    update payment_instrument set removed_at = clock_timestamp() where id = $1 and player_id = $2 and removed_at is null
     returning provider, object_id as "objectId"`,
  params: [uuid, uuid],
  row: { provider: text, objectId: text },
});

/** Offers a player's own instrument no more, and has its provider forget it. False where there is none to remove. */
export const removeInstrument = async (
  id: string,
  playerId: string,
  client: pg.PoolClient,
): Promise<boolean> => {
  const removed = await remove.first([id, playerId], client);
  if (removed) await publish(client, instrumentRemoved, { instrumentId: id, playerId, ...removed });
  return removed !== undefined;
};

const customerOf = statement({
  text: "select object_id from payment_customer where player_id = $1 and provider = $2",
  params: [uuid, text],
  row: { object_id: text },
});

const keepCustomer = statement({
  text: "insert into payment_customer (player_id, provider, object_id) values ($1, $2, $3) on conflict do nothing",
  params: [uuid, text, text],
  row: {},
});

/** The player's customer at a provider, made with the first payment; null for a provider that keeps none. */
export const customerAt = async (
  provider: PaymentProvider,
  player: { playerId: string; email: string },
  client?: Connection,
): Promise<string | null> => {
  if (!provider.customer) return null;
  const known = await customerOf.first([player.playerId, provider.id], client);
  if (known) return known.object_id;
  await keepCustomer.run([player.playerId, provider.id, await provider.customer(player)], client);
  return (await customerOf.first([player.playerId, provider.id], client))?.object_id ?? null;
};

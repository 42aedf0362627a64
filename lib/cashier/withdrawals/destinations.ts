import type pg from "pg";
import { minBigint } from "#lib/core/money.ts";
import type { PlayerActor } from "#lib/platform/commands/context.ts";
import { bool, bpchar, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { methodsFor, providerNamed } from "../providers/index.ts";
import type { Destination } from "../schema.ts";

// What was deposited by each instrument, less what was withdrawn to it or is on its way there.
const netOf = statement({
  text: `
    select p.provider, p.method, p.instrument_id as "instrumentId", i.brand, i.last4,
           (sum(case p.direction when 'deposit' then p.amount - p.reversed else -p.amount end))::bigint as net,
           coalesce(instrument_blocked(p.instrument_id), false) as blocked
      from payment p left join payment_instrument i on i.id = p.instrument_id
     where p.player_id = $1 and p.currency = $2
       and (p.direction = 'deposit' and p.state = 'succeeded'
         or p.direction = 'withdrawal' and p.state in ('requested', 'in_review', 'information_needed', 'approved', 'sent', 'paid'))
     group by p.provider, p.method, p.instrument_id, i.brand, i.last4
     order by max(p.created_at) desc`,
  params: [uuid, bpchar],
  row: {
    provider: text,
    method: text,
    instrumentId: nullable(uuid),
    brand: nullable(text),
    last4: nullable(text),
    net: int8,
    blocked: bool,
  },
});

const registeredOf = statement({
  text: `
    select provider, method, id, brand, last4, object_id as "objectId" from payment_instrument
     where player_id = $1 and usable_from <= clock_timestamp() and removed_at is null and not instrument_blocked(id)
     order by created_at desc`,
  params: [uuid],
  row: { provider: text, method: text, id: uuid, brand: text, last4: text, objectId: text },
});

const cashOf = statement({
  text: `
    select balance - held as available from ledger_account_view
     where owner_id = $1 and kind = 'player_cash' and currency = $2 and detail = ''`,
  params: [uuid, bpchar],
  row: { available: int8 },
});

type Registered = { id: string; provider: string; objectId: string };

/** The most that providers let each registered instrument be paid, where they have a ceiling. */
const ceilingsOf = async (
  registered: readonly Registered[],
  currency: PlayerActor["currency"],
): Promise<Map<string, bigint>> => {
  const ceilings = new Map<string, bigint>();
  for (const { id, provider, objectId } of registered) {
    const ceiling = await providerNamed(provider)?.ceiling?.(objectId, currency);
    if (ceiling != null) ceilings.set(id, ceiling);
  }
  return ceilings;
};

const positive = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
const sumOf = (each: readonly { net: bigint }[]): bigint => each.reduce((sum, { net }) => sum + net, 0n);

/**
 * Where a player may withdraw to, and how much. Net deposits go back to where they came from: card by card where deposits are refunded, to any account
 * that the player registered of the same method. Only what exceeds all of them, which was won, may go elsewhere.
 */
export const destinationsOf = async (
  { playerId, currency }: Pick<PlayerActor, "playerId" | "currency">,
  client?: pg.PoolClient,
): Promise<{ available: bigint; destinations: Destination[] }> => {
  const available = (await cashOf.first([playerId, currency], client))?.available ?? 0n;
  const used = await netOf.all([playerId, currency], client);
  const methods = methodsFor("withdrawal", currency).map((each) => {
    const own = used.filter(
      ({ method, provider }) => method === each.method && provider === each.provider.id,
    );
    const refundable = own.filter(({ net }) => net > 0n);
    const bound = each.withdrawsTo === "deposits" ? sumOf(refundable) : positive(sumOf(own));
    return { ...each, refundable, bound: each.withdrawsTo === "account" ? 0n : bound };
  });
  const free = positive(available - methods.reduce((sum, { bound }) => sum + bound, 0n));
  const registered = await registeredOf.all([playerId], client);
  const ceilings = await ceilingsOf(registered, currency);
  const destinations = methods.flatMap(
    ({ method, provider, withdrawsTo, refundable, bound }): Destination[] => {
      const to = { method, provider: provider.id };
      if (withdrawsTo === "deposits")
        return refundable
          .filter(({ blocked }) => !blocked)
          .map(({ instrumentId, brand, last4, net }) => ({
            ...to,
            instrument:
              instrumentId === null ? null : { id: instrumentId, brand: brand ?? "", last4: last4 ?? "" },
            maximum: minBigint(net, available),
          }));
      const maximum = minBigint(bound + free, available);
      if (maximum === 0n) return [];
      if (withdrawsTo === "account") return [{ ...to, instrument: null, maximum }];
      return registered
        .filter((each) => each.method === method && each.provider === provider.id)
        .map(({ id, brand, last4 }) => ({
          ...to,
          instrument: { id, brand, last4 },
          maximum: minBigint(maximum, ceilings.get(id) ?? maximum),
        }))
        .filter((each) => each.maximum > 0n);
    },
  );
  return { available, destinations };
};

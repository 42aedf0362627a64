import type pg from "pg";
import { minBigint } from "#lib/core/money.ts";
import type { PlayerActor } from "#lib/platform/commands/context.ts";
import { bpchar, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { methodsFor } from "../providers/index.ts";
import type { Destination } from "../schema.ts";

// What was deposited by each instrument, less what was withdrawn to it or is on its way there.
const netOf = statement({
  text: `
    select p.provider, p.method, p.instrument_id as "instrumentId", i.brand, i.last4,
           (sum(case p.direction when 'deposit' then p.amount else -p.amount end))::bigint as net
      from payment p left join payment_instrument i on i.id = p.instrument_id
     where p.player_id = $1 and p.currency = $2
       and (p.direction = 'deposit' and p.state = 'succeeded'
         or p.direction = 'withdrawal' and p.state in ('requested', 'in_review', 'approved', 'sent', 'paid'))
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
  },
});

const cashOf = statement({
  text: `
    select balance - held as available from ledger_account_view
     where owner_id = $1 and kind = 'player_cash' and currency = $2 and detail = ''`,
  params: [uuid, bpchar],
  row: { available: int8 },
});

/**
 * Where a player may withdraw to, and how much: to each instrument up to its net deposits. Only what exceeds the net deposits of
 * all of them, which was won, may go to a destination that takes more than came from it.
 */
export const destinationsOf = async (
  { playerId, currency }: Pick<PlayerActor, "playerId" | "currency">,
  client?: pg.PoolClient,
): Promise<{ available: bigint; destinations: Destination[] }> => {
  const available = (await cashOf.first([playerId, currency], client))?.available ?? 0n;
  const methods = methodsFor("withdrawal", currency);
  const used = await netOf.all([playerId, currency], client);
  const cards = used.filter(({ instrumentId, net }) => instrumentId !== null && net > 0n);
  const bound = cards.reduce((sum, { net }) => sum + net, 0n);
  const destinations = methods.flatMap(({ method, provider }): Destination[] => {
    const own = cards.filter((each) => each.method === method && each.provider === provider.id);
    if (method === "card")
      return own.map(({ instrumentId, brand, last4, net }) => ({
        method,
        provider: provider.id,
        instrument: { id: instrumentId ?? "", brand: brand ?? "", last4: last4 ?? "" },
        maximum: minBigint(net, available),
      }));
    const free = available - bound;
    return free > 0n ? [{ method, provider: provider.id, instrument: null, maximum: free }] : [];
  });
  return { available, destinations };
};

import { array, int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { lockEventOf, rewriteMarkets } from "../market.ts";

export const insertBoost = statement({
  text: `
    insert into price_boost (id, market_id, outcome_key, odds, stake_max, liability_max, ends_at, made_by)
    values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(mins => $7), $8)`,
  params: [uuid, text, text, int8, int8, int8, nullable(int4), uuid],
  row: {},
});

export const boostInForce = statement({
  text: "select id from price_boost where market_id = $1 and outcome_key = $2 and ended_at is null",
  params: [text, text],
  row: { id: uuid },
});

export const endBoosts = statement({
  text: "update price_boost set ended_at = clock_timestamp(), ended_by = $2 where id = any($1) and ended_at is null returning id",
  params: [array(uuid), nullable(uuid)],
  row: { id: uuid },
});

// With less than one whole unit of the base currency left, a boost is as good as used up.
const over = statement({
  text: `
    select p.id, p.market_id as "marketId"
      from price_boost p join market m on m.id = p.market_id join event e on e.id = m.event_id
     where p.ended_at is null
       and (p.ends_at <= clock_timestamp() or e.status not in (0, 6) or m.status <= -3
            or (p.liability_max - p.liability) * 10000 < 100 * (p.odds - 10000))
     order by p.market_id limit 200`,
  params: [],
  row: { id: uuid, marketId: text },
});

/**
 * Ends boosts whose time is over, whose event has begun or that are used up, so that nobody is shown them any more; no bet is accepted at them
 * from the very moment. Returns how many it ended.
 */
export const expireBoosts = async (): Promise<number> => {
  let ended = 0;
  for (const { id, marketId } of await over.all([])) {
    const eventIds = await transaction(async (tx) => {
      await lockEventOf(tx, marketId);
      const done = await endBoosts.all([[id], null], tx);
      ended += done.length;
      return done.length > 0 ? rewriteMarkets(tx, [marketId]) : [];
    });
    await announceEvents(eventIds);
  }
  return ended;
};

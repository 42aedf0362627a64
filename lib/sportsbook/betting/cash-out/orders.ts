import { accept, type Result, refuse } from "#lib/core/result.ts";
import { int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { cashOutNow } from "./cash-out.ts";
import { priceCashOuts } from "./offers.ts";
import { type AutoCashOutInput, type AutoCashOutRefusal, WHOLE } from "./schema.ts";

const write = statement({
  name: "write-cash-out-order",
  text: `
    insert into cash_out_order as o (bet_id, player_id, target, stop, active_at)
    select b.id, b.player_id, $3, $4, clock_timestamp() + $5::integer * interval '1 ms' from bet b
     where b.id = $1 and b.player_id = $2 and b.status = 'open'
    on conflict (bet_id) do update set target = excluded.target, stop = excluded.stop, active_at = excluded.active_at`,
  params: [uuid, uuid, nullable(int8), nullable(int8), int4],
  row: {},
});

const remove = statement({
  name: "remove-cash-out-order",
  text: "delete from cash_out_order where bet_id = $1 and player_id = $2",
  params: [uuid, uuid],
  row: {},
});

/**
 * Sets at which amounts a bet is cashed out by itself, or that it is not. With a leg in play it takes effect after the in-play delay, as a
 * cash-out by hand does.
 */
export const setAutoCashOut = async (
  playerId: string,
  { betId, target, stop }: AutoCashOutInput,
): Promise<Result<{ target: bigint | null; stop: bigint | null }, AutoCashOutRefusal>> => {
  const [priced] = await priceCashOuts([betId], playerId);
  if (!priced) return refuse({ code: "bet_ended" });
  if (target === null && stop === null) {
    await remove.run([betId, playerId]);
    return accept({ target, stop });
  }
  if ((target !== null && target > priced.most) || (target !== null && stop !== null && stop >= target))
    return refuse({ code: "auto_cash_out_invalid", most: priced.most });
  const written = await write.run([betId, playerId, target, stop, priced.delayMs]);
  return written > 0 ? accept({ target, stop }) : refuse({ code: "bet_ended" });
};

const active = statement({
  name: "cash-out-orders",
  text: `
    select o.bet_id, o.player_id, o.target, o.stop,
           coalesce((select string_agg(e.version::text, '-' order by l.position)
                       from bet_leg l join event e on e.id = l.event_id where l.bet_id = o.bet_id), '') as version
      from cash_out_order o join bet b on b.id = o.bet_id
     where b.status = 'open' and o.active_at <= clock_timestamp() order by o.bet_id`,
  params: [],
  row: { bet_id: uuid, player_id: uuid, target: nullable(int8), stop: nullable(int8), version: text },
});

const forgetEnded = statement({
  name: "forget-cash-out-orders",
  text: "delete from cash_out_order o using bet b where b.id = o.bet_id and b.status <> 'open'",
  params: [],
  row: {},
});

const BATCH = 500;

/** The versions of the events by which an order was last compared with an offer. */
const compared = new Map<string, string>();

/**
 * Cashes out the bets whose offers have reached what their players set. Any number of workers may call it: a bet ends once. Offers are made only
 * for bets of which an event has changed since the last call. Answers how many bets it ended.
 */
export const runCashOutOrders = async (): Promise<number> => {
  await forgetEnded.run([]);
  const orders = await active.all([]);
  const known = new Set(orders.map((order) => order.bet_id));
  for (const id of compared.keys()) if (!known.has(id)) compared.delete(id);
  const changed = orders.filter((order) => compared.get(order.bet_id) !== order.version);
  let ended = 0;
  for (let from = 0; from < changed.length; from += BATCH) {
    const batch = changed.slice(from, from + BATCH);
    const priced = await priceCashOuts(
      batch.map((order) => order.bet_id),
      null,
    );
    const offers = new Map(priced.map(({ cashOut }) => [cashOut.betId, cashOut.offer]));
    for (const { bet_id: betId, player_id: playerId, target, stop, version } of batch) {
      const offer = offers.get(betId);
      if (!offer) continue;
      compared.set(betId, version);
      const reached = (amount: bigint): boolean =>
        (target !== null && amount >= target) || (stop !== null && amount <= stop);
      if (!reached(offer.amount)) continue;
      const taken = await cashOutNow(
        playerId,
        { betId, idempotencyKey: `auto:${betId}`, part: WHOLE },
        reached,
        true,
      );
      if (taken.ok) ended += 1;
      else compared.delete(betId);
      if (!taken.ok && taken.refusal.code === "too_busy")
        log.warn({ betId }, "an automatic cash-out found no quiet moment");
    }
  }
  return ended;
};

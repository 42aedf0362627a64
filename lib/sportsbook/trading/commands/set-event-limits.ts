import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { int2, int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { defineCommand } from "#lib/players/index.ts";
import { isFinished } from "#lib/sportsbook/events/views.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { limitsAsText, rewriteMarkets } from "../market.ts";
import { type MarketSet, SetEventLimitsInput, type SetEventLimitsRefusal } from "../schema.ts";

const lock = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', $1))",
  params: [text],
  row: {},
});

const current = statement({
  text: `
    select e.status, coalesce(c.version, 0) as version, c.stake_max as "stakeMax", c.payout_max as "payoutMax"
      from event e left join event_control c on c.event_id = e.id where e.id = $1`,
  params: [text],
  row: { status: int2, version: int4, stakeMax: nullable(int8), payoutMax: nullable(int8) },
});

const save = statement({
  text: `
    insert into event_control as c (event_id, version, stake_max, payout_max, by) values ($1, 1, $2, $3, $4)
    on conflict (event_id) do update set version = c.version + 1, stake_max = excluded.stake_max, payout_max = excluded.payout_max,
      by = excluded.by, at = clock_timestamp()
    returning version`,
  params: [text, nullable(int8), nullable(int8), uuid],
  row: { version: int4 },
});

const openMarkets = statement({
  text: "select id from market where event_id = $1 and status > -3 order by id",
  params: [text],
  row: { id: text },
});

/**
 * Limits what a player may stake and win on each market of an event; of two limits, a market's own and its event's, the lower applies.
 * Once it returns, no bet beyond it is accepted, whenever it was decided.
 */
export const setEventLimits = defineCommand({
  name: "event.set_limits",
  summary:
    "Limits what a player may stake and win on each market of an event, or leaves it to the policy again.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetEventLimitsInput,
  refusals: { unknown_event: 404, control_changed: 409, event_over: 409 },
  audit: ({ eventId, note }) => ({ subject: `event:${eventId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<MarketSet, SetEventLimitsRefusal>> => {
    const { eventId, stakeMax, payoutMax } = input;
    await lock.run([eventId], tx);
    const before = await current.first([eventId], tx);
    if (!before) return refuse({ code: "unknown_event" });
    if (isFinished(before.status)) return refuse({ code: "event_over" });
    if (before.version !== input.version) return refuse({ code: "control_changed" });
    const saved = await save.first([eventId, stakeMax, payoutMax, actor.staffId], tx);
    if (!saved) throw new Error(`the limits of event ${eventId} were not saved`);
    // Bets that were decided on the markets as they were are decided again.
    const markets = await openMarkets.all([eventId], tx);
    const eventIds = await rewriteMarkets(
      tx,
      markets.map(({ id }) => id),
    );
    onCommit(() => announceEvents(eventIds));
    return changed(
      { version: saved.version },
      { before: limitsAsText(before), after: limitsAsText({ stakeMax, payoutMax }) },
    );
  },
});

import { createHash } from "node:crypto";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { statement, text } from "#lib/platform/database/statement.ts";
import { newestPolicy } from "#lib/sportsbook/betting/index.ts";
import type { BookChange } from "#lib/sportsbook/markets/index.ts";
import { inBase } from "../approvals/rules.ts";
import type { EventPlanRefusal, EventSettlementPreview, PreviewEventSettlementInput } from "../schema.ts";
import { settlementEntriesOf } from "../settlement-entries.ts";
import { type Client, effectsOf, type MarketRow, marketNow, seenOf } from "../settlement-plan.ts";

/** Exclusive on the event: no bet is accepted and no result written between this read and the commit. */
export const lockEvent = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', e.id)) from sportsbook_event_view e where e.id = $1",
  params: [text],
  row: {},
});

type Planned = { markets: MarketRow[]; change: BookChange; preview: EventSettlementPreview };

/**
 * What decisions about markets of one event would do, all together: a bet with legs on several of them counts once. Read-only;
 * refuses as a whole if one decision is impossible.
 */
export const planEventSettlement = async (
  staffId: string,
  { eventId, decisions }: PreviewEventSettlementInput,
  client: Client,
): Promise<Result<Planned, EventPlanRefusal>> => {
  const change: Required<Pick<BookChange, "eventId" | "results" | "corrections">> = {
    eventId,
    results: [],
    corrections: [],
  };
  const markets: MarketRow[] = [];
  for (const { marketId, action } of decisions) {
    const market = await marketNow(client, marketId);
    if (!market || market.event_id !== eventId)
      return refuse({ code: "market_refused", marketId, why: "unknown_market" });
    const entries = settlementEntriesOf(marketId, action, market, staffId, market.nowMs);
    if (!entries.ok) return refuse({ code: "market_refused", marketId, why: entries.refusal.code });
    markets.push(market);
    change.results = [...change.results, ...(entries.value.results ?? [])];
    change.corrections = [...change.corrections, ...(entries.value.corrections ?? [])];
  }
  const [effects, { rules }] = await Promise.all([
    effectsOf(
      decisions.map(({ marketId }) => marketId),
      change,
      client,
    ),
    newestPolicy(),
  ]);
  const sum = (pick: (effect: (typeof effects)[number]) => bigint): bigint =>
    effects.reduce((all, effect) => all + inBase(pick(effect), effect.currency, rules), 0n);
  const versions = markets.map(({ settlement_version }, at) => seenOf(settlement_version, at ? [] : effects));
  return accept({
    markets,
    change,
    preview: {
      seen: createHash("sha256").update(versions.join("\n")).digest("hex"),
      effects,
      base: {
        paid: sum(({ paid }) => paid),
        takenBack: sum(({ takenBack }) => takenBack),
        house: sum(({ house }) => house),
      },
    },
  });
};

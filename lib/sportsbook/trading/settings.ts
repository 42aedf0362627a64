import type pg from "pg";
import type { Result } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import type { MarginMethod } from "#lib/sportsbook/pricing/index.ts";
import {
  changeOf,
  lockMarket,
  type MarketNow,
  rewriteMarkets,
  type Settings,
  saveSettings,
} from "./market.ts";
import type { MarketRefusal, MarketSet } from "./schema.ts";

const BASIS_POINTS = 10_000;

/** A margin as it is stored; null is none of its own. */
export const marginColumns = (
  margin: { method: MarginMethod; overroundBp: number } | null,
): Pick<MarketNow, "method" | "overround"> => ({
  method: margin?.method ?? null,
  overround: margin && margin.overroundBp / BASIS_POINTS,
});

type Given = {
  input: { marketId: string; version: number };
  actor: { staffId: string };
  tx: pg.PoolClient;
  onCommit: (after: () => unknown) => void;
};

/** Changes settings of one market and writes it with them, at once. */
export const changeSettings = async <Refusal>(
  { input, actor, tx, onCommit }: Given,
  settingsFor: (market: MarketNow) => Result<Partial<Settings>, Refusal>,
): Promise<Outcome<MarketSet, MarketRefusal | Refusal>> => {
  const locked = await lockMarket(tx, input);
  if (!locked.ok) return locked;
  const settings = settingsFor(locked.value);
  if (!settings.ok) return settings;
  const version = await saveSettings(tx, { ...locked.value, ...settings.value }, actor.staffId);
  const eventIds = await rewriteMarkets(tx, [input.marketId]);
  onCommit(() => announceEvents(eventIds));
  return changed({ version }, await changeOf(tx, locked.value));
};

"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { SlipLegChoice } from "../stored-slip.ts";
import { legIdOf } from "../stored-slip.ts";
import type { LegNow } from "../use-legs.ts";
import { type Builder, buildersOf } from "./builders.ts";
import { type Quote, quotes } from "./quotes.ts";

const NONE: ReadonlyMap<string, Quote> = new Map();

/** The builders of a slip with their prices, which follow the prices of their selections. */
export const useBuilderQuotes = (
  legs: readonly SlipLegChoice[],
  now: readonly LegNow[],
): (Builder & { quote: Quote })[] => {
  const builders = buildersOf(legs);
  useSyncExternalStore(quotes.subscribe, quotes.all, () => NONE);
  const states = new Map(now.map(({ id, odds, status }) => [id, [odds, status]]));
  const asked = JSON.stringify(
    builders.map(({ legs: own }) => [
      own.map(({ marketId, outcomeKey }) => ({ marketId, outcomeKey })),
      JSON.stringify(own.map((leg) => states.get(legIdOf(leg)) ?? null)),
    ]),
  );
  useEffect(() => {
    const stops = (JSON.parse(asked) as [Builder["legs"], string][]).map(([own, prices]) =>
      quotes.follow(own, prices),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [asked]);
  return builders.map((builder) => ({ ...builder, quote: quotes.of(builder.legs) }));
};

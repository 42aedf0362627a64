"use client";

import { type NamedMarket, namesOf } from "#lib/i18n/market-names.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { eventIdOfMarket, marketRefOf } from "#lib/sportsbook/markets/market-ids.ts";
import { useEvent, useStore } from "../realtime/hooks.ts";

/** A market by its id, for the functions that name it and its outcomes, and its event; null until that is loaded. */
export const useNamed = (marketId: string): { event: HeldEvent | null; named: NamedMarket } => {
  const event = useEvent(eventIdOfMarket(marketId));
  const store = useStore();
  return {
    event,
    named: {
      sportId: event?.competition.sportId,
      ...marketRefOf(marketId),
      participants: event ? namesOf(event) : [],
      written: store.market(marketId)?.written,
    },
  };
};

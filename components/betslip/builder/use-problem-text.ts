"use client";

import { useTranslations } from "next-intl";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { marketRefOf } from "#lib/sportsbook/markets/market-ids.ts";
import { useEvent, useStore } from "../../realtime/hooks.ts";
import type { Builder } from "./builders.ts";
import type { Problem } from "./quotes.ts";

const KEYS = {
  builder_excluded: ["excluded", "excludedAll"],
  builder_redundant: ["redundant", "redundantAll"],
  builder_unavailable: ["unavailable", "unavailableAll"],
  same_event: ["unavailable", "unavailableAll"],
  same_market: ["unavailable", "unavailableAll"],
  related: ["unavailable", "unavailableAll"],
} as const satisfies Record<Problem["reason"], [string, string]>;

/** Why selections of a match are no bet builder, by name, with the way out. */
export const useProblemText = ({ eventId, legs }: Builder): ((problem: Problem) => string) => {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const event = useEvent(eventId);
  const store = useStore();
  const nameOf = (marketId: string | undefined): string => {
    const leg = legs.find((each) => each.marketId === marketId);
    if (!leg) return "";
    const named = {
      sportId: event?.competition.sportId,
      ...marketRefOf(leg.marketId),
      participants: event ? namesOf(event) : [],
      written: store.market(leg.marketId)?.written,
    };
    return t("selection", {
      market: marketFamilyName(m, named),
      outcome: outcomeName(m, named, leg.outcomeKey),
    });
  };
  return ({ reason, marketIds }) => {
    const [few, all] = KEYS[reason];
    const one = few === "unavailable" ? marketIds.length === 1 : marketIds.length === 2;
    return t(`builder.${one ? few : all}`, {
      first: nameOf(marketIds[0]),
      second: nameOf(marketIds.at(-1)),
    });
  };
};

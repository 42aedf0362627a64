"use client";

import { useTranslations } from "next-intl";
import { outcomeName } from "#lib/i18n/market-names.ts";
import { useBetName } from "../bets/bet-name.tsx";
import { useNamed } from "../event/use-named.ts";
import { legIdOf } from "./stored-slip.ts";
import type { SlipView } from "./use-slip-view.ts";

/** What a stake of the slip is on: a selection, a bet on several, or all singles. */
export const useRowName = ({ legs, selections, builders, multiples }: SlipView, key: string): string => {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const nameOf = useBetName();
  const leg = legs.find((each) => legIdOf(each.leg) === key)?.leg;
  const { named } = useNamed(leg?.marketId ?? "");
  const multiple = multiples.find((each) => each.key === key);
  if (builders.some((each) => each.key === key)) return t("name.builder");
  if (multiple) return nameOf(selections, multiple.system);
  if (!leg) return t("stakeEach");
  return outcomeName(m, named, leg.outcomeKey);
};

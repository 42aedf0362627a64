"use client";

import type { Odds } from "#lib/core/odds.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { usePageContext } from "../shell/page-context.tsx";

/** A bet's price as its reader writes prices; the fourth decimal of an accumulator says nothing. */
export const BetOdds = ({ odds }: { odds: Odds }) =>
  formatOdds(odds - (odds % 100n), usePageContext().oddsFormat);

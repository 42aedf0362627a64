"use client";

import type { Odds } from "#lib/core/odds.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { usePageContext } from "../shell/page-context.tsx";

/** The odds of a bet in the viewer's format; the fourth decimal of an accumulator is omitted. */
export const BetOdds = ({ odds }: { odds: Odds }) =>
  formatOdds(odds - (odds % 100n), usePageContext().oddsFormat);

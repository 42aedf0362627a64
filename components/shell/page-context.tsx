"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { OddsFormat } from "#lib/core/settings.ts";
import type { BettingTerms } from "#lib/sportsbook/betting/schema.ts";

/** How the page is written, and the rules that bets on it follow: the same for all who are shown it. */
export type PageContextValue = { oddsFormat: OddsFormat; terms: BettingTerms };

const PageContext = createContext<PageContextValue>({
  oddsFormat: "decimal",
  terms: { inPlayDelays: { inPlayDelayMs: {}, inPlayDelayMsDefault: 0 }, payoutMax: {} },
});

export const usePageContext = (): PageContextValue => useContext(PageContext);

export const PageContextProvider = ({
  value,
  children,
}: {
  value: PageContextValue;
  children: ReactNode;
}) => <PageContext value={value}>{children}</PageContext>;

"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { OddsFormat } from "#lib/i18n/odds-format.ts";
import type { BettingTerms } from "#lib/sportsbook/betting/schema.ts";

/** How the page is written, and the rules that bets on it follow: the same for all who are shown it. */
export type Reader = { oddsFormat: OddsFormat; terms: BettingTerms };

const ReaderContext = createContext<Reader>({
  oddsFormat: "decimal",
  terms: { inPlayDelays: { bySport: {}, other: 0 }, payoutMax: {} },
});

export const useReader = (): Reader => useContext(ReaderContext);

export const ReaderProvider = ({ reader, children }: { reader: Reader; children: ReactNode }) => (
  <ReaderContext value={reader}>{children}</ReaderContext>
);

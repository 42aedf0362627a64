"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Currency } from "#lib/core/money.ts";
import type { OddsFormat } from "#lib/i18n/odds-format.ts";
import type { BettingTerms, OddsChoice } from "#lib/sportsbook/betting/schema.ts";

/** Who reads the page, as islands need it. Null player is a visitor. */
export type Reader = {
  oddsFormat: OddsFormat;
  terms: BettingTerms;
  player: { id: string; currency: Currency; quickStakes: string[]; oddsChoice: OddsChoice } | null;
};

const ReaderContext = createContext<Reader>({
  oddsFormat: "decimal",
  terms: { inPlayDelays: { bySport: {}, other: 0 }, payoutMax: {} },
  player: null,
});

export const useReader = (): Reader => useContext(ReaderContext);

export const ReaderProvider = ({ reader, children }: { reader: Reader; children: ReactNode }) => (
  <ReaderContext value={reader}>{children}</ReaderContext>
);

"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";

type Words = {
  price: ReturnType<typeof useTranslations<"sportsbook.price">>;
  slip: ReturnType<typeof useTranslations<"betslip">>;
};

const WordsContext = createContext<Words | null>(null);

/** A page has hundreds of prices, and all of them say the same words: these are looked up once. */
export function PriceWords({ children }: { children: ReactNode }) {
  const price = useTranslations("sportsbook.price");
  const slip = useTranslations("betslip");
  const words = useMemo(() => ({ price, slip }), [price, slip]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export const usePriceWords = (): Words => {
  const words = useContext(WordsContext);
  if (!words) throw new Error("no PriceWords above");
  return words;
};

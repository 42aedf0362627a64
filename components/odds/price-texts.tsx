"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";

type Texts = {
  price: ReturnType<typeof useTranslations<"sportsbook.price">>;
  slip: ReturnType<typeof useTranslations<"betslip">>;
};

const TextsContext = createContext<Texts | null>(null);

/** A page has hundreds of prices with the same texts: they are looked up once. */
export function PriceTexts({ children }: { children: ReactNode }) {
  const price = useTranslations("sportsbook.price");
  const slip = useTranslations("betslip");
  const texts = useMemo(() => ({ price, slip }), [price, slip]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export const usePriceTexts = (): Texts => {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error("no PriceTexts above");
  return texts;
};

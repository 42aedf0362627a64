import { createTranslator, useLocale } from "next-intl";
import { useMemo } from "react";

/** What a sport's own screens say: they travel with those screens, so that pages without that sport do not load them. */
export const useSportMessages = <Own extends Record<string, unknown>>(own: Own) => {
  const locale = useLocale();
  return useMemo(() => createTranslator({ locale, messages: own }), [locale, own]);
};

"use client";

import { useTranslations } from "next-intl";
import { useLivePart } from "../realtime/hooks.ts";

/** How many matches run: as many as the list below it shows. */
export function LiveLead() {
  const t = useTranslations("sportsbook");
  const count = useLivePart("running").length;
  // That none runs is said in the place of the list.
  return count > 0 ? t("liveLead", { count }) : null;
}

"use client";

import { useTranslations } from "next-intl";
import { useLivePart } from "../realtime/hooks.ts";

/** How many matches run: as many as the list below it shows. */
export function LiveLead() {
  const t = useTranslations("sportsbook");
  return t("liveLead", { count: useLivePart("running").length });
}

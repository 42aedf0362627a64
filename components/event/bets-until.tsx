"use client";

import { useFormatter, useTranslations } from "next-intl";

/** When betting on an outright ends. */
export function BetsUntil({ at }: { at: string }) {
  const t = useTranslations("sportsbook");
  const format = useFormatter();
  return t("betsUntil", {
    at: format.dateTime(new Date(at), {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    }),
  });
}

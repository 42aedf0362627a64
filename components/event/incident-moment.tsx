"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { momentName } from "#lib/i18n/market-names.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { SportViews } from "#lib/sportsbook/sports/schema.ts";

/** When an incident happened, as its sport writes it; empty where the sport does not say. */
export function IncidentMoment({
  incident,
  sport,
  className,
}: {
  incident: Incident;
  sport: SportViews;
  className?: string;
}) {
  const sports = useTranslations("sports");
  const { at } = sport.incident(incident);
  return (
    <span className={clsx("figures", className)}>
      {at && ("text" in at ? at.text : momentName(sports, sport.id, at))}
    </span>
  );
}

import type { CareAction, HarmContribution } from "#lib/players/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Translate } from "../names.ts";

/** What was measured, in words: "Deposits while losing: 3". */
export const markerText = (
  t: Translate,
  { marker, value }: Pick<HarmContribution, "marker" | "value">,
): string =>
  t(`care.marker.${marker}`, { value: Math.round(value * 100) / 100, share: Math.round(value * 100) });

export function CareSuggestion({ suggested, t }: { suggested: CareAction | null; t: Translate }) {
  return suggested ? (
    <Badge tone={suggested === "contact" ? "warn" : "plain"}>{t(`care.action.${suggested}`)}</Badge>
  ) : (
    <span className="text-muted">{t("care.action.none")}</span>
  );
}

import { useTranslations } from "next-intl";
import type { BetResult } from "#lib/sportsbook/betting/schema.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const TONE: Record<BetResult, Tone> = {
  won: "up",
  half_won: "up",
  lost: "down",
  half_lost: "down",
  void: "plain",
};

export function ResultBadge({ result }: { result: BetResult | null }) {
  const t = useTranslations("bets");
  return result ? <Badge tone={TONE[result]}>{t(`result.${result}`)}</Badge> : <Badge>{t("running")}</Badge>;
}

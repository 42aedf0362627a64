import { useTranslations } from "next-intl";
import { shortfallName } from "#lib/i18n/market-names.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { ResultBadge } from "./result-badge.tsx";
import type { LegStanding } from "./standing.ts";

/** A leg in a word: what it came to, or what it would come to if the match ended now. */
export function StandingBadge({ standing, sportId }: { standing: LegStanding; sportId: string }) {
  const t = useTranslations("bets.now");
  const sports = useTranslations("sports");
  if (standing.state === "decided")
    return <ResultBadge result={standing.result} {...(standing.push && { push: true })} />;
  if (standing.state === "to_come") return <Badge>{t("to_come")}</Badge>;
  if (!standing.result) return <Badge>{t("running")}</Badge>;
  const ahead = standing.result === "won" || standing.result === "half_won";
  const behind = standing.result === "lost" || standing.result === "half_lost";
  const tone: Tone = ahead ? "up" : behind ? "down" : "plain";
  return (
    <Badge tone={tone} outline>
      {standing.beaten
        ? t("beaten")
        : standing.needed
          ? shortfallName(sports, sportId, standing.needed)
          : t(standing.result)}
    </Badge>
  );
}

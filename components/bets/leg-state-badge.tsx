import { useTranslations } from "next-intl";
import { shortfallName } from "#lib/i18n/market-names.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import type { LegState } from "./leg-state.ts";
import { ResultBadge } from "./result-badge.tsx";

/** The state of a leg in a word: its result, or what it would be if the match ended now. */
export function LegStateBadge({ legState, sportId }: { legState: LegState; sportId: string }) {
  const t = useTranslations("bets.now");
  const sports = useTranslations("sports");
  if (legState.state === "decided")
    return <ResultBadge result={legState.result} {...(legState.push && { push: true })} />;
  if (legState.state === "to_come") return <Badge>{t("to_come")}</Badge>;
  if (!legState.result) return <Badge>{t("running")}</Badge>;
  const ahead = legState.result === "won" || legState.result === "half_won";
  const behind = legState.result === "lost" || legState.result === "half_lost";
  const tone: Tone = ahead ? "up" : behind ? "down" : "plain";
  return (
    <Badge tone={tone} outline>
      {legState.beaten
        ? t("beaten")
        : legState.needed
          ? shortfallName(sports, sportId, legState.needed)
          : t(legState.result)}
    </Badge>
  );
}

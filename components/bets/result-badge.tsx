import { useTranslations } from "next-intl";
import type { SettledResult } from "#lib/sportsbook/betting/schema.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const TONE: Record<SettledResult, Tone> = {
  won: "up",
  half_won: "up",
  lost: "down",
  half_lost: "down",
  part_returned: "plain",
  void: "plain",
  stake_returned: "plain",
  cashed_out: "up",
  edited: "plain",
};

/** @param push the stake came back because the result fell on the line, not because the bet was void */
export function ResultBadge({ result, push = false }: { result: SettledResult | null; push?: boolean }) {
  const t = useTranslations("bets");
  if (!result) return <Badge>{t("running")}</Badge>;
  return <Badge tone={TONE[result]}>{t(`result.${push && result === "void" ? "push" : result}`)}</Badge>;
}

import { useTranslations } from "next-intl";
import { type Line, systemOf } from "#lib/sportsbook/betting/views.ts";

/** What a bet is called by its selections and lines: "Treble", "Bet builder", "Trixie", "System 2/4 + 1 banker". */
export function BetName({
  legs,
  lines,
  builder = false,
}: {
  legs: number;
  lines: readonly Line[];
  /** Its one selection is a builder. */
  builder?: boolean;
}) {
  const t = useTranslations("bets");
  if (builder) return t("builder");
  if (lines.length < 2) return legs === 1 ? t("single") : t("accumulator", { count: legs });
  const system = systemOf(legs, lines);
  if (!system) return t("lines", { count: lines.length });
  if ("name" in system) return t(`system.${system.name}`);
  const { sizes, of, bankers } = system;
  return t("system.of", { sizes: sizes.join("+"), of, bankers });
}

import { useTranslations } from "next-intl";
import { type Line, type System, systemOfLines, titleOfSystem } from "#lib/sportsbook/betting/views.ts";

/** Names a bet by its legs and its system: "Treble", "Trixie", "Doubles", "System 2/4 + 1 banker". */
export const useBetName = (): ((legs: number, system: System | null | undefined) => string) => {
  const t = useTranslations("betslip.name");
  return (legs, system) => {
    if (!system) return legs === 1 ? t("single") : t("accumulator", { count: legs });
    const title = titleOfSystem(legs, system);
    if ("name" in title) return t(title.name);
    const { sizes, of, bankers } = title;
    const [size = 0, another] = sizes;
    return another || bankers > 0 || size === 1
      ? t("of", { sizes: sizes.join("+"), of, bankers })
      : t("folds", { size });
  };
};

/** What a bet is called by its selections and lines. */
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
  const t = useTranslations("betslip.name");
  const nameOf = useBetName();
  if (builder) return t("builder");
  const system = systemOfLines(legs, lines);
  return lines.length > 1 && !system ? t("lines", { count: lines.length }) : nameOf(legs, system);
}

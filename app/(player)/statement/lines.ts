import "server-only";
import { getTranslations } from "next-intl/server";
import type { StatementLine } from "#lib/cashier/schema.ts";
import { betTitles } from "#lib/sportsbook/betting/index.ts";

/** Words statement lines, "Stake, Brazil v Japan", with one look at the bets for all of them. */
export const wordLines = async (playerId: string, lines: readonly StatementLine[]): Promise<string[]> => {
  const t = await getTranslations("statement");
  const betIds = [
    ...new Set(lines.flatMap(({ reference }) => (reference.kind === "bet" ? [reference.id] : []))),
  ];
  const titles = await betTitles(playerId, betIds);
  return lines.map(({ code, reference }) => {
    const what = t(`line.${code}`);
    const bet = reference.kind === "bet" ? titles.get(reference.id) : undefined;
    if (!bet) return what;
    const { home, away, legs } = bet;
    const title = legs > 1 ? t("accumulator", { home, away, more: legs - 1 }) : t("match", { home, away });
    return t("withTitle", { what, title });
  });
};

/** What a person can quote to support: the bet's or deposit's id. */
export const referenceText = ({ reference }: StatementLine): string =>
  reference.kind === "other" ? reference.text : reference.id;

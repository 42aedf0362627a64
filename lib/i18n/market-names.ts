import type { createTranslator } from "next-intl";
import { parseSpecifiers } from "#lib/sportsbook/markets/templates.ts";
import type { Messages } from "./messages/en/index.ts";

type Say = ReturnType<typeof createTranslator<Messages, "markets">>;

export type NamedMarket = { template: string; specifiers: string; home: string; away: string };

const signed = (line: number): string => (line > 0 ? `+${line}` : line < 0 ? `−${Math.abs(line)}` : "0");

/** The line as one side of a market reads it: a handicap of -0.5 on the home side is +0.5 on the away side. */
export const lineText = (template: string, specifiers: string, side: "home" | "away" = "home"): string => {
  const { total, handicap } = parseSpecifiers(specifiers);
  if (template === "asian_handicap" && handicap !== undefined)
    return signed(side === "home" ? Number(handicap) : -Number(handicap));
  return total ?? "";
};

const teamOf = ({ specifiers, home, away }: NamedMarket): string =>
  parseSpecifiers(specifiers).team === "away" ? away : home;

/** What a market is called where all of its lines stand together. */
export const marketFamilyName = (t: Say, market: NamedMarket): string => {
  switch (market.template) {
    case "1x2":
    case "double_chance":
    case "draw_no_bet":
    case "total":
    case "asian_total":
    case "asian_handicap":
    case "both_to_score":
    case "correct_score":
      return t(market.template);
    case "team_total":
      return t("team_total", { team: teamOf(market) });
    case "next_goal":
      return t("next_goal", { goal: Number(parseSpecifiers(market.specifiers).goalnr ?? 1) });
    default:
      return t("other");
  }
};

/** What one outcome is called on a slip, understood without the market's table around it. */
export const outcomeName = (t: Say, market: NamedMarket, key: string): string => {
  const { template, specifiers, home, away } = market;
  const line = lineText(template, specifiers, key === "away" ? "away" : "home");
  if (template === "asian_handicap") return t("withLine", { market: key === "away" ? away : home, line });
  if (template === "correct_score") return key === "other" ? t("otherScore") : key.replace("-", "–");
  switch (key) {
    case "home":
      return home;
    case "away":
      return away;
    case "draw":
      return t("draw");
    case "home_draw":
      return t("either", { one: home, other: t("draw") });
    case "home_away":
      return t("either", { one: home, other: away });
    case "draw_away":
      return t("either", { one: t("draw"), other: away });
    case "over":
      return t("over", { line });
    case "under":
      return t("under", { line });
    case "yes":
      return t("yes");
    case "no":
      return t("no");
    case "none":
      return t("none");
    default:
      return key;
  }
};

import type { BetLegView, BetResult } from "#lib/sportsbook/betting/schema.ts";
import type { FootballScore, Incident } from "#lib/sportsbook/catalogue/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/templates.ts";
import type { MarketView, OutcomeView } from "#lib/sportsbook/markets/views.ts";
import { marketResults } from "#lib/sportsbook/pricing/views.ts";

/** Where a leg stands: decided, running with what it would be if the match ended now, or still to come. */
export type LegStanding =
  /** `push`: the stake comes back because the result fell on the line. */
  | { state: "decided"; result: BetResult; push?: true }
  /** Where it is losing on goals alone: how many it needs, or that no goal can save it. */
  | { state: "running"; result: BetResult | null; needed?: number; beaten?: true }
  | { state: "to_come" };

type Event = {
  status: number;
  score: FootballScore;
  incidents: readonly Pick<Incident, "kind" | "side" | "revoked">[];
};

const MARKET_CANCELLED = -4;
const GOALS: readonly Incident["kind"][] = ["goal", "own_goal", "penalty_goal"];

export const resultOf = ({
  result,
  voidFactor,
}: Pick<OutcomeView, "result" | "voidFactor">): BetResult | null => {
  if (voidFactor === 1) return "void";
  if (result === null) return null;
  if (voidFactor === 0.5) return result === 1 ? "half_won" : "half_lost";
  return result === 1 ? "won" : "lost";
};

const asItStands = (
  { template, specifiers, outcomeKey }: Pick<BetLegView, "template" | "specifiers" | "outcomeKey">,
  { score, incidents }: Event,
): BetResult | null => {
  const goalSides = incidents.flatMap(({ kind, side, revoked }) =>
    side && !revoked && GOALS.includes(kind) ? [side] : [],
  );
  // A list knows the score without the story: who scored when is then not known.
  if (template === "next_goal" && goalSides.length !== score.goals.home + score.goals.away) return null;
  const results = marketResults(template, specifiers, score, { goalSides, final: true });
  const found = results?.find(({ key }) => key === outcomeKey);
  return found ? resultOf(found) : null;
};

/** How many goals a losing leg needs, or that it is beaten, where goals alone say so. */
const goalsFor = (
  { template, specifiers, outcomeKey }: Pick<BetLegView, "template" | "specifiers" | "outcomeKey">,
  { home, away }: FootballScore["goals"],
): { needed?: number; beaten?: true } => {
  const { total, team } = parseSpecifiers(specifiers);
  const scored = team === "home" ? home : team === "away" ? away : home + away;
  const line = Number(total);
  switch (template) {
    case "total":
    case "asian_total":
    case "team_total":
      if (outcomeKey === "over") return { needed: Math.floor(line - scored) + 1 };
      return scored >= line + 0.5 ? { beaten: true } : {};
    case "both_to_score":
      if (outcomeKey === "yes") return { needed: [home, away].filter((goals) => goals === 0).length };
      return { beaten: true };
    default:
      return {};
  }
};

/** What the server knows of the leg, overtaken by what this page heard since. */
export const standingOf = (
  leg: Pick<BetLegView, "template" | "specifiers" | "outcomeKey" | "result" | "reason">,
  event: Event | null,
  market: MarketView | null,
): LegStanding => {
  const own = leg.reason === "voided" || leg.reason === "past_post" || leg.reason === "cancel";
  const outcome = market?.outcomes.find(({ key }) => key === leg.outcomeKey);
  const told = market?.status === MARKET_CANCELLED ? "void" : outcome ? resultOf(outcome) : leg.result;
  const decided = own ? leg.result : told;
  if (decided) {
    const push =
      decided === "void" && market?.status !== MARKET_CANCELLED && (leg.reason ?? "result") === "result";
    return { state: "decided", result: decided, ...(push && { push: true as const }) };
  }
  if (!event || event.score.phase === "not_started") return { state: "to_come" };
  const result = asItStands(leg, event);
  const losing = result === "lost" || result === "half_lost";
  return { state: "running", result, ...(losing && goalsFor(leg, event.score.goals)) };
};

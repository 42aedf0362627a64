import type { BetLegView, BetResult } from "#lib/sportsbook/betting/schema.ts";
import type { EventScore, Incident } from "#lib/sportsbook/events/schema.ts";
import type { MarketView, OutcomeView } from "#lib/sportsbook/markets/views.ts";
import { sportOutcomes } from "#lib/sportsbook/sports/outcomes.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";

/** The state of a leg: decided, running with the result it would have if the match ended now, or upcoming. */
export type LegState =
  /** `push`: the stake is returned because the result met the line exactly. */
  | { state: "decided"; result: BetResult; push?: true }
  /** If it is losing on the current score: how much it needs, or that it can no longer win. */
  | { state: "running"; result: BetResult | null; needed?: number; beaten?: true }
  | { state: "to_come" };

type Event = {
  status: number;
  competition: { sportId: string };
  score: EventScore;
  incidents: readonly Incident[];
};

const MARKET_CANCELLED = -4;

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
  leg: Pick<BetLegView, "marketType" | "specifiers" | "outcomeKey">,
  { score, incidents, competition }: Event,
): BetResult | null => {
  // Lists have the score without the incidents: results that depend on them are unknown.
  const results = sportOutcomes(competition.sportId).results(leg, { score, incidents }, true);
  const found = results?.find(({ key }) => key === leg.outcomeKey);
  return found ? resultOf(found) : null;
};

/** The server's state of the leg, updated by what this page has received since. */
export const legStateOf = (
  leg: Pick<BetLegView, "marketType" | "specifiers" | "outcomeKey" | "result" | "reason">,
  event: Event | null,
  market: MarketView | null,
): LegState => {
  const own =
    leg.reason === "voided" ||
    leg.reason === "early" ||
    leg.reason === "past_post" ||
    leg.reason === "cancel";
  const outcome = market?.outcomes.find(({ key }) => key === leg.outcomeKey);
  const current = market?.status === MARKET_CANCELLED ? "void" : outcome ? resultOf(outcome) : leg.result;
  const decided = own ? leg.result : current;
  if (decided) {
    const push =
      decided === "void" && market?.status !== MARKET_CANCELLED && (leg.reason ?? "result") === "result";
    return { state: "decided", result: decided, ...(push && { push: true as const }) };
  }
  if (!event) return { state: "to_come" };
  const { sportId } = event.competition;
  if (!sportViews(sportId).hasStarted(event.score)) return { state: "to_come" };
  const result = asItStands(leg, event);
  const losing = result === "lost" || result === "half_lost";
  return { state: "running", result, ...(losing && sportOutcomes(sportId).shortfall?.(leg, event.score)) };
};

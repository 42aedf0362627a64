import type {
  EventCaseMarket,
  ManualOutcome,
  ManualResult,
  SettlementAction,
  StoredOutcomes,
} from "#lib/backoffice/schema.ts";
import type { DraftOutcome } from "../draft.ts";
import { draftOutcomes } from "../draft.ts";

/** What happens to one market: its proposal, a void, outcomes that staff choose, or nothing. */
export type MarketChoice = "proposed" | "void" | "own" | "leave";

export type MarketDraft = { choice: MarketChoice; outcomes: DraftOutcome[] };

/** Nothing is chosen for a market that the score does not decide. */
export const marketDraft = ({ keys, suggested }: EventCaseMarket): MarketDraft => ({
  choice: suggested ? "proposed" : "leave",
  outcomes: draftOutcomes(keys, suggested),
});

const isChosen = (outcome: DraftOutcome): outcome is ManualOutcome => outcome.result !== null;

const allVoid = (keys: readonly string[]): ManualOutcome[] =>
  keys.map((key) => ({ key, result: "void" as ManualResult, deadHeat: null }));

/** The decision on a market; null where it stays as it is, "incomplete" until every outcome of it is chosen. */
export const decisionOf = (
  { keys, suggested }: EventCaseMarket,
  { choice, outcomes }: MarketDraft,
): SettlementAction | "incomplete" | null => {
  if (choice === "leave") return null;
  const chosen =
    choice === "void" ? allVoid(keys) : choice === "own" ? outcomes : draftOutcomes(keys, suggested);
  return chosen.every(isChosen) ? { kind: "result", outcomes: chosen } : "incomplete";
};

/** The outcomes that win by a proposal; empty where it is void. */
export const winners = (suggested: StoredOutcomes): string[] =>
  Object.entries(suggested).flatMap(([key, { result, voidFactor }]) =>
    result === 1 && voidFactor !== 1 ? [key] : [],
  );

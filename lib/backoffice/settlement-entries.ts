import { accept, never, type Result, refuse } from "#lib/core/result.ts";
import type {
  BookChange,
  MarketCorrection,
  OutcomeResult,
  WrittenMarket,
} from "#lib/sportsbook/markets/index.ts";
import { sportOf } from "#lib/sportsbook/sports/index.ts";
import { resultFault } from "./possible-results.ts";
import type {
  ManualOutcome,
  ManualResult,
  SettlementAction,
  SettleRefusal,
  StoredOutcomes,
} from "./schema.ts";

/** The current state of a market, as far as a settlement action depends on it. */
export type EffectiveResult = {
  event_id: string;
  sportId: string;
  marketType: string;
  specifiers: string;
  written: WrittenMarket | null;
  status: number;
  settlement_version: number;
  keys: string[];
  cancelled: boolean;
  certainty: 1 | 2 | null;
  outcomes: StoredOutcomes | null;
  /** The effective cancellations, in milliseconds. */
  cancels: { startsAt: number | null; endsAt: number | null }[];
};

const MEANS: Record<ManualResult, Pick<OutcomeResult, "result" | "voidFactor">> = {
  won: { result: 1, voidFactor: null },
  lost: { result: 0, voidFactor: null },
  void: { result: 0, voidFactor: 1 },
  half_won: { result: 1, voidFactor: 0.5 },
  half_lost: { result: 0, voidFactor: 0.5 },
};

const isShare = (deadHeat: ManualOutcome["deadHeat"]): boolean =>
  deadHeat !== null && deadHeat.numerator < deadHeat.denominator;

// A full share of a dead heat is a plain win.
const outcomeOf = ({ key, result, deadHeat }: ManualOutcome): OutcomeResult => ({
  key,
  ...MEANS[result],
  deadHeatFactor: (result === "won" || result === "half_won") && isShare(deadHeat) ? deadHeat : null,
});

const namesAll = (keys: readonly string[], outcomes: readonly ManualOutcome[]): boolean =>
  outcomes.length === keys.length && keys.every((key) => outcomes.some((outcome) => outcome.key === key));

type Entries = Pick<BookChange, "results" | "corrections">;
export type PreviewRefusal = Exclude<SettleRefusal, { code: "effect_changed" | "event_not_over" }>;
type Span = { startsAt: number | null; endsAt: number | null };

const sameSpan = (a: Span, b: Span): boolean => a.startsAt === b.startsAt && a.endsAt === b.endsAt;
const WHOLE: Span = { startsAt: null, endsAt: null };

const spanOf = ({ startsAt, endsAt }: Span): Pick<MarketCorrection, "startsAt" | "endsAt"> => ({
  ...(startsAt === null ? {} : { startsAt }),
  ...(endsAt === null ? {} : { endsAt }),
});

/**
 * A settlement action of staff as entries of the settlement journal. A result must be possible for the market; on a
 * cancelled market it also rolls back the cancellation. `nowMs` is the database's time.
 */
export const settlementEntriesOf = (
  marketId: string,
  action: SettlementAction,
  market: EffectiveResult,
  by: string,
  nowMs: number,
): Result<Entries, PreviewRefusal> => {
  switch (action.kind) {
    case "result": {
      if (!namesAll(market.keys, action.outcomes)) return refuse({ code: "outcomes_incomplete" });
      const outcomes = action.outcomes.map(outcomeOf);
      const fault = resultFault(sportOf(market.sportId), market, outcomes);
      if (fault) return refuse({ code: fault });
      return accept({
        results: [{ marketId, certainty: 2, cancelled: false, outcomes, by }],
        ...(market.cancelled ? { corrections: [{ marketId, kind: "rollback_cancel", by }] } : {}),
      });
    }
    case "confirm": {
      if (!market.outcomes || market.cancelled) return refuse({ code: "nothing_to_confirm" });
      const outcomes = Object.entries(market.outcomes).map(([key, held]) => ({
        key,
        ...held,
        voidFactor: held.voidFactor as OutcomeResult["voidFactor"],
      }));
      const isWhole = outcomes.length === market.keys.length;
      const fault = isWhole ? resultFault(sportOf(market.sportId), market, outcomes) : null;
      if (fault) return refuse({ code: fault });
      return accept({ results: [{ marketId, certainty: 2, cancelled: false, outcomes, by }] });
    }
    case "rollback_result":
      return market.outcomes
        ? accept({ corrections: [{ marketId, kind: action.kind, by }] })
        : refuse({ code: "nothing_to_roll_back" });
    case "cancel": {
      const { startsAt, endsAt } = action;
      const isEmpty = startsAt !== null && (startsAt > nowMs || (endsAt !== null && endsAt < startsAt));
      if (isEmpty) return refuse({ code: "window_empty" });
      return accept({ corrections: [{ marketId, kind: action.kind, ...spanOf(action), by }] });
    }
    case "rollback_cancel":
      return market.cancels.some((cancel) => sameSpan(cancel, action)) ||
        (market.cancelled && sameSpan(action, WHOLE))
        ? accept({ corrections: [{ marketId, kind: action.kind, ...spanOf(action), by }] })
        : refuse({ code: "nothing_to_roll_back" });
    default:
      return never(action);
  }
};

import type { FootballScore, Side } from "#lib/sportsbook/catalogue/schema.ts";
import {
  FOOTBALL_TEMPLATES,
  type FootballTemplate,
  type OutcomeResult,
  parseSpecifiers,
} from "#lib/sportsbook/markets/schema.ts";
import { OUTCOME_KEYS } from "./outcomes.ts";

export type ResultContext = {
  /** The sides of the goals that stand, in the order they fell. */
  goalSides: readonly Side[];
  /** True once regular time is over and the score is the final one. */
  final: boolean;
};

type Settlement = Pick<OutcomeResult, "result" | "voidFactor">;

const WON: Settlement = { result: 1, voidFactor: null };
const LOST: Settlement = { result: 0, voidFactor: null };
const REFUNDED: Settlement = { result: 0, voidFactor: 1 };
const HALF_WON: Settlement = { result: 1, voidFactor: 0.5 };
const HALF_LOST: Settlement = { result: 0, voidFactor: 0.5 };

const outcome = (key: string, { result, voidFactor }: Settlement): OutcomeResult => ({
  key,
  result,
  voidFactor,
  deadHeatFactor: null,
});

const winners = (keys: readonly string[], won: readonly string[]): OutcomeResult[] =>
  keys.map((key) => outcome(key, won.includes(key) ? WON : LOST));

/** How a side settles that stands `lead` goals ahead of its line: a quarter line is the mean of its two neighbours. */
export const settleAhead = (lead: number): Settlement => {
  if (lead >= 0.5) return WON;
  if (lead <= -0.5) return LOST;
  if (lead === 0) return REFUNDED;
  return lead > 0 ? HALF_WON : HALF_LOST;
};

const isTemplate = (template: string): template is FootballTemplate =>
  (FOOTBALL_TEMPLATES as readonly string[]).includes(template);

const quarterLine = (specifiers: string, name: string): number => {
  const text = parseSpecifiers(specifiers)[name] ?? "";
  const line = Number(text);
  if (text === "" || !Number.isInteger(line * 4)) throw new RangeError(`no ${name} line in "${specifiers}"`);
  return line;
};

const twoSided = (keys: readonly [string, string], lead: number): OutcomeResult[] => [
  outcome(keys[0], settleAhead(lead)),
  outcome(keys[1], settleAhead(-lead)),
];

const overUnder = (goals: number, line: number, final: boolean): OutcomeResult[] | null =>
  final || goals - line >= 0.5 ? twoSided(["over", "under"], goals - line) : null;

const nextGoal = (specifiers: string, { goalSides, final }: ResultContext): OutcomeResult[] | null => {
  const number = Number(parseSpecifiers(specifiers).goalnr);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`no goal number in "${specifiers}"`);
  const scorer = goalSides[number - 1];
  return scorer || final ? winners(OUTCOME_KEYS.next_goal, [scorer ?? "none"]) : null;
};

/**
 * How a market stands on this score, by the table of feed settlements: null while it is open, decided early where no
 * further goal can change it (an over that is passed, both sides having scored, the numbered goal). Regular time only.
 * It knows nothing of VAR: settle early only once a goal is beyond review.
 * @throws RangeError on a template or specifiers that this house does not have
 */
export const marketResults = (
  template: string,
  specifiers: string,
  score: FootballScore,
  context: ResultContext,
): OutcomeResult[] | null => {
  if (!isTemplate(template)) throw new RangeError(`no template "${template}"`);
  const { home, away } = score.goals;
  const { final } = context;
  const keys = OUTCOME_KEYS[template];
  const leader = home > away ? "home" : home < away ? "away" : "draw";
  switch (template) {
    case "1x2":
      return final ? winners(keys, [leader]) : null;
    case "double_chance":
      return final
        ? winners(
            keys,
            keys.filter((key) => key.split("_").includes(leader)),
          )
        : null;
    case "draw_no_bet":
      return final ? twoSided(["home", "away"], home - away) : null;
    case "total":
    case "asian_total":
      return overUnder(home + away, quarterLine(specifiers, "total"), final);
    case "asian_handicap": {
      const handicap = quarterLine(specifiers, "handicap");
      return final ? twoSided(["home", "away"], home - away + handicap) : null;
    }
    case "both_to_score":
      if (home > 0 && away > 0) return winners(keys, ["yes"]);
      return final ? winners(keys, ["no"]) : null;
    case "correct_score": {
      const key = `${home}-${away}`;
      return final ? winners(keys, [keys.includes(key) ? key : "other"]) : null;
    }
    case "team_total": {
      const side = parseSpecifiers(specifiers).team;
      if (side !== "home" && side !== "away") throw new RangeError(`no team in "${specifiers}"`);
      return overUnder(score.goals[side], quarterLine(specifiers, "total"), final);
    }
    case "next_goal":
      return nextGoal(specifiers, context);
  }
};

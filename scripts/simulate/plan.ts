import { createHash } from "node:crypto";
import { canonicalJson } from "#lib/core/json.ts";
import type { Currency } from "#lib/core/money.ts";
import { type Random, seededRandom } from "#lib/core/random.ts";
import { type Certainty, MARKETS, type ResultCode, type WindowPlan } from "./effective-result.ts";

/** What a step kills. */
export const TARGETS = ["web", "realtime", "feeds", "worker", "postgres"] as const;
export type Target = (typeof TARGETS)[number];

/** One of the markets of one of the events, both by number. */
export type MarketRef = { event: number; market: number };
export type LegPlan = MarketRef & { outcome: number };

export type Step =
  /** So many odds changes of one event in one go; odds by market and outcome, ×10⁻⁴. */
  | { do: "odds"; event: number; storm: number[][][] }
  | { do: "stop" | "go"; event: number }
  /** The same slip `sends` times at once, with one key. */
  | {
      do: "bet";
      player: number;
      legs: LegPlan[];
      /** Of one line. */
      stakeMinor: number;
      /** Every combination of so many legs; null for one line of all. */
      sizes: number[] | null;
      sends: number;
      anyOdds: boolean;
    }
  | { do: "deposit"; player: number; amountMinor: number; sends: number }
  /** A card payment, and a withdrawal to a card of so much of what is there; each sent `sends` times at once, with one key. */
  | { do: "pay"; payer: number; card: string; amountMinor: number; confirms: boolean; sends: number }
  | { do: "withdraw"; payer: number; percent: number; sends: number }
  /** The payment provider breaks off every connection for so long. */
  | { do: "provider_away"; forMs: number }
  | { do: "settle"; market: MarketRef; certainty: Certainty; results: (ResultCode | null)[] }
  | { do: "rollback"; market: MarketRef }
  | { do: "cancel"; market: MarketRef; window: WindowPlan | null }
  /** Takes back the cancellation of this number, of those that were said. */
  | { do: "uncancel"; nth: number }
  /** Says again what was said so many messages ago. */
  | { do: "again"; ago: number }
  /** Keeps the next message back until so many later ones were said. */
  | { do: "hold"; until: number }
  | { do: "cut" }
  /** Staff void the accepted bet of this number, stop an event, or let all go that they stopped. */
  | { do: "void"; nth: number }
  | { do: "suspend"; event: number }
  | { do: "resume" }
  | { do: "kill"; target: Target };

export type Plan = {
  seed: string;
  hash: string;
  players: Currency[];
  /** Which events are in play from the beginning. */
  inPlay: boolean[];
  steps: { step: Step; pauseMs: number }[];
};

const STEPS = 170;
/** How many players pay by card and do not bet. */
export const PAYERS = 3;
/** Stripe's test cards: paid at once, declined, confirmed at the bank, refunded later, and refunds that fail after they succeeded. */
const CARDS = [
  "4242424242424242",
  "4000056655665556",
  "4000000000009995",
  "4000002760003184",
  "4000008260003178",
  "4000000000007726",
  "4000000000005126",
] as const;
const CURRENCIES: readonly Currency[] = ["EUR", "KWD", "SEK", "JPY", "EUR"];
const EVENTS = 5;
const KILLS_MAX = 3;
/** Until then nobody is killed: there must be something to lose. */
const KILLED_FROM = 50;
const ODDS_MIN = 10_100;
const ODDS_SPAN = 90_000;

/** How many in a hundred; the rest are bets. */
const SHARES: readonly (readonly [Step["do"], number])[] = [
  ["odds", 18],
  ["stop", 2],
  ["go", 6],
  ["deposit", 4],
  ["pay", 7],
  ["withdraw", 4],
  ["provider_away", 1],
  ["settle", 7],
  ["rollback", 3],
  ["cancel", 2],
  ["uncancel", 2],
  ["again", 5],
  ["hold", 4],
  ["cut", 1],
  ["void", 2],
  ["suspend", 1],
  ["resume", 3],
];

const JUDGES = new Set<Step["do"]>(["settle", "rollback", "cancel", "uncancel"]);
/** Until then nobody judges: bets need open markets. */
const JUDGED_FROM = 0.3;

/** @param progress how much of the run is over, 0…1 */
const kindOf = (random: Random, progress: number): Step["do"] => {
  let drawn = random.integer(100);
  for (const [kind, share] of SHARES) {
    if (drawn < share) return JUDGES.has(kind) && progress < JUDGED_FROM ? "bet" : kind;
    drawn -= share;
  }
  return "bet";
};

const marketRef = (random: Random): MarketRef => ({
  event: random.integer(EVENTS),
  market: random.integer(MARKETS.length),
});

const outcomesOf = (market: number): readonly string[] => MARKETS[market]?.outcomes ?? [];

const oddsOf = (random: Random): number[][] =>
  MARKETS.map(({ outcomes }) => outcomes.map(() => ODDS_MIN + random.integer(ODDS_SPAN)));

const legsOf = (random: Random): LegPlan[] => {
  const count = random.pick([1, 1, 1, 2, 3, 4]);
  const first = random.integer(EVENTS);
  return Array.from({ length: count }, (_, index) => {
    const market = random.integer(MARKETS.length);
    return { event: (first + index) % EVENTS, market, outcome: random.integer(outcomesOf(market).length) };
  });
};

/** Half of the bets on three legs or more are systems. */
const sizesOf = (random: Random, legs: readonly LegPlan[]): number[] | null =>
  legs.length > 2 && random.integer(2) === 0 ? random.pick([[2], [2, 3], [1, 2, 3]]) : null;

/** One settlement in three lists some outcomes only; null is not listed. */
const partOf = (random: Random, results: readonly ResultCode[]): (ResultCode | null)[] => {
  const listed = results.map(() => random.integer(2) === 0);
  const isPart = random.integer(3) === 0 && listed.includes(true);
  return results.map((result, index) => (isPart && !listed[index] ? null : result));
};

const resultsOf = (random: Random, market: number): ResultCode[] => {
  const outcomes = outcomesOf(market);
  const winner = random.integer(outcomes.length);
  const usual = outcomes.map((_, index): ResultCode => (index === winner ? "won" : "lost"));
  switch (random.integer(8)) {
    case 0:
      return outcomes.map(() => "void");
    case 1:
      return outcomes.map((_, index) => (index === winner ? "half_won" : "half_lost"));
    case 2:
      return outcomes.map((_, index) => (index === winner ? "lost" : "third_won"));
    default:
      return usual;
  }
};

const stepOf = (random: Random, progress: number): Step => {
  const kind = kindOf(random, progress);
  switch (kind) {
    case "odds":
      return {
        do: kind,
        event: random.integer(EVENTS),
        storm: Array.from({ length: random.pick([1, 1, 1, 20]) }, () => oddsOf(random)),
      };
    case "stop":
    case "go":
    case "suspend":
      return { do: kind, event: random.integer(EVENTS) };
    case "deposit":
      return {
        do: kind,
        player: random.integer(CURRENCIES.length),
        amountMinor: 10_000 + random.integer(5_000) * 100,
        sends: random.pick([1, 1, 2]),
      };
    case "pay":
      return {
        do: kind,
        payer: random.integer(PAYERS),
        card: random.pick(CARDS),
        amountMinor: 1_000 + random.integer(40) * 100,
        confirms: random.integer(3) > 0,
        sends: random.pick([1, 1, 2]),
      };
    case "withdraw":
      return {
        do: kind,
        payer: random.integer(PAYERS),
        percent: 20 + random.integer(81),
        sends: random.pick([1, 1, 3]),
      };
    case "provider_away":
      return { do: kind, forMs: 300 + random.integer(3_000) };
    case "settle": {
      const market = marketRef(random);
      return {
        do: kind,
        market,
        certainty: random.pick([1, 1, 2] as const),
        results: partOf(random, resultsOf(random, market.market)),
      };
    }
    case "rollback":
      return { do: kind, market: marketRef(random) };
    case "cancel": {
      const from = random.integer(3_000);
      const window = { fromMsAgo: from, toMsAgo: random.integer(from + 1) };
      const shape = random.integer(4);
      return {
        do: kind,
        market: marketRef(random),
        window:
          shape === 0
            ? null
            : shape === 1
              ? { fromMsAgo: window.fromMsAgo, toMsAgo: null }
              : shape === 2
                ? { fromMsAgo: null, toMsAgo: window.toMsAgo }
                : window,
      };
    }
    case "uncancel":
      return { do: kind, nth: random.integer(4) };
    case "again":
      return { do: kind, ago: 1 + random.integer(40) };
    case "hold":
      return { do: kind, until: 1 + random.integer(6) };
    case "cut":
    case "resume":
      return { do: kind };
    case "void":
      return { do: kind, nth: random.integer(20) };
    default: {
      const legs = legsOf(random);
      const sizes = sizesOf(random, legs);
      return {
        do: "bet",
        player: random.integer(CURRENCIES.length),
        legs,
        stakeMinor: 100 + random.integer(sizes ? 2_000 : 20_000),
        sizes,
        sends: random.pick([1, 1, 1, 2, 3]),
        anyOdds: random.integer(4) > 0,
      };
    }
  }
};

/** Everything that a run does, in order, determined by its seed alone. */
export const planOf = (seed: string): Plan => {
  const random = seededRandom(`simulate:${seed}`);
  const steps = Array.from({ length: STEPS }, (_, index) => ({
    step: stepOf(random, index / STEPS),
    pauseMs: random.integer(40),
  }));
  const kills = 1 + random.integer(KILLS_MAX);
  for (let made = 0; made < kills; made += 1)
    steps.splice(KILLED_FROM + random.integer(steps.length + 1 - KILLED_FROM), 0, {
      step: { do: "kill", target: random.pick(TARGETS) },
      pauseMs: random.integer(40),
    });
  const inPlay = Array.from({ length: EVENTS }, (_, event) => event > 0);
  const plan = { seed, players: [...CURRENCIES], inPlay, steps };
  return { ...plan, hash: createHash("sha256").update(canonicalJson(plan)).digest("hex").slice(0, 12) };
};

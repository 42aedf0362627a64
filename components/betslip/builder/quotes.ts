import type { BetRefusal } from "#lib/sportsbook/betting/schema.ts";
import { legIdOf, type SlipLegChoice } from "../stored-slip.ts";

type Legs = readonly Pick<SlipLegChoice, "marketId" | "outcomeKey">[];

/** Why selections are no builder, with the markets that are to blame. */
export type Problem = Pick<Extract<BetRefusal, { code: "legs_not_combinable" }>, "reason" | "marketIds">;

/** What the site says of a builder; null where it did not say, and is asked again. */
export type QuoteAnswer = { odds: string } | { problem: Problem } | "paused" | null;

export type Quote = {
  /** The price now, ×10⁻⁴ as text; null while none is known. While a market is suspended, the last one. */
  odds: string | null;
  /** The price that the player saw first, or has agreed to since. */
  agreed: string | null;
  problem: Problem | null;
};

export const NO_QUOTE: Quote = { odds: null, agreed: null, problem: null };

const ANSWER_MS_MAX = 5_000;
/** At most so often is the price of one builder asked for; a goal moves dozens of prices at once. */
const GAP_MS = 1_000;
const RETRY_MS = 3_000;
const HELD_MAX = 20;

const isText = (value: unknown): value is string => typeof value === "string";

const readAnswer = (answer: unknown): QuoteAnswer => {
  const { ok, value, refusal } = (answer ?? {}) as {
    ok?: boolean;
    value?: { odds?: unknown };
    refusal?: { code?: string; reason?: Problem["reason"]; marketIds?: unknown };
  };
  if (ok) return isText(value?.odds) && /^\d{5,9}$/.test(value.odds) ? { odds: value.odds } : null;
  if (refusal?.code === "legs_not_combinable" && refusal.reason)
    return {
      problem: {
        reason: refusal.reason,
        marketIds: Array.isArray(refusal.marketIds) ? refusal.marketIds.filter(isText) : [],
      },
    };
  return refusal?.code === "market_suspended" || refusal?.code === "outcome_unavailable" ? "paused" : null;
};

/** Asks the site for the joint price of selections of one event. */
const askSite = async (legs: Legs): Promise<QuoteAnswer> => {
  const answer = await fetch("/api/v1/commands/bet.quote_builder", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ legs: legs.map(({ marketId, outcomeKey }) => ({ marketId, outcomeKey })) }),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  return readAnswer(await answer.json());
};

const nameOf = (legs: Legs): string => JSON.stringify(legs.map(legIdOf).sort());

type Held = {
  legs: Legs;
  followers: number;
  /** The prices of its selections for which a quote is wanted, and those at the last answer. */
  wanted: string;
  answered: string | null;
  asking: boolean;
  askedAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** The prices of builders, outside React: the slip beside the page and the one of a phone show the same. */
export const createQuotes = (ask: (legs: Legs) => Promise<QuoteAnswer>, now: () => number = Date.now) => {
  const held = new Map<string, Held>();
  let quotes: ReadonlyMap<string, Quote> = new Map();
  const listeners = new Set<() => void>();

  const set = (name: string, quote: Quote): void => {
    quotes = new Map(quotes).set(name, quote);
    for (const listener of listeners) listener();
  };

  const take = (name: string, answer: QuoteAnswer): void => {
    const { agreed } = quotes.get(name) ?? NO_QUOTE;
    if (answer === null || answer === "paused") return;
    if ("problem" in answer) set(name, { ...NO_QUOTE, problem: answer.problem });
    else set(name, { odds: answer.odds, agreed: agreed ?? answer.odds, problem: null });
  };

  const schedule = (name: string, one: Held, inMs: number): void => {
    if (one.asking || one.timer !== undefined) return;
    one.timer = setTimeout(async () => {
      one.timer = undefined;
      if (one.followers === 0) return;
      one.asking = true;
      one.askedAt = now();
      const { wanted } = one;
      const answer = await ask(one.legs).catch(() => null);
      one.asking = false;
      if (answer !== null) one.answered = wanted;
      take(name, answer);
      if (one.answered !== one.wanted) schedule(name, one, answer === null ? RETRY_MS : GAP_MS);
    }, inMs);
  };

  const opened = (name: string, legs: Legs): Held => {
    const known = held.get(name);
    if (known) return known;
    const left = [...held].find(([, { followers }]) => followers === 0);
    if (held.size >= HELD_MAX && left) {
      held.delete(left[0]);
      quotes = new Map([...quotes].filter(([other]) => other !== left[0]));
    }
    const one: Held = {
      legs,
      followers: 0,
      wanted: "",
      answered: null,
      asking: false,
      askedAt: Number.NEGATIVE_INFINITY,
      timer: undefined,
    };
    held.set(name, one);
    return one;
  };

  return {
    all: (): ReadonlyMap<string, Quote> => quotes,
    of: (legs: Legs): Quote => quotes.get(nameOf(legs)) ?? NO_QUOTE,
    /**
     * Keeps the price of a builder current while somebody looks at it.
     * @param prices what its selections cost now: a change asks for the joint price again
     * @returns what ends that
     */
    follow: (legs: Legs, prices: string): (() => void) => {
      const name = nameOf(legs);
      const one = opened(name, legs);
      one.followers += 1;
      one.wanted = prices;
      if (one.answered !== prices) schedule(name, one, Math.max(0, one.askedAt + GAP_MS - now()));
      return () => {
        one.followers -= 1;
      };
    },
    /** The site said that the price has moved: asks for it again. */
    renew: (legs: Legs): void => {
      const name = nameOf(legs);
      const one = held.get(name);
      if (!one) return;
      one.answered = null;
      schedule(name, one, 0);
    },
    /** The player accepts the price on screen. */
    agree: (legs: Legs): void => {
      const name = nameOf(legs);
      const quote = quotes.get(name);
      if (quote) set(name, { ...quote, agreed: quote.odds });
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const quotes = createQuotes(askSite);

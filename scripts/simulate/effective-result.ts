import { minBigint } from "#lib/core/money.ts";

/** Settlement entries and the effective result: written from ADR 9, without the platform's own code for it. */

export type Certainty = 1 | 2;
export type ResultCode = "won" | "lost" | "void" | "half_won" | "half_lost" | "third_won";

/** The markets of every event, as the feed names them. */
export const MARKETS = [
  { marketType: "1x2", specifiers: "", outcomes: ["home", "draw", "away"] },
  { marketType: "total", specifiers: "total=2.5", outcomes: ["over", "under"] },
  { marketType: "both_to_score", specifiers: "", outcomes: ["yes", "no"] },
  { marketType: "asian_handicap", specifiers: "handicap=-0.75", outcomes: ["home", "away"] },
] as const;

/** Milliseconds before the entry is said; null is open on that side. */
export type WindowPlan = { fromMsAgo: number | null; toMsAgo: number | null };

/** Milliseconds; null is open on that side, null for both is the whole market. */
export type Window = { from: number | null; to: number | null };

/** One entry about one market. */
export type Entry = {
  marketId: string;
  kind: "result" | "rollback_result" | "cancel" | "rollback_cancel";
  /** When it was said, in milliseconds by the feed. */
  at: number;
  certainty: Certainty | null;
  results: Record<string, ResultCode> | null;
  window: Window | null;
};

/** An entry with what only the platform knows: when it arrived, both in microseconds by the database's clock. */
export type ReceivedEntry = Entry & { takenAtUs: bigint; decidedAtUs: bigint | null };

export const keyOfEntry = ({ marketId, kind, at, certainty, window }: Entry): string =>
  [marketId, kind, at, certainty ?? "", window?.from ?? "", window?.to ?? ""].join(" ");

type EffectiveResult = {
  cancelled: boolean;
  windows: { fromUs: bigint | null; toUs: bigint }[];
  /** Effective results, the one that applies first. */
  results: ReceivedEntry[];
};

const us = (ms: number): bigint => BigInt(ms) * 1000n;
const sameWindow = (a: Window | null, b: Window | null): boolean =>
  (a?.from ?? null) === (b?.from ?? null) && (a?.to ?? null) === (b?.to ?? null);
const isWhole = ({ window }: Entry): boolean => sameWindow(window, null);

/** The effective result of a market, whatever the order in which the entries came. */
export const effectiveResultOf = (entries: readonly ReceivedEntry[]): EffectiveResult => {
  const rolledBack = (entry: Entry): boolean =>
    entries.some(
      (later) =>
        later.kind === `rollback_${entry.kind}` &&
        later.at >= entry.at &&
        (entry.kind === "result" || sameWindow(later.window, entry.window)),
    );
  const effectiveEntries = entries.filter(
    (entry) => (entry.kind === "result" || entry.kind === "cancel") && !rolledBack(entry),
  );
  const cancels = effectiveEntries.filter(({ kind }) => kind === "cancel");
  const results = effectiveEntries
    .filter(({ kind }) => kind === "result")
    .sort((a, b) => (b.certainty ?? 0) - (a.certainty ?? 0) || b.at - a.at);
  return {
    cancelled: cancels.some(isWhole),
    windows: cancels
      .filter((entry) => !isWhole(entry))
      .map(({ window, takenAtUs }) => {
        const end = window?.to === null || window?.to === undefined ? takenAtUs : us(window.to);
        return {
          fromUs: window?.from === null || window?.from === undefined ? null : us(window.from),
          toUs: minBigint(end, takenAtUs),
        };
      }),
    results,
  };
};

/** What the stake is multiplied by: exact. Null while nobody knows. */
export type Factor = { numerator: bigint; denominator: bigint };

const VOID: Factor = { numerator: 1n, denominator: 1n };
const SCALE = 10_000n;

const factorOf = (result: ResultCode, odds: bigint): Factor => {
  switch (result) {
    case "won":
      return { numerator: odds, denominator: SCALE };
    case "lost":
      return { numerator: 0n, denominator: 1n };
    case "void":
      return VOID;
    case "half_won":
      return { numerator: odds + SCALE, denominator: 2n * SCALE };
    case "half_lost":
      return { numerator: 1n, denominator: 2n };
    case "third_won":
      return { numerator: odds, denominator: 3n * SCALE };
  }
};

export type LegOutcome = { factor: Factor; lost: boolean; void: boolean } | null;

/** The result of a leg. @param placedAtUs by the database's clock */
export const legOutcome = (
  entries: readonly ReceivedEntry[],
  outcome: string,
  odds: bigint,
  placedAtUs: bigint,
): LegOutcome => {
  const effective = effectiveResultOf(entries);
  const covered = effective.windows.some(
    ({ fromUs, toUs }) => (fromUs === null || placedAtUs >= fromUs) && placedAtUs <= toUs,
  );
  if (effective.cancelled || covered) return { factor: VOID, lost: false, void: true };
  const results = effective.results.filter(({ results }) => results?.[outcome] !== undefined);
  const result = results[0]?.results?.[outcome];
  if (!result) return null;
  const past = results
    .filter(({ results }) => results?.[outcome] === result)
    .some(({ decidedAtUs }) => decidedAtUs !== null && placedAtUs > decidedAtUs);
  if (past || result === "void") return { factor: VOID, lost: false, void: true };
  return { factor: factorOf(result, odds), lost: result === "lost", void: false };
};

/** What one line returns, minor units, rounded down once; null while it is open. */
export const returnOf = (stake: bigint, legs: readonly LegOutcome[]): bigint | null => {
  if (legs.some((leg) => leg?.lost)) return 0n;
  if (legs.some((leg) => leg === null)) return null;
  let numerator = stake;
  let denominator = 1n;
  for (const leg of legs) {
    numerator *= leg?.factor.numerator ?? 1n;
    denominator *= leg?.factor.denominator ?? 1n;
  }
  return numerator / denominator;
};

/** What a bet on every combination of these sizes returns, its stake divided equally; null while one of them is open. */
export const systemReturnOf = (
  stake: bigint,
  legs: readonly LegOutcome[],
  sizes: readonly number[],
): bigint | null => {
  const lines: LegOutcome[][] = [];
  for (let subset = 1; subset < 2 ** legs.length; subset += 1) {
    const line = legs.filter((_, position) => Math.floor(subset / 2 ** position) % 2 === 1);
    if (sizes.includes(line.length)) lines.push(line);
  }
  return lines
    .map((line) => returnOf(stake / BigInt(lines.length), line))
    .reduce((sum, returned) => (sum === null || returned === null ? null : sum + returned), 0n);
};

import type { BetSnapshot } from "./decide.ts";
import { type BettingPolicy, parsePolicy } from "./policy.ts";
import type { SlipInput } from "./schema.ts";

/**
 * What a decision read, as it is kept with the bet (or the refusal). The policy is named by its version, for its rows
 * never change; everything else is kept whole. Numbers that are bigints elsewhere are text here.
 */
export type DecisionRecord = {
  nowMs: number;
  policyVersion: number;
  slip: {
    stake: string;
    oddsChoice: SlipInput["oddsChoice"];
    legs: { marketId: string; outcomeKey: string; odds: string }[];
  };
  player: (Omit<NonNullable<BetSnapshot["player"]>, "available"> & { available: string }) | null;
  books: (Record<string, string | number | boolean | null> | null)[];
};

export const recordDecision = (
  slip: Pick<SlipInput, "stake" | "legs" | "oddsChoice">,
  snapshot: BetSnapshot,
  nowMs: number,
): DecisionRecord => ({
  nowMs,
  policyVersion: snapshot.policy.version,
  slip: {
    stake: slip.stake,
    oddsChoice: slip.oddsChoice,
    legs: slip.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })),
  },
  player: snapshot.player && { ...snapshot.player, available: snapshot.player.available.toString() },
  books: snapshot.books.map(
    (book) =>
      book && {
        ...book,
        marketVersion: book.marketVersion.toString(),
        odds: book.odds === null ? null : book.odds.toString(),
        marketStake: book.marketStake.toString(),
        outcomePayout: book.outcomePayout.toString(),
      },
  ),
});

/** Turns a record back into what `decideBet` takes. @param rules the rules of the policy version that it names */
export const readRecord = (record: DecisionRecord, rules: unknown) => {
  const policy: BettingPolicy = parsePolicy(record.policyVersion, rules);
  const snapshot: BetSnapshot = {
    policy,
    player: record.player && { ...record.player, available: BigInt(record.player.available) },
    books: record.books.map((book) =>
      book
        ? ({
            ...book,
            marketVersion: BigInt(String(book.marketVersion)),
            odds: book.odds === null ? null : BigInt(String(book.odds)),
            marketStake: BigInt(String(book.marketStake)),
            outcomePayout: BigInt(String(book.outcomePayout)),
          } as BetSnapshot["books"][number])
        : null,
    ),
  };
  const slip = {
    stake: record.slip.stake,
    oddsChoice: record.slip.oddsChoice,
    legs: record.slip.legs.map((leg) => ({ ...leg, odds: BigInt(leg.odds) })),
  };
  return { slip, snapshot, nowMs: record.nowMs };
};

import { expect } from "vitest";
import { minBigint } from "#lib/core/money.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import type { MarketCorrection, MarketResult, OutcomeResult } from "#lib/sportsbook/markets/index.ts";
import type { Entry } from "./history.ts";

// A second implementation of the settlement rules, without SQL, computed from the sent entries and not from what was
// stored.

type Leg = { bet: string; market: string; key: string; odds: bigint; placed: bigint };
type ReceivedEntry = { key: string; id: bigint; taken: bigint; decided: bigint | null };
type EntryRow = Omit<ReceivedEntry, "key"> & {
  market: string;
  kind: string;
  at: bigint;
  certainty: number | null;
  outcomes: Record<string, Omit<OutcomeResult, "key">> | null;
  starts: bigint | null;
  ends: bigint | null;
};
type Ratio = [bigint, bigint];
type Fate = { name: string; ratio: Ratio } | null;

const resultText = ({ result, voidFactor, deadHeatFactor }: Omit<OutcomeResult, "key">): string =>
  `${result} ${voidFactor} ${deadHeatFactor?.numerator}/${deadHeatFactor?.denominator}`;

const resultKey = ({ marketId, timestamp, certainty, outcomes }: MarketResult): string =>
  [
    marketId,
    "result",
    timestamp,
    certainty,
    ...outcomes.map((each) => `${each.key} ${resultText(each)}`).sort(),
  ].join();
const correctionKey = ({ marketId, kind, timestamp, startsAt, endsAt }: MarketCorrection): string =>
  [marketId, kind, timestamp, startsAt ?? "", endsAt ?? ""].join();
const entryKey = ({ market, kind, at, certainty, outcomes, starts, ends }: EntryRow): string =>
  outcomes
    ? [
        market,
        kind,
        at,
        certainty,
        ...Object.entries(outcomes)
          .map(([key, each]) => `${key} ${resultText(each)}`)
          .sort(),
      ].join()
    : [market, kind, at, starts ?? "", ends ?? ""].join();

const fateOf = (
  { market, key, odds, placed }: Leg,
  entries: readonly Entry[],
  received: ReadonlyMap<string, ReceivedEntry>,
): Fate => {
  const about = entries.filter(({ event }) => event.marketId === market);
  const corrections = about.flatMap(({ correction }) => (correction ? [correction] : []));
  const receivedOf = (said: string): ReceivedEntry => {
    const found = received.get(said);
    if (!found) throw new Error(`not in the journal: ${said}`);
    return found;
  };
  const undone = (kind: MarketCorrection["kind"], at: number, id: bigint, window?: MarketCorrection) =>
    corrections.some((word) => {
      if (word.kind !== kind) return false;
      const later = (word.timestamp ?? 0) - at;
      return (
        (later > 0 || (later === 0 && receivedOf(correctionKey(word)).id > id)) &&
        (!window || (word.startsAt === window.startsAt && word.endsAt === window.endsAt))
      );
    });

  for (const cancel of corrections.filter(({ kind }) => kind === "cancel")) {
    const { id, taken } = receivedOf(correctionKey(cancel));
    if (undone("rollback_cancel", cancel.timestamp ?? 0, id, cancel)) continue;
    const whole = cancel.startsAt === undefined && cancel.endsAt === undefined;
    const ends = cancel.endsAt === undefined ? taken : BigInt(cancel.endsAt) * 1_000n;
    const isInside = placed >= BigInt(cancel.startsAt ?? 0) * 1_000n && placed <= minBigint(ends, taken);
    if (whole || isInside) return { name: "void", ratio: [1n, 1n] };
  }
  // Each outcome has a history of its own.
  const results = about
    .flatMap(({ result }) => {
      const outcome = result?.outcomes.find((candidate) => candidate.key === key);
      if (!result || !outcome) return [];
      const { id, decided } = receivedOf(resultKey(result));
      const at = result.timestamp ?? 0;
      if (undone("rollback_result", at, id)) return [];
      return [{ outcome, at, id, decided, certainty: result.certainty }];
    })
    .sort((a, b) => b.certainty - a.certainty || b.at - a.at || Number(b.id - a.id));
  const outcome = results[0]?.outcome;
  if (!outcome) return null;
  const decided = results
    .filter((each) => resultText(each.outcome) === resultText(outcome))
    .map((each) => each.decided ?? 0n)
    .reduce(minBigint);
  if (placed > decided || outcome.voidFactor === 1) return { name: "void", ratio: [1n, 1n] };
  if (outcome.result === 0)
    return outcome.voidFactor ? { name: "half_lost", ratio: [1n, 2n] } : { name: "lost", ratio: [0n, 1n] };
  const { numerator, denominator } = outcome.deadHeatFactor ?? { numerator: 1, denominator: 1 };
  const won: Ratio = [odds * BigInt(numerator), 10_000n * BigInt(denominator)];
  return outcome.voidFactor
    ? { name: "half_won", ratio: [won[0] + won[1], 2n * won[1]] }
    : { name: "won", ratio: won };
};

const betOf = (stake: bigint, fates: Fate[]): { result: string; returned: bigint } | null => {
  if (fates.some((fate) => fate?.name === "lost")) return { result: "lost", returned: 0n };
  const known = fates.flatMap((fate) => (fate ? [fate] : []));
  if (known.length < fates.length) return null;
  const [top, bottom] = known.reduce<Ratio>(([a, b], { ratio }) => [a * ratio[0], b * ratio[1]], [1n, 1n]);
  const returned = (stake * top) / bottom;
  if (known.every(({ name }) => name === "void")) return { result: "void", returned };
  if (known.length === 1) return { result: known[0]?.name ?? "", returned };
  return { result: returned < stake ? "half_lost" : "won", returned };
};

type System = { sizes: number[]; bankers: number[] };

/** Every subset of the legs that a system asks for, found by trying all of them. */
const fatesOfLines = (fates: readonly Fate[], { sizes, bankers }: System): Fate[][] => {
  const lines: Fate[][] = [];
  for (let subset = 1; subset < 2 ** fates.length; subset += 1) {
    const has = (position: number) => Math.floor(subset / 2 ** position) % 2 === 1;
    const line = fates.filter((_, position) => has(position));
    if (bankers.every(has) && sizes.includes(line.length - bankers.length)) lines.push(line);
  }
  return lines;
};

const systemOf = (
  stake: bigint,
  fates: readonly Fate[],
  system: System,
): { result: string; returned: bigint } | null => {
  const lines = fatesOfLines(fates, system);
  const ends = lines.flatMap((line) => betOf(stake / BigInt(lines.length), line) ?? []);
  if (ends.length < lines.length) return null;
  const returned = ends.reduce((sum, end) => sum + end.returned, 0n);
  for (const result of ["void", "lost"])
    if (ends.every((end) => end.result === result)) return { result, returned };
  return { result: returned < stake ? "part_returned" : "won", returned };
};

/** Checks all bets on these markets against the sent entries. Returns how many there are. */
export const checkAgainst = async (
  entries: readonly Entry[],
  markets: readonly string[],
): Promise<{ bets: number; systems: number }> => {
  const us = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
  const legs = await rows<Leg>(
    `select l.bet_id as bet, l.market_id as market, l.outcome_key as key, l.odds, ${us("b.placed_at")} as placed
       from bet_leg l join bet b on b.id = l.bet_id
      where l.bet_id in (select bet_id from bet_leg where market_id = any($1)) order by l.bet_id, l.position`,
    [markets],
  );
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
  const journal = await rows<EntryRow>(
    `select id, market_id as market, kind, ${ms("at")} as at, certainty, outcomes, ${ms("starts_at")} as starts,
            ${ms("ends_at")} as ends, ${us("taken_at")} as taken, ${us("decided_at")} as decided
       from market_settlement where market_id = any($1)`,
    [markets],
  );
  const received = new Map(journal.map((row) => [entryKey(row), { key: entryKey(row), ...row }]));
  const bets = await rows<{
    id: string;
    stake: bigint;
    result: string | null;
    returned: bigint | null;
    voided: boolean;
    system: System | null;
  }>(
    `select id, stake, result, returned, void_reason is not null as voided, decision->'slip'->'system' as system
       from bet where id = any($1)`,
    [[...new Set(legs.map(({ bet }) => bet))]],
  );
  for (const bet of bets) {
    const fates = legs.filter((leg) => leg.bet === bet.id).map((leg) => fateOf(leg, entries, received));
    const expected = bet.voided
      ? { result: "void", returned: bet.stake }
      : bet.system
        ? systemOf(bet.stake, fates, bet.system)
        : betOf(bet.stake, fates);
    expect({ result: bet.result, returned: bet.returned }, bet.id).toEqual(
      expected ?? { result: null, returned: null },
    );
  }
  return { bets: bets.length, systems: bets.filter(({ system }) => system).length };
};

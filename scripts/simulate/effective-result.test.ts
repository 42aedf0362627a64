import { describe, expect, it } from "vitest";
import {
  type Entry,
  type LegOutcome,
  legOutcome,
  type ReceivedEntry,
  type ResultCode,
  returnOf,
  systemReturnOf,
} from "./effective-result.ts";

const ODDS = 25_000n;
const PLACED_MS = 1_000;
const PLACED_US = BigInt(PLACED_MS) * 1000n;

const received = (entry: Partial<Entry> & Pick<Entry, "kind" | "at">): ReceivedEntry => ({
  marketId: "m",
  certainty: entry.kind === "result" ? 1 : null,
  results: null,
  window: null,
  takenAtUs: BigInt(entry.at + 5) * 1000n,
  decidedAtUs: entry.kind === "result" ? BigInt(entry.at) * 1000n : null,
  ...entry,
});
const result = (at: number, home: ResultCode, certainty: 1 | 2 = 1): ReceivedEntry =>
  received({ kind: "result", at, certainty, results: { home } });

/** What a stake of 10.01 on home at 2.50 returns by these entries; null while nobody knows. */
const returned = (...entries: ReceivedEntry[]): bigint | null =>
  returnOf(1001n, [legOutcome(entries, "home", ODDS, PLACED_US)]);

describe("what a single returns", () => {
  it.each([
    ["won", 2502n],
    ["lost", 0n],
    ["void", 1001n],
    ["half_won", 1751n],
    ["half_lost", 500n],
    ["third_won", 834n],
  ] as const)("%s", (code, minor) => expect(returned(result(2_000, code))).toBe(minor));

  it("is unknown before any entry, and again after a rollback, whichever came first", () => {
    expect(returned()).toBeNull();
    const rollback = received({ kind: "rollback_result", at: 2_500 });
    expect(returned(result(2_000, "won"), rollback)).toBeNull();
    expect(returned(rollback, result(2_000, "won"))).toBeNull();
    expect(returned(rollback, result(3_000, "won"))).toBe(2502n);
  });

  it("follows the highest certainty, then the newest", () => {
    expect(returned(result(2_000, "won", 2), result(3_000, "lost", 1))).toBe(2502n);
    expect(returned(result(2_000, "won"), result(3_000, "lost"))).toBe(0n);
  });

  it("is the stake when the outcome was decided before the bet, or a cancellation covers it", () => {
    expect(returned(result(900, "won"))).toBe(1001n);
    expect(returned(result(PLACED_MS, "won"))).toBe(2502n);
    const cancel = (from: number | null, to: number | null): ReceivedEntry =>
      received({ kind: "cancel", at: 2_000, window: { from, to } });
    expect(returned(received({ kind: "cancel", at: 2_000 }))).toBe(1001n);
    expect(returned(cancel(900, 1_100))).toBe(1001n);
    expect(returned(cancel(null, 1_000))).toBe(1001n);
    expect(returned(cancel(1_001, null))).toBeNull();
    // It was said before the bet was placed, so it does not mean it.
    expect(returned(received({ kind: "cancel", at: 500, window: { from: 100, to: null } }))).toBeNull();
  });

  it("comes back when the cancellation of the same window is taken back", () => {
    const window = { from: 900, to: null };
    const entries = [result(1_500, "won"), received({ kind: "cancel", at: 2_000, window })];
    expect(returned(...entries)).toBe(1001n);
    expect(returned(...entries, received({ kind: "rollback_cancel", at: 2_100 }))).toBe(1001n);
    expect(returned(...entries, received({ kind: "rollback_cancel", at: 2_100, window }))).toBe(2502n);
  });
});

it("an accumulator is lost with its first lost leg, else waits for all, and is rounded down once", () => {
  const leg = (code: ResultCode) => legOutcome([result(2_000, code)], "home", 13_333n, PLACED_US);
  expect(returnOf(1000n, [leg("lost"), null])).toBe(0n);
  expect(returnOf(1000n, [leg("won"), null])).toBeNull();
  expect(returnOf(1000n, [leg("won"), leg("void"), leg("won")])).toBe(1777n);
});

describe("what a system returns", () => {
  const factor = (numerator: bigint, denominator = 1n) => ({ numerator, denominator });
  const won: LegOutcome = { factor: factor(2n), lost: false, void: false };
  const third: LegOutcome = { factor: factor(2n, 3n), lost: false, void: false };
  const voided: LegOutcome = { factor: factor(1n), lost: false, void: true };
  const lost: LegOutcome = { factor: factor(0n), lost: true, void: false };

  it.each<[string, LegOutcome[], bigint | null]>([
    ["all won", [won, won, won], 2_000n],
    ["one lost", [won, won, lost], 400n],
    ["one void and one lost", [won, voided, lost], 200n],
    ["all void", [voided, voided, voided], 400n],
    ["all by a dead heat", [third, third, third], 161n],
    ["one open", [won, null, lost], null],
    ["two lost", [lost, lost, null], 0n],
  ])("%s", (_, legs, returned) => expect(systemReturnOf(400n, legs, [2, 3])).toBe(returned));
});

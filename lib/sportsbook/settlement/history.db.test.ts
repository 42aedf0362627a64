import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/kernel/id.ts";
import { minBigint, money } from "#lib/kernel/money.ts";
import { type Random, seededRandom } from "#lib/kernel/random.ts";
import { accountFor, playerBalance, playerOwes, transfer, verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, type MarketCorrection, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, type TestEvent, threeWay } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});

const KEYS = ["home", "draw", "away"] as const;
const CASH = 20_000n;

type Word = { event: TestEvent; result?: MarketResult; correction?: MarketCorrection };

const violations = async () => (await verifyLedger()).filter((report) => report.violations.length > 0);

/** Transfers about a bet that are not among the bet's own: bet_transfers finds them by ids that it computes. */
const transfersAstray = () =>
  rows(`select t.id, t.code from ledger_transfer t
         where t.reference like 'bet:%'
           and (select count(*) from bet_transfers(substr(t.reference, 5)::uuid) f where f.id = t.id) <> 1`);

const place = async (playerId: string, legs: { marketId: string; outcomeKey: string }[], stake: string) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: legs.map((leg) => ({ ...leg, odds: 20_000n })),
      oddsChoice: "any",
    },
  );

const say = ({ event, result, correction }: Word) =>
  applyBook([
    {
      eventId: event.eventId,
      ...(result ? { results: [result] } : {}),
      ...(correction ? { corrections: [correction] } : {}),
    },
  ]);

const settleAll = async (): Promise<void> => {
  for (let left = await unsettledMarkets(); left.length > 0; left = await unsettledMarkets())
    for (const id of left) await settleMarket(id);
};

/** Money of the player outside of bets: what came in less what went out. */
const moveCash = async (playerId: string, amount: bigint): Promise<bigint> => {
  const [cash, other] = [
    await accountFor("player_cash", playerId, "EUR"),
    await accountFor("adjustments", null, "EUR"),
  ];
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: amount < 0n ? cash : other,
      credit: amount < 0n ? other : cash,
      amount: money("EUR", amount < 0n ? -amount : amount),
      code: "adjustment",
      reference: "test",
    },
  ]);
  return moved.ok ? amount : 0n;
};

const outcomesOf = (random: Random): MarketResult["outcomes"] => {
  const won = random.integer(3);
  const odd = random.integer(8);
  return KEYS.map((key, index) => ({
    key,
    result: index === won || (odd === 0 && index === (won + 1) % 3) ? 1 : 0,
    voidFactor: odd === 1 ? 0.5 : odd === 2 && index === won ? 1 : null,
    deadHeatFactor:
      odd === 0 && (index === won || index === (won + 1) % 3) ? { numerator: 1, denominator: 3 } : null,
  }));
};

// The same rules once more, written without SQL and from the list of what was said, not from what was stored of it. ----

type Leg = { bet: string; market: string; key: string; odds: bigint; placed: bigint };
type Heard = { market: string; kind: string; at: bigint; taken: bigint; decided: bigint | null };
type Ratio = [bigint, bigint];
type Fate = { name: string; ratio: Ratio } | null;

const fateOf = (
  { market, key, odds, placed }: Leg,
  words: readonly Word[],
  heard: readonly Heard[],
): Fate => {
  const about = words.filter(({ event }) => event.marketId === market);
  const corrections = about.flatMap(({ correction }) => (correction ? [correction] : []));
  const after = (kind: MarketCorrection["kind"], at: number, window?: MarketCorrection) =>
    corrections.some(
      (word) =>
        word.kind === kind &&
        (word.timestamp ?? 0) >= at &&
        (!window || (word.startsAt === window.startsAt && word.endsAt === window.endsAt)),
    );
  const heardOf = (kind: string, timestamp: number) =>
    heard.find((word) => word.market === market && word.kind === kind && word.at === BigInt(timestamp));

  for (const cancel of corrections.filter(({ kind }) => kind === "cancel")) {
    const at = cancel.timestamp ?? 0;
    if (after("rollback_cancel", at, cancel)) continue;
    const taken = heardOf("cancel", at)?.taken ?? 0n;
    const whole = cancel.startsAt === undefined && cancel.endsAt === undefined;
    const ends = cancel.endsAt === undefined ? taken : BigInt(cancel.endsAt) * 1_000n;
    const isInside = placed >= BigInt(cancel.startsAt ?? 0) * 1_000n && placed <= minBigint(ends, taken);
    if (whole || isInside) return { name: "void", ratio: [1n, 1n] };
  }
  const standing = about
    .flatMap(({ result }) => (result && !after("rollback_result", result.timestamp ?? 0) ? [result] : []))
    .sort((a, b) => b.certainty - a.certainty || (b.timestamp ?? 0) - (a.timestamp ?? 0));
  const [newest] = standing;
  const outcome = newest?.outcomes.find((candidate) => candidate.key === key);
  if (!newest || !outcome) return null;
  const decided = standing
    .filter(({ outcomes }) => JSON.stringify(outcomes) === JSON.stringify(newest.outcomes))
    .map(({ timestamp }) => heardOf("result", timestamp ?? 0)?.decided ?? 0n)
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

// ----------------------------------------------------------------------------------------------------------------------

const checkAgainst = async (words: readonly Word[], markets: readonly string[]): Promise<number> => {
  const us = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
  const legs = await rows<Leg>(
    `select l.bet_id as bet, l.market_id as market, l.outcome_key as key, l.odds, ${us("b.placed_at")} as placed
       from bet_leg l join bet b on b.id = l.bet_id
      where l.bet_id in (select bet_id from bet_leg where market_id = any($1)) order by l.bet_id, l.position`,
    [markets],
  );
  const heard = await rows<Heard>(
    `select market_id as market, kind, (extract(epoch from at) * 1000)::bigint as at, ${us("taken_at")} as taken,
            ${us("decided_at")} as decided from market_settlement where market_id = any($1)`,
    [markets],
  );
  const bets = await rows<{
    id: string;
    stake: bigint;
    result: string | null;
    returned: bigint | null;
    voided: boolean;
  }>("select id, stake, result, returned, void_reason is not null as voided from bet where id = any($1)", [
    [...new Set(legs.map(({ bet }) => bet))],
  ]);
  for (const bet of bets) {
    const fates = legs.filter((leg) => leg.bet === bet.id).map((leg) => fateOf(leg, words, heard));
    const expected = bet.voided ? { result: "void", returned: bet.stake } : betOf(bet.stake, fates);
    expect({ result: bet.result, returned: bet.returned }, bet.id).toEqual(
      expected ?? { result: null, returned: null },
    );
  }
  return bets.length;
};

describe("any history", () => {
  it("of bets, results, rollbacks, cancellations, voids and withdrawals, repeated and reordered, ends in what was said", {
    timeout: 240_000,
  }, async () => {
    let compared = 0;
    let owing = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 6, maxLength: 10 }), fc.nat(1_000_000), async (text, salt) => {
        const random = seededRandom(`${text}:${salt}`);
        const run = uuidv7();
        const events = await Promise.all([1, 2, 3, 4].map((n) => makeEvent(`h-${run}-${n}`)));
        const players = await Promise.all([1, 2, 3].map(() => makePlayer(CASH)));
        const outside = new Map(players.map((player) => [player, CASH]));
        const words: Word[] = [];
        const waiting: Word[] = [];
        let timestamp = Date.now();

        const speak = (): void => {
          timestamp += 1 + random.integer(5);
          const event = random.pick(events);
          const { marketId } = event;
          const at = { marketId, timestamp };
          const windows = words.flatMap(({ correction }) =>
            correction?.kind === "cancel" ? [correction] : [],
          );
          const old = windows.length > 0 ? random.pick(windows) : undefined;
          const word = ((): Word => {
            switch (random.integer(7)) {
              case 0:
                return { event, correction: { ...at, kind: "rollback_result" } };
              case 1: {
                const edge = Date.now() - random.integer(400);
                const shape = random.integer(4);
                return {
                  event,
                  correction: {
                    ...at,
                    kind: "cancel",
                    ...(shape === 1 || shape === 3 ? { startsAt: edge } : {}),
                    ...(shape > 1 ? { endsAt: edge + random.integer(200) } : {}),
                  },
                };
              }
              case 2:
              case 3:
                return old
                  ? {
                      event: events.find((candidate) => candidate.marketId === old.marketId) ?? event,
                      correction: { ...old, timestamp, kind: "rollback_cancel" },
                    }
                  : { event, correction: { ...at, kind: "rollback_cancel" } };
              default:
                return {
                  event,
                  result: {
                    ...at,
                    certainty: random.integer(2) ? 2 : 1,
                    cancelled: false,
                    outcomes: outcomesOf(random),
                    lateMs: random.integer(30),
                  },
                };
            }
          })();
          words.push(word);
          waiting.push(word);
        };

        const act = async (): Promise<void> => {
          const player = random.pick(players);
          switch (random.integer(9)) {
            case 0:
            case 1:
            case 2: {
              const count = random.integer(3) === 0 ? 1 + random.integer(3) : 1;
              const legs = events
                .toSorted(() => random.integer(3) - 1)
                .slice(0, count)
                .map(({ marketId }) => ({ marketId, outcomeKey: random.pick(KEYS) }));
              await place(player, legs, `${1 + random.integer(30)}.${10 + random.integer(90)}`);
              break;
            }
            case 3:
            case 4:
              speak();
              break;
            case 5: {
              // Out of order, and sometimes again.
              const word = waiting.splice(random.integer(Math.max(1, waiting.length)), 1)[0];
              if (word) await say(word);
              if (words.length > 0 && random.integer(3) === 0) {
                const again = random.pick(words);
                if (!waiting.includes(again)) await say(again);
              }
              break;
            }
            case 6: {
              const { available } = await playerBalance(player, "EUR");
              const amount = random.integer(4) ? -available : BigInt(random.integer(500));
              if (amount === 0n) break;
              const moved = await moveCash(player, amount);
              outside.set(player, (outside.get(player) ?? 0n) + moved);
              break;
            }
            case 7: {
              const [open] = await rows<{ id: string }>(
                "select id from bet where player_id = $1 and status = 'open' order by random() limit 1",
                [player],
              );
              if (open && random.integer(3) === 0) await rows("select void_bet($1, 'test', null)", [open.id]);
              const event = random.pick(events);
              await applyBook([{ eventId: event.eventId, markets: [threeWay(event.eventId)] }]);
              break;
            }
            default:
              await settleMarket(random.pick(events).marketId);
          }
        };

        for (let round = 0; round < 30; round += 1) await Promise.all(Array.from({ length: 5 }, act));
        for (const word of waiting.toSorted(() => random.integer(3) - 1)) await say(word);
        const markets = events.map(({ marketId }) => marketId);
        await Promise.all([settleAll(), ...markets.map((id) => settleMarket(id))]);
        await settleAll();

        compared += await checkAgainst(words, markets);
        for (const player of players) {
          const [sum] = await rows<{ won: bigint }>(
            "select coalesce(sum(coalesce(returned, 0) - stake), 0)::bigint as won from bet where player_id = $1",
            [player],
          );
          const owes = await playerOwes(player, "EUR");
          if (owes > 0n) owing += 1;
          expect((await playerBalance(player, "EUR")).balance - owes).toBe(
            (outside.get(player) ?? 0n) + (sum?.won ?? 0n),
          );
        }
        expect(await violations()).toEqual([]);
        expect(await transfersAstray()).toEqual([]);
      }),
      { numRuns: Number(process.env.HISTORY_RUNS ?? 12), seed: Number(process.env.HISTORY_SEED ?? 2_026) },
    );
    expect(compared).toBeGreaterThan(100);
    expect(owing).toBeGreaterThan(0);
  });
});

describe("races", () => {
  const many = async (events: TestEvent[], bets: number): Promise<{ players: string[]; ids: string[] }> => {
    const players = await Promise.all(Array.from({ length: 10 }, () => makePlayer(100_000n)));
    const placed = await Promise.all(
      Array.from({ length: bets }, (_, i) =>
        place(
          players[i % players.length] ?? "",
          (i % 3 === 0 ? events : events.slice(i % events.length, (i % events.length) + 1)).map(
            ({ marketId }) => ({
              marketId,
              outcomeKey: KEYS[i % 2] ?? "home",
            }),
          ),
          "2",
        ),
      ),
    );
    return { players, ids: placed.flatMap((answer) => (answer.ok ? [answer.value.id] : [])) };
  };
  const word = (event: TestEvent, key: string, timestamp: number): Word => ({
    event,
    result: {
      marketId: event.marketId,
      certainty: 2,
      cancelled: false,
      timestamp,
      outcomes: KEYS.map((k) => ({
        key: k,
        result: k === key ? 1 : 0,
        voidFactor: null,
        deadHeatFactor: null,
      })),
    },
  });

  it("of staff's voids and several settlements move each bet once", async () => {
    const events = await Promise.all([1, 2].map((n) => makeEvent(`race-void-${n}`)));
    const { ids } = await many(events, 60);
    expect(ids).toHaveLength(60);
    const now = Date.now();
    await Promise.all(events.map((event, i) => say(word(event, "home", now + i))));
    const answers = await Promise.all([
      ...ids.map((id) => rows<{ answer: string }>("select void_bet($1, 'test', null) as answer", [id])),
      ...events.flatMap(({ marketId }) => [1, 2, 3].map(() => settleMarket(marketId).then(() => []))),
    ]);
    const voided = answers.flat().filter(({ answer }) => answer === "voided").length;
    expect(
      await rows(
        `select count(*) filter (where void_reason is not null) as voided, count(*) as settled, max(settlement_version) as versions
           from bet where id = any($1) and status = 'settled'`,
        [ids],
      ),
    ).toEqual([{ voided: BigInt(voided), settled: 60n, versions: 1 }]);
    expect(await violations()).toEqual([]);
  });

  it("of rollbacks, other results and settlements end in the last word", async () => {
    const events = await Promise.all([1, 2, 3].map((n) => makeEvent(`race-flip-${n}`)));
    const { ids, players } = await many(events, 60);
    const markets = events.map(({ marketId }) => marketId);
    let open = true;
    const words: Word[] = [];
    const feed = (async () => {
      let timestamp = Date.now();
      for (let round = 0; round < 25; round += 1) {
        for (const event of events) {
          timestamp += 1;
          const { marketId } = event;
          const next: Word =
            round % 3 === 2
              ? { event, correction: { marketId, kind: "rollback_result", timestamp } }
              : word(event, KEYS[(round + timestamp) % 3] ?? "home", timestamp);
          words.push(next);
          await say(next);
        }
      }
      open = false;
    })();
    const worker = async (offset: number) => {
      for (let i = offset; open; i += 1) await settleMarket(markets[i % markets.length] ?? "");
    };
    const spender = async () => {
      for (let i = 0; open; i += 1) {
        const player = players[i % players.length] ?? "";
        const { available } = await playerBalance(player, "EUR");
        if (available > 0n) await moveCash(player, -available);
      }
    };
    await Promise.all([feed, worker(0), worker(1), worker(2), spender()]);
    await settleAll();
    expect(await checkAgainst(words, markets)).toBe(ids.length);
    expect(await violations()).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { seededRandom } from "#lib/core/random.ts";
import { playerBalance, playerOwes } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { settleMarket } from "./index.ts";
import {
  CASH,
  type Entry,
  KEYS,
  moveCash,
  outcomesOf,
  place,
  say,
  settleAll,
  testHistory,
  transfersAstray,
  violations,
} from "./testing/history.ts";
import { checkAgainst } from "./testing/reference-rules.ts";

testHistory();

/** Systems by the number of their legs. */
const SYSTEMS: Record<number, { sizes: number[]; bankers: number[] }[]> = {
  2: [{ sizes: [1, 2], bankers: [] }],
  3: [
    { sizes: [2, 3], bankers: [] },
    { sizes: [1], bankers: [1] },
  ],
  4: [
    { sizes: [2], bankers: [] },
    { sizes: [1, 2, 3, 4], bankers: [] },
    { sizes: [2], bankers: [3] },
  ],
};

describe("any history", () => {
  it("of bets, results, rollbacks, cancellations, voids and withdrawals, repeated and reordered, ends in what was said", {
    timeout: 240_000,
  }, async () => {
    let compared = 0;
    let systems = 0;
    let owing = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 6, maxLength: 10 }), fc.nat(1_000_000), async (text, salt) => {
        const random = seededRandom(`${text}:${salt}`);
        const run = uuidv7();
        const events = await Promise.all([1, 2, 3, 4].map((n) => makeEvent(`h-${run}-${n}`)));
        const players = await Promise.all([1, 2, 3].map(() => makePlayer(CASH)));
        const outside = new Map(players.map((player) => [player, CASH]));
        const entries: Entry[] = [];
        const waiting: Entry[] = [];
        let timestamp = Date.now();

        const speak = (): void => {
          // Sometimes the same millisecond twice: then the order of arrival decides.
          timestamp += random.integer(5);
          const event = random.pick(events);
          const { marketId } = event;
          const at = { marketId, timestamp };
          const windows = entries.flatMap(({ correction }) =>
            correction?.kind === "cancel" ? [correction] : [],
          );
          const old = windows.length > 0 ? random.pick(windows) : undefined;
          const entry = ((): Entry => {
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
          entries.push(entry);
          waiting.push(entry);
        };

        const act = async (): Promise<void> => {
          const player = random.pick(players);
          switch (random.integer(9)) {
            case 0:
            case 1:
            case 2: {
              const count = random.integer(2) === 0 ? 1 + random.integer(4) : 1;
              const system =
                count > 1 && random.integer(3) > 0 ? random.pick(SYSTEMS[count] ?? []) : undefined;
              const legs = events
                .toSorted(() => random.integer(3) - 1)
                .slice(0, count)
                .map(({ marketId }) => ({ marketId, outcomeKey: random.pick(KEYS) }));
              await place(player, legs, `${1 + random.integer(30)}.${10 + random.integer(90)}`, system);
              break;
            }
            case 3:
            case 4:
              speak();
              break;
            case 5: {
              // Out of order, and sometimes again.
              const entry = waiting.splice(random.integer(Math.max(1, waiting.length)), 1)[0];
              if (entry) await say(entry);
              if (entries.length > 0 && random.integer(3) === 0) {
                const again = random.pick(entries);
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
              if (open && random.integer(3) === 0)
                await ownerRows("select void_bet($1, 'test', null)", [open.id]);
              const event = random.pick(events);
              await applyBook([{ eventId: event.eventId, markets: [threeWay(event.eventId)] }]);
              break;
            }
            default:
              await settleMarket(random.pick(events).marketId);
          }
        };

        for (let round = 0; round < 30; round += 1) await Promise.all(Array.from({ length: 5 }, act));
        for (const entry of waiting.toSorted(() => random.integer(3) - 1)) await say(entry);
        const markets = events.map(({ marketId }) => marketId);
        await Promise.all([settleAll(), ...markets.map((id) => settleMarket(id))]);
        await settleAll();

        const checked = await checkAgainst(entries, markets);
        compared += checked.bets;
        systems += checked.systems;
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
      { numRuns: Number(process.env.HISTORY_RUNS ?? 20), seed: Number(process.env.HISTORY_SEED ?? 2_026) },
    );
    expect(compared).toBeGreaterThan(100);
    expect(systems).toBeGreaterThan(5);
    expect(owing).toBeGreaterThan(0);
  });
});

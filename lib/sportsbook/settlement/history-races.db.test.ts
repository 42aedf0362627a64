import { describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket } from "./index.ts";
import {
  type Entry,
  KEYS,
  moveCash,
  place,
  say,
  settleAll,
  testHistory,
  violations,
} from "./testing/history.ts";
import { checkAgainst } from "./testing/reference-rules.ts";

testHistory();

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
  const entry = (event: TestEvent, key: string, timestamp: number): Entry => ({
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
    await Promise.all(events.map((event, i) => say(entry(event, "home", now + i))));
    const answers = await Promise.all([
      ...ids.map((id) => ownerRows<{ answer: string }>("select void_bet($1, 'test', null) as answer", [id])),
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
    const entries: Entry[] = [];
    const feed = (async () => {
      let timestamp = Date.now();
      for (let round = 0; round < 25; round += 1) {
        for (const event of events) {
          timestamp += 1;
          const { marketId } = event;
          const next: Entry =
            round % 3 === 2
              ? { event, correction: { marketId, kind: "rollback_result", timestamp } }
              : entry(event, KEYS[(round + timestamp) % 3] ?? "home", timestamp);
          entries.push(next);
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
    expect((await checkAgainst(entries, markets)).bets).toBe(ids.length);
    expect(await violations()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { JobQueue } from "#lib/platform/jobs/job.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { playerPasswordChanged } from "#lib/players/events.ts";
import { registered } from "#lib/processes/modules.ts";
import { betSettled } from "#lib/sportsbook/betting/events.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { markNotificationsRead } from "./channels/in-app/inbox.ts";
import { inbox, unreadNotifications } from "./index.ts";
import { notificationSubscriber } from "./subscriber.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** Runs each job where it is queued, and sends no mail. */
const atOnce: JobQueue = {
  add: async (job, payload) => {
    if (job.name !== "send-mail") await job.run(job.payload.parse(payload), atOnce);
  },
};

const relay = async (): Promise<string[]> => {
  const kinds: string[] = [];
  const round = relayRound({
    events: registered("events"),
    subscribers: [
      notificationSubscriber(atOnce),
      {
        name: "test",
        audiences: ["player"],
        handle: async (events) => {
          kinds.push(...events.map(({ kind }) => kind));
        },
      },
    ],
  });
  while ((await round()).rows > 0);
  return kinds.filter((kind) => kind.startsWith("notification."));
};

const bet = async (playerId: string, { marketId }: TestEvent, outcomeKey: string): Promise<string> => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [
        { marketId, outcomeKey, odds: { home: 20_000n, draw: 35_000n, away: 40_000n }[outcomeKey] ?? 0n },
      ],
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

const shown = async (playerId: string) =>
  (await inbox(playerId)).map(({ name, variant, amount, read }) => ({
    name,
    variant,
    minor: amount?.minor ?? null,
    read,
  }));

describe("the inbox", () => {
  it("has one entry for each bet that returned something, once, however often the event comes", async () => {
    const event = await makeEvent("inbox-1");
    const [winner, loser] = [await makePlayer(10_000n), await makePlayer(10_000n)];
    const betId = await bet(winner, event, "home");
    await bet(loser, event, "away");
    await decideThreeWay(event.eventId, "home");
    await settleMarket(event.marketId);
    expect(await relay()).toEqual(["notification.created"]);
    const won = { name: "bet_settled", variant: "won", minor: 2_000n, read: false };
    expect(await shown(winner)).toEqual([won]);
    expect(await shown(loser)).toEqual([]);
    expect(await unreadNotifications(winner)).toBe(1);
    await transaction((client) => publish(client, betSettled, { betId, playerId: winner }));
    expect(await relay()).toEqual([]);
    expect(await shown(winner)).toEqual([won]);

    const marked = () => transaction((client) => markNotificationsRead(client, winner));
    expect([await marked(), await marked()]).toEqual([true, false]);
    expect(await relay()).toEqual(["notification.read"]);
    expect(await unreadNotifications(winner)).toBe(0);

    await decideThreeWay(event.eventId, "void");
    await settleMarket(event.marketId);
    await relay();
    expect(await shown(winner)).toEqual([
      { name: "bet_resettled", variant: "returned", minor: 1_000n, read: false },
    ]);
    expect(await shown(loser)).toMatchObject([{ name: "bet_resettled", minor: 1_000n }]);
  });

  it("says nothing of a settlement that was rolled back before the event came", async () => {
    const event = await makeEvent("inbox-2");
    const playerId = await makePlayer(10_000n);
    const betId = await bet(playerId, event, "home");
    await transaction((client) => publish(client, betSettled, { betId, playerId }));
    expect(await relay()).toEqual([]);
    expect(await shown(playerId)).toEqual([]);
  });

  it("says that a password was changed, and counts up to a hundred", async () => {
    const playerId = await makePlayer(0n);
    await transaction((client) => publish(client, playerPasswordChanged, { playerId, changeId: uuidv7() }));
    await relay();
    expect(await shown(playerId)).toMatchObject([{ name: "password_changed", variant: "changed" }]);
    await rows(
      `insert into notification (player_id, dedupe_key, name, data)
       select $1, 'test:' || n, 'password_changed', '{}' from generate_series(1, 200) n`,
      [playerId],
    );
    expect(await unreadNotifications(playerId)).toBe(100);
    expect(await inbox(playerId)).toHaveLength(50);
  });

  it("leaves out what the catalogue cannot read any more", async () => {
    const playerId = await makePlayer(0n);
    await rows(
      `insert into notification (player_id, dedupe_key, name, data)
       values ($1, 'a', 'gone', '{}'), ($1, 'b', 'bet_settled', '{}'), ($1, 'c', 'bet_rejected', $2)`,
      [playerId, { betId: uuidv7() }],
    );
    expect(await shown(playerId)).toMatchObject([{ name: "bet_rejected" }]);
  });
});

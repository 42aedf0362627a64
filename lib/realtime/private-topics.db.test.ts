import { describe, expect, it } from "vitest";
import { backofficeCommands } from "#lib/backoffice/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { startRelay } from "#lib/platform/messaging/relay.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { revokeAllSessions, sessionCookie } from "#lib/players/index.ts";
import { registered } from "#lib/processes/modules.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketIdOf } from "#lib/sportsbook/markets/schema.ts";
import { winnerPrice } from "#lib/sportsbook/markets/testing/book.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { playerTopic } from "./index.ts";
import { realtimeSubscriber } from "./subscriber.ts";
import { collect, dial, event, join, joined, signIn, testSidecar } from "./testing/sidecar.ts";

const { suspend } = backofficeCommands;
const local = testSidecar();

describe("private topics", () => {
  it("tell a player the balance, and of bets as they move", async () => {
    const playerId = await makePlayer(5_000n);
    const client = await dial(local.url, (await signIn(playerId)).cookie);
    const messages = collect(client);
    const first = await joined(client, playerTopic(playerId));
    expect(first).toMatchObject({ kind: "player", balance: { available: "5000", version: 1 } });
    const id = await event();
    await seedPolicy({ inPlayDelayMs: 0 });
    const placed = await placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "10.00",
        legs: [{ marketId: marketIdOf(id, "1x2", ""), outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "none",
      },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    const betId = placed.value.id;
    await bus().publish("player", { playerId, kind: "bet.placed", payload: { betId } });
    await eventually(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({
      kind: "player",
      version: 2,
      balance: { available: "4000", version: 2 },
      notices: [
        {
          kind: "bet.placed",
          bet: { betId, status: "open", stake: "1000", potentialReturn: "2000", legs: 1 },
        },
      ],
    });
    // A page that was rendered before that and asks only now is told that it may have missed something.
    expect(first).not.toHaveProperty("missed");
    const late = await dial(local.url, (await signIn(playerId)).cookie);
    expect(await joined(late, playerTopic(playerId))).toMatchObject({
      kind: "player",
      notices: [],
      missed: true,
    });
  });

  it("tell a balance that moved and a session that ended though no notice came", async () => {
    const playerId = await makePlayer(5_000n);
    const { cookie, sessionId } = await signIn(playerId);
    const client = await dial(local.url, cookie);
    const messages = collect(client);
    await joined(client, playerTopic(playerId));
    const left = new Promise((resolve) => client.once("left", resolve));
    await transfer([
      {
        id: uuidv7(),
        debit: await accountFor("player_cash", playerId, "EUR"),
        credit: await accountFor("adjustments", null, "EUR"),
        amount: money("EUR", 1_000n),
        code: "adjustment",
        reference: "test",
      },
    ]);
    await eventually(() => expect(messages).toMatchObject([{ balance: { available: "4000" } }]));
    await rows("update session set revoked_at = now() where id = $1", [sessionId]);
    expect(await left).toMatchObject({ reason: "session_ended" });
    expect(messages).toHaveLength(1);
  });

  it("refuse visitors, other players, and players the staff's", async () => {
    const [playerId, other] = [await makePlayer(100n), await makePlayer(100n)];
    const visitor = await dial();
    const player = await dial(local.url, (await signIn(other)).cookie);
    const forged = await dial(local.url, "next-auth.session-token=eyJhbGciOiJkaXIifQ.forged");
    for (const client of [visitor, player, forged])
      for (const topic of [playerTopic(playerId), "staff"])
        expect(await join(client, topic)).toEqual({
          ok: true,
          topics: [{ ok: false, topic, code: "not_allowed" }],
        });
  });

  it("are open to staff, with what happens on the platform", async () => {
    const { staffId, sessionId } = await makeStaff();
    const id = await event();
    const client = await dial(local.url, await sessionCookie({ accountId: staffId, sessionId }));
    const messages = collect(client);
    await joined(client, "staff");
    await bus().publish("staff", { kind: "market.suspended", subject: "market:x" });
    await applyBook([{ eventId: id, markets: [winnerPrice(id, 31_000n)] }]);
    await eventually(() => {
      expect(JSON.stringify(messages)).toContain("market.suspended");
      expect(JSON.stringify(messages)).toContain(id);
    });
  });

  it("show staff what a colleague did, by the relay", async () => {
    const { staffId, sessionId } = await makeStaff();
    const where = { scope: "event", id: await event() } as const;
    const client = await dial(local.url, await sessionCookie({ accountId: staffId, sessionId }));
    const messages = collect(client);
    await joined(client, "staff");
    const relay = await startRelay(
      { events: registered("events"), subscribers: [realtimeSubscriber] },
      60_000,
    );
    try {
      await suspend({ staffId, sessionId }, { where, reason: "technical" });
      await eventually(() => {
        expect(messages).toContainEqual(
          expect.objectContaining({
            notices: expect.arrayContaining([
              expect.objectContaining({ kind: "betting.suspended", subject: `event:${where.id}` }),
            ]),
          }),
        );
      });
    } finally {
      await relay.stop();
    }
  });

  it("end with the session: the socket is notified, receives no more and cannot reconnect", async () => {
    const playerId = await makePlayer(100n);
    const client = await dial(local.url, (await signIn(playerId)).cookie);
    const messages = collect(client);
    await joined(client, playerTopic(playerId));
    const left = new Promise((resolve) => client.once("left", resolve));
    await revokeAllSessions(playerId, playerId);
    expect(await left).toEqual({ topics: [playerTopic(playerId)], reason: "session_ended" });
    await bus().publish("player", { playerId, kind: "deposit", payload: {} });
    expect(await join(client, playerTopic(playerId))).toMatchObject({ topics: [{ code: "not_allowed" }] });
    // A later notice has reached another player, so the earlier one would have arrived, too.
    const otherId = await makePlayer(100n);
    const other = await dial(local.url, (await signIn(otherId)).cookie);
    const received = collect(other);
    await joined(other, playerTopic(otherId));
    await bus().publish("player", { playerId: otherId, kind: "deposit", payload: {} });
    await eventually(() => expect(received).toHaveLength(1));
    expect(messages).toEqual([]);
  });

  it("end at the next join even when the notice was lost", async () => {
    const playerId = await makePlayer(100n);
    const { cookie, sessionId } = await signIn(playerId);
    const client = await dial(local.url, cookie);
    await rows("update session set revoked_at = now() where id = $1", [sessionId]);
    expect(await join(client, playerTopic(playerId))).toMatchObject({ topics: [{ code: "not_allowed" }] });
  });
});

import { expect, it, vi } from "vitest";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { defineEvent } from "#lib/platform/messaging/event.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { sessionCookie } from "#lib/players/index.ts";
import { registered } from "#lib/processes/modules.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { playerTopic, pollTopics, realtimeSubscriber, type TopicMessage } from "./index.ts";
import { collect, dial, joined, signIn, testSidecar } from "./testing/sidecar.ts";

const local = testSidecar();

/** Where a kind of event means another thing by the name of a field. */
const OTHERWISE: Record<string, object> = {
  "payment.changed": { state: "succeeded" },
  "crypto.deposit_changed": { state: "seen" },
  "deposit.reversed": { reason: "dispute" },
};

/** All that a browser is sent of each kind. Whoever adds a field here has decided that its player may read it. */
const SHOWN: Record<string, string[]> = {
  "bet.placed": ["betId"],
  "bet.pending": ["betId"],
  "bet.referral_changed": ["betId"],
  "free_bet.changed": [],
  "bet.refused": ["betId", "code"],
  "bet.settled": ["betId"],
  "bet.corrected": ["betId"],
  "bet.reopened": ["betId"],
  "deposit.completed": ["depositId"],
  "deposit.reversed": ["depositId"],
  "crypto.deposit_changed": ["cryptoDepositId", "state", "confirmations"],
  "instrument.removed": ["instrumentId"],
  "payment.changed": ["paymentId", "state", "version"],
  "balance.adjusted": [],
  "player.settings_changed": [],
  "player.excluded": ["until"],
  "player.return_asked": [],
  "player.unblocked": [],
  "identity.changed": ["state"],
  "limit.changed": ["kind", "period"],
  "play.changed": [],
  "notification.created": ["unread"],
  "notification.read": [],
};

const flagged = defineEvent("fraud.flagged", z.object({ playerId: z.guid(), score: z.number() }), {
  audience: ["fraud"],
});

const put = (kind: string, payload: object) =>
  rows("insert into outbox (kind, payload) values ($1, $2)", [kind, payload]);

const noticesIn = (messages: readonly TopicMessage[]) =>
  messages.flatMap((message) => (message.kind === "player" ? message.notices : []));

it("shows a player the declared fields of declared events, by socket and by polling, and nothing else", async () => {
  const playerId = await makePlayer(100n);
  const { staffId, sessionId } = await makeStaff();
  const client = await dial(local.url, (await signIn(playerId)).cookie);
  const staff = await dial(local.url, await sessionCookie({ accountId: staffId, sessionId }));
  const [messages, staffMessages] = [collect(client), collect(staff)];
  await joined(client, playerTopic(playerId));
  await joined(staff, "staff");

  const events = [...registered("events"), flagged];
  const everything = {
    playerId,
    betId: uuidv7(),
    depositId: uuidv7(),
    paymentId: uuidv7(),
    cryptoDepositId: uuidv7(),
    confirmations: 1,
    direction: "deposit",
    version: 2,
    count: 1,
    fromDay: "2026-11-29",
    toDay: "2026-11-30",
    changeId: uuidv7(),
    linkId: uuidv7(),
    statementId: uuidv7(),
    interactionId: uuidv7(),
    wrote: "message",
    tokenId: uuidv7(),
    on: true,
    added: true,
    linked: true,
    name: "a name",
    marketId: "m",
    eventId: "e",
    settlementVersion: 1,
    code: "price_changed",
    provider: "demo",
    amount: "1000",
    owed: "0",
    disputeId: uuidv7(),
    instrumentId: uuidv7(),
    objectId: "pm_1",
    type: "dispute",
    reinstated: false,
    currency: "EUR",
    country: "SE",
    unread: 1,
    subject: "event:e",
    sessionId: uuidv7(),
    what: "device",
    exclusionId: uuidv7(),
    kind: "closure",
    period: "day",
    until: null,
    returnsAt: new Date().toISOString(),
    state: "pending",
    levels: ["identity"],
    reason: null,
    score: 99,
    secret: "not to be seen",
  };
  await put("fraud.flagged", { playerId, score: 99 });
  await put("fraud.unregistered", everything);
  for (const { kind } of events) await put(kind, { ...everything, ...OTHERWISE[kind] });
  await put("bundle", {
    kind: ["fraud.flagged", "bet.placed"],
    playerId: [playerId, playerId],
    betId: [everything.betId, everything.betId],
    score: [99, 99],
  });
  // All at once, however many kinds there are.
  const round = await relayRound({ events, subscribers: [realtimeSubscriber] })(1_000);
  expect(round.parked).toBe(1);

  await vi.waitFor(() => expect(noticesIn(messages)).toHaveLength(Object.keys(SHOWN).length + 1));
  for (const { kind, payload } of noticesIn(messages))
    expect({ kind, fields: Object.keys(payload) }).toEqual({ kind, fields: SHOWN[kind] });
  await vi.waitFor(() => expect(JSON.stringify(staffMessages)).toContain(`bet:${everything.betId}`));
  const polled = await pollTopics([playerTopic(playerId)], { id: playerId, currency: "EUR" });
  const sent = JSON.stringify([messages, staffMessages, polled]);
  for (const hidden of ["fraud", "score", "secret", "market.settled"]) expect(sent).not.toContain(hidden);
});

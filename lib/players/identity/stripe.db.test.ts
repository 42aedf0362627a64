import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { env } from "#lib/platform/config/env.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { readStripeWebhook } from "#lib/platform/stripe/read-webhook.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { storePerson } from "../person/person.ts";
import { makePerson, makePlayer, unverifyPlayers } from "../testing/factory.ts";
import { resumeCheck } from "./check.ts";
import { startIdentityCheck } from "./commands/start-check.ts";
import { identityStates } from "./machine.ts";
import { followSilentChecks, receiveIdentityEvent, settleIdentityEvents } from "./receive.ts";
import { stripeIdentitySimulator } from "./testing/stripe-identity.ts";

const SECRET = "whsec_test";
const NOW = new Date();
let database: TestDatabase;
let stripe: Awaited<ReturnType<typeof stripeIdentitySimulator>>;
beforeAll(async () => {
  database = await testDatabase();
  stripe = await stripeIdentitySimulator(SECRET);
  Object.assign(env(), {
    STRIPE_SECRET_KEY: "sk_test_1",
    STRIPE_API_URL: stripe.url,
    STRIPE_IDENTITY_WEBHOOK_SECRET: SECRET,
  });
});
afterAll(async () => {
  stripe.stop();
  await database.drop();
});
beforeEach(() => {
  Object.assign(stripe.seen, { reads: 0, down: false });
});

/** A player who has begun a check, born as the factory's players are. */
const begun = async () => {
  const playerId = await makePlayer(0n);
  await unverifyPlayers([playerId]);
  const person = makePerson();
  await transaction((tx) => storePerson(tx, playerId, person));
  const started = await startIdentityCheck(
    { playerId, sessionId: "", currency: "EUR" },
    { provider: "stripe" },
  );
  if (!started.ok) throw new Error(started.refusal.code);
  const session = [...stripe.sessions.values()].find((each) => each.client_reference_id === playerId);
  if (!session) throw new Error("no session");
  expect(started.value.url).toBe(session.url);
  return { playerId, person, session: session.id };
};
type Begun = Awaited<ReturnType<typeof begun>>;

const verified = ({ person }: Begun, change: object = {}) => ({
  status: "verified",
  verified_outputs: {
    first_name: person.firstName.toUpperCase(),
    last_name: person.lastName,
    dob: { year: 1990, month: 1, day: 1 },
    ...change,
  },
});

const send = ({ body, header }: { body: Buffer; header: string }) => receiveIdentityEvent(body, header);
const stateOf = async ({ playerId }: Begun) => (await identityStates(playerId)).identity;

it("verifies a player by Stripe's own record, however often and in which order its events come", async () => {
  const player = await begun();
  expect(await stateOf(player)).toBe("pending");
  // The event says one thing, the session another: the session counts.
  const early = stripe.event(player.session, "verified");
  expect(await send(early)).toBe("stored");
  await settleIdentityEvents(NOW);
  expect(await stateOf(player)).toBe("pending");
  stripe.change(player.session, verified(player));
  const event = stripe.event(player.session, "verified");
  expect(await Promise.all([send(event), send(event)])).toEqual(expect.arrayContaining(["stored", "known"]));
  await Promise.all([settleIdentityEvents(NOW), settleIdentityEvents(NOW)]);
  expect(await identityStates(player.playerId)).toEqual({
    age: "verified",
    identity: "verified",
    address: "unverified",
  });
  await send(stripe.event(player.session, "canceled"));
  await settleIdentityEvents(NOW);
  expect(await stateOf(player)).toBe("verified");
  expect(
    await rows("select action from identity_change where player_id = $1 and level = 'age' order by id", [
      player.playerId,
    ]),
  ).toEqual([{ action: "submit" }, { action: "approve" }]);
});

it.each([
  ["another name", { first_name: "Somebody", last_name: "Else" }, "name_mismatch"],
  ["another birthday", { dob: { year: 1991, month: 1, day: 1 } }, "birth_date_mismatch"],
  ["no birthday", { dob: null }, "birth_date_mismatch"],
])("refuses a document with %s", async (_, change, reason) => {
  const player = await begun();
  stripe.change(player.session, verified(player, change) as never);
  await send(stripe.event(player.session, "verified"));
  await settleIdentityEvents(NOW);
  expect(
    await rows("select state, reason from identity_level where player_id = $1 and level = 'age'", [
      player.playerId,
    ]),
  ).toEqual([{ state: "refused", reason }]);
});

it.each([
  ["document_expired", "refused"],
  ["selfie_face_mismatch", "refused"],
  ["a_reason_of_next_year", "refused"],
  ["abandoned", "unverified"],
])("ends a check that failed by %s", async (code, state) => {
  const player = await begun();
  stripe.change(player.session, { last_error: { code, reason: "" } });
  await send(stripe.event(player.session, "requires_input"));
  await settleIdentityEvents(NOW);
  expect(await stateOf(player)).toBe(state);
});

it("leads back to a check that is under way, and begins no second one", async () => {
  const player = await begun();
  expect(await resumeCheck(player.playerId)).toBe(stripe.sessions.get(player.session)?.url);
  const again = await startIdentityCheck(
    { playerId: player.playerId, sessionId: "", currency: "EUR" },
    { provider: "stripe" },
  );
  expect(again).toMatchObject({ refusal: { code: "not_needed" } });
  stripe.change(player.session, { status: "processing" });
  expect(await resumeCheck(player.playerId)).toBeNull();
});

it("asks again where Stripe did not answer, and finds what no event told of", async () => {
  const player = await begun();
  stripe.change(player.session, verified(player));
  await send(stripe.event(player.session, "verified"));
  stripe.seen.down = true;
  await settleIdentityEvents(NOW);
  expect(await stateOf(player)).toBe("pending");
  stripe.seen.down = false;
  await settleIdentityEvents(NOW);
  expect(await stateOf(player)).toBe("verified");

  const silent = await begun();
  stripe.change(silent.session, verified(silent));
  expect(await followSilentChecks(NOW)).toBe(0);
  await ownerRows(
    "update identity_submission set submitted_at = submitted_at - interval '1 hour' where player_id = $1",
    [silent.playerId],
  );
  expect(await followSilentChecks(NOW)).toBeGreaterThan(0);
  expect(await stateOf(silent)).toBe("verified");
}, 60_000);

it("gives a player whose check could not begin another try", async () => {
  const playerId = await makePlayer(0n);
  await unverifyPlayers([playerId]);
  await transaction((tx) => storePerson(tx, playerId, makePerson()));
  stripe.seen.down = true;
  const start = () =>
    startIdentityCheck({ playerId, sessionId: "", currency: "EUR" }, { provider: "stripe" });
  await expect(start()).rejects.toThrow();
  expect((await identityStates(playerId)).identity).toBe("unverified");
  stripe.seen.down = false;
  expect(await start()).toMatchObject({ ok: true });
}, 60_000);

it("takes no message whose signature is wrong, old, or of the future", async () => {
  const player = await begun();
  const { body, header } = stripe.event(player.session, "verified");
  const nowS = Math.floor(Date.now() / 1_000);
  const signed = (timestamp: number) => stripe.event(player.session, "verified", { timestamp });
  expect(await receiveIdentityEvent(body, null)).toBe("refused");
  expect(await receiveIdentityEvent(body, "t=1,v1=00")).toBe("refused");
  expect(await receiveIdentityEvent(Buffer.concat([body, Buffer.from(" ")]), header)).toBe("refused");
  expect(await send(signed(nowS - 400))).toBe("refused");
  expect(await send(signed(nowS + 400))).toBe("refused");
  expect(readStripeWebhook(body, header, "whsec_other")).toBeNull();
  expect(await send(signed(nowS - 60))).toBe("stored");
});

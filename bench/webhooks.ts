import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type Simulator, startStripeSimulator } from "#lib/platform/stripe/simulator/server.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { connect } from "#lib/realtime/client/connection.ts";
import { createStore, playerTopic } from "#lib/realtime/client/index.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { fillPlayers } from "./lib/fill.ts";
import { atRate, type LoadFigures, median, medianOf, underLoad } from "./lib/load.ts";
import { startPlatform } from "./lib/platform.ts";
import { type Client, openClient } from "./lib/requests.ts";

const IN_FLIGHT = 32;
const ROUNDS = 3;
const PLAYERS = 500;
/** Payments of one round; every fifth event comes twice. */
const PAYMENTS = 4_000;
const TWICE_EVERY = 5;
const SCREEN_PER_SECOND = 50;
const SCREEN_SECONDS = 10;
const MINUTES_MAX = 15;
const AMOUNT = 1_000;

const KEY = "sk_test_bench";
const SECRET = "whsec_bench";

/** Payments that wait for their provider, with objects there that have succeeded. Answers with the objects' names. */
const waitingPayments = async (
  { state }: Simulator,
  players: readonly string[],
  count: number,
): Promise<string[]> => {
  const made = Array.from({ length: count }, (_, n) => {
    const [id, playerId] = [randomUUID(), players[n % players.length] as string];
    const intent = state.make("pi", "payment_intent", {
      amount: AMOUNT,
      amount_received: AMOUNT,
      currency: "eur",
      status: "succeeded",
      metadata: { payment_id: id, player_id: playerId },
      payment_method: null,
      next_action: null,
      last_payment_error: null,
    });
    return { id, playerId, objectId: intent.id };
  });
  await ownerRows(
    `with p as (
       insert into payment (id, player_id, direction, provider, method, amount, currency, state, version, idempotency_key, input_hash, object_id)
       select id, player_id, 'deposit', 'stripe', 'card', $4, 'EUR', 'processing', 2, id::text, '', object_id
         from unnest($1::uuid[], $2::uuid[], $3::text[]) u(id, player_id, object_id) returning id),
     first as (
       insert into payment_transition (payment_id, version, direction, to_state, cause) select id, 1, 'deposit', 'created', 'request' from p)
     insert into payment_transition (payment_id, version, direction, from_state, to_state, cause)
     select id, 2, 'deposit', 'created', 'processing', 'provider' from p`,
    [
      made.map(({ id }) => id),
      made.map(({ playerId }) => playerId),
      made.map(({ objectId }) => objectId),
      AMOUNT,
    ],
  );
  return made.map(({ objectId }) => objectId);
};

const eventOf = (objectId: string) => {
  const body = JSON.stringify({
    id: `evt_${objectId}`,
    object: "event",
    type: "payment_intent.succeeded",
    livemode: false,
    data: { object: { id: objectId, object: "payment_intent", status: "succeeded", amount: AMOUNT } },
  });
  const at = Math.floor(Date.now() / 1_000);
  const signature = createHmac("sha256", SECRET).update(`${at}.${body}`).digest("hex");
  return { body, signature: `t=${at},v1=${signature}` };
};

const deliver = async (client: Client, objectId: string): Promise<void> => {
  const { body, signature } = eventOf(objectId);
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  const { status } = await client.send("/api/webhooks/stripe", { method: "POST", headers, body });
  if (status !== 200) throw new Error(`an event was answered with ${status}`);
};

/** Every event once and every fifth twice, in lanes. */
const deliverAll = async (client: Client, objects: readonly string[]): Promise<number> => {
  const events = objects.flatMap((id, n) => (n % TWICE_EVERY === 0 ? [id, id] : [id]));
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let id = events[next++]; id !== undefined; id = events[next++]) await deliver(client, id);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return events.length;
};

const credited = async (objects: readonly string[]): Promise<boolean> => {
  const [left] = await rows<{ open: boolean }>(
    "select exists (select from payment where object_id = any($1) and state <> 'succeeded') as open",
    [objects],
  );
  return left?.open === false;
};

/** Resolves with the milliseconds from sending an event until the player's page shows another balance. */
const screenOf = (url: string, origin: string, cookie: string, playerId: string) => {
  const store = createStore({ schedule: (work) => setTimeout(work, 0) });
  const connection = connect({ url, store, transport: { forceNew: true, extraHeaders: { origin, cookie } } });
  store.seedPlayer(playerId, null);
  connection.follow(playerTopic(playerId));
  return {
    balance: () => BigInt(store.player().balance?.balance ?? 0),
    close: connection.close,
  };
};

const figures = ({ perSecond, p50Ms, p99Ms }: LoadFigures) => ({
  "events/s": perSecond,
  "p50 ms": p50Ms,
  "p99 ms": p99Ms,
});

export const webhooks: Bench = {
  name: "webhooks",
  about: `events of a payment provider over HTTP, ${IN_FLIGHT} in flight, a fifth of them twice, until every payment is credited, against an address of the same app that does nothing`,
  minutesMax: MINUTES_MAX,
  run: async (say) => {
    // The provider's far side runs in this process, and takes its share of the machine.
    const stripe = await startStripeSimulator({
      port: 0,
      secretKey: KEY,
      webhook: { url: "", secret: SECRET },
    });
    const platform = await startPlatform({
      FEED_PROVIDER: "none",
      STRIPE_SECRET_KEY: KEY,
      STRIPE_WEBHOOK_SECRET: SECRET,
      STRIPE_API_URL: stripe.url.replace("127.0.0.1", "localhost"),
    });
    const client = openClient(platform.url, IN_FLIGHT);
    try {
      const players = await fillPlayers(PLAYERS);
      const cookie = await platform.cookieOf(players[0] as string);
      const nothing: LoadFigures[] = [];
      const [stored, processed]: [number[], number[]] = [[], []];
      const leftOut = await runRounds(
        ROUNDS,
        async (round) => {
          say(`round ${round} of ${ROUNDS}: ${PAYMENTS} payments`);
          const objects = await waitingPayments(stripe, players, PAYMENTS);
          nothing.push(
            await underLoad(
              () =>
                client.send("/api/v1/commands/nothing", {
                  method: "POST",
                  headers: { "content-type": "application/json", origin: platform.url, cookie },
                  body: "{}",
                }),
              { inFlight: IN_FLIGHT, seconds: 5, warmUpSeconds: 2 },
            ),
          );
          const started = performance.now();
          const events = await deliverAll(client, objects);
          stored.push((events * 1_000) / (performance.now() - started));
          while (!(await credited(objects))) await sleep(50);
          processed.push((events * 1_000) / (performance.now() - started));
        },
        MINUTES_MAX,
      );
      say(`${SCREEN_PER_SECOND} events a second, from the event to the balance on the player's screen`);
      const watchers = await Promise.all(
        players.slice(0, SCREEN_PER_SECOND).map(async (id) => ({
          id,
          screen: screenOf(platform.realtimeUrl, platform.url, await platform.cookieOf(id), id),
        })),
      );
      const count = SCREEN_PER_SECOND * (SCREEN_SECONDS + 1);
      const ids = watchers.map(({ id }) => id);
      const objects = await waitingPayments(stripe, ids, count);
      await sleep(2_000);
      let sent = 0;
      const screen = await atRate(
        async () => {
          const n = sent++;
          const watcher = watchers[n % watchers.length];
          if (!watcher) throw new Error("no player has an open page");
          const before = watcher.screen.balance();
          await deliver(client, objects[n] as string);
          while (watcher.screen.balance() === before) await sleep(1);
        },
        { perSecond: SCREEN_PER_SECOND, seconds: SCREEN_SECONDS },
      );
      for (const each of watchers) each.screen.close();
      const broken = (await verifyInvariants()).filter(({ violations }) => violations.length > 0);
      if (broken.length > 0) throw new Error(`broken: ${broken.map(({ name }) => name).join("; ")}`);
      const floor = medianOf(nothing);
      const ratio = median(processed) / floor.perSecond;
      return {
        name: "webhooks",
        leftOut,
        rows: [
          { what: "floor, an address that does nothing", figures: figures(floor) },
          { what: "stored", figures: { "events/s": median(stored) } },
          { what: "stored and processed", figures: { "events/s": median(processed) } },
          { what: "event to balance on screen", figures: figures(screen) },
        ],
        ratio,
        goals: [
          {
            what: "events stored and processed a second",
            value: median(processed),
            goal: 1_000,
            better: "higher",
          },
          { what: "event to balance on screen, p99 ms", value: screen.p99Ms, goal: 500, better: "lower" },
        ],
      };
    } finally {
      client.close();
      await closeBus();
      await closeDatabase();
      await platform.stop();
      await stripe.stop();
    }
  },
};

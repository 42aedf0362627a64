import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/platform/http/free-port.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { eventTopic } from "#lib/realtime/schema.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, threeWay } from "#lib/sportsbook/testing.ts";
import type { ClientsAnswer, ClientsPlan } from "./fanout/clients.ts";
import type { FeedPlan } from "./fanout/feed.ts";
import { eventOf, LINES } from "./fanout/matches.ts";
import { type Bench, type BenchRow, runRounds } from "./lib/bench.ts";
import { type Child, startChild } from "./lib/child.ts";
import { median, quantile } from "./lib/load.ts";

const SOCKETS = 2_000;
const CLIENT_PROCESSES = 2;
/** So many matches change at once, and every socket follows all of them: more than any server here can send. */
const TOPICS = 40;
const SECONDS = 4;
const ROUNDS = 3;
const CHANGE_EVERY_MS = 50;

const MATCHES = 50;
const UPDATES_PER_SECOND = 1_000;
const FOLLOWERS = 200;
const LATENCY_SECONDS = 10;
const WARM_UP_MS = 4_000;

const READY_MS_MAX = 60_000;

type Counted = Extract<ClientsAnswer, { kind: "counted" }>;

const answerOf = (child: Child): Promise<ClientsAnswer> =>
  new Promise((resolve, reject) => {
    child.process.once("message", (answer) => resolve(answer as ClientsAnswer));
    child.process.once("exit", () => reject(new Error(`a client process ended: ${child.tail()}`)));
  });

const openClients = async (plan: Omit<ClientsPlan, "sockets">, sockets: number, processes: number) => {
  const children = Array.from({ length: processes }, () => startChild(["bench/fanout/clients.ts"]));
  const asked = async (word: unknown): Promise<ClientsAnswer[]> => {
    const answers = children.map(answerOf);
    for (const child of children) child.process.send(word as object);
    return Promise.all(answers);
  };
  for (const answer of await asked({ ...plan, sockets: sockets / processes }))
    if (answer.kind === "failed") throw new Error(answer.why);
  return {
    count: async (): Promise<Counted[]> => (await asked("count")) as Counted[],
    stop: () => Promise.all(children.map((child) => child.stop())),
  };
};

type Clients = Awaited<ReturnType<typeof openClients>>;

const deliveriesPerSecond = async (clients: Clients): Promise<{ perSecond: number; sample: string }> => {
  await clients.count();
  const started = performance.now();
  await sleep(SECONDS * 1_000);
  const counted = await clients.count();
  const seconds = (performance.now() - started) / 1_000;
  if (counted.some(({ closed }) => closed > 0)) throw new Error("the server closed sockets");
  return {
    perSecond: counted.reduce((sum, { messages }) => sum + messages, 0) / seconds,
    sample: counted[0]?.sample ?? "",
  };
};

const startSidecar = async (appUrl: string): Promise<{ child: Child; port: number; origin: string }> => {
  const port = await freePort();
  const origin = "http://localhost:3000";
  const child = startChild(["lib/processes/realtime.ts"], {
    DATABASE_URL: appUrl,
    HOST: "127.0.0.1",
    REALTIME_PORT: String(port),
    PUBLIC_URL: origin,
    // All readers of this bench sit on one machine.
    SOCKETS_PER_ADDRESS_MAX: "100000",
  });
  for (const latest = Date.now() + READY_MS_MAX; ; await sleep(100)) {
    const well = await fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (well) return { child, port, origin };
    if (Date.now() > latest) throw new Error(`the sidecar did not come up: ${child.tail()}`);
  }
};

/** Changes every match again and again, as fast as the database takes it. */
const changing = (events: readonly string[]) => {
  let stopped = false;
  const work = (async () => {
    for (let n = 0n; !stopped; n += 1n) {
      const started = performance.now();
      await applyBook(
        events.map((eventId) => ({
          eventId,
          markets: [threeWay(eventId, [20_000n + (n % 2n) * 100n, 35_000n, 40_000n])],
        })),
      );
      await sleep(Math.max(0, CHANGE_EVERY_MS - (performance.now() - started)));
    }
  })();
  return async () => {
    stopped = true;
    await work;
  };
};

const throughSidecar = async (appUrl: string, events: readonly string[]) => {
  const { child, port, origin } = await startSidecar(appUrl);
  try {
    const topics = [events.map((id) => eventTopic(id))];
    const clients = await openClients({ port, origin, topics, timesFrom: null }, SOCKETS, CLIENT_PROCESSES);
    const stop = changing(events);
    try {
      await sleep(1_000);
      return await deliveriesPerSecond(clients);
    } finally {
      await stop();
      await clients.stop();
    }
  } finally {
    await child.stop();
  }
};

const throughRaw = async (text: string) => {
  const server = startChild(["bench/fanout/raw-server.ts"]);
  try {
    const { port } = (await answerOf(server)) as unknown as { port: number };
    const plan = { port, origin: "http://localhost", topics: [], timesFrom: null };
    const clients = await openClients(plan, SOCKETS, CLIENT_PROCESSES);
    try {
      server.process.send({ text });
      await sleep(1_000);
      return await deliveriesPerSecond(clients);
    } finally {
      await clients.stop();
    }
  } finally {
    await server.stop();
  }
};

const feedIsThere = async (): Promise<void> => {
  for (const latest = Date.now() + READY_MS_MAX; ; await sleep(200)) {
    const [found] = await rows<{ markets: bigint }>(
      "select count(*) as markets from market where market_type = 'total'",
    );
    if (found && found.markets >= MATCHES * LINES.length) return;
    if (Date.now() > latest) throw new Error("the feed did not bring its matches");
  }
};

const ages = async (appUrl: string): Promise<Float64Array> => {
  const sidecar = await startSidecar(appUrl);
  const feed = startChild(["bench/fanout/feed.ts"], { DATABASE_URL: appUrl });
  try {
    const timesFrom = Date.now();
    feed.process.send({ matches: MATCHES, perSecond: UPDATES_PER_SECOND, timesFrom } satisfies FeedPlan);
    await feedIsThere();
    const topics = Array.from({ length: MATCHES }, (_, match) => [eventTopic(eventOf(match))]);
    const { port, origin } = sidecar;
    const clients = await openClients({ port, origin, topics, timesFrom }, FOLLOWERS, 1);
    try {
      await sleep(WARM_UP_MS);
      await clients.count();
      await sleep(LATENCY_SECONDS * 1_000);
      return Float64Array.from((await clients.count()).flatMap((counted) => counted.ages)).sort();
    } finally {
      await clients.stop();
    }
  } finally {
    await feed.stop();
    await sidecar.child.stop();
  }
};

export const fanout: Bench = {
  name: "fanout",
  about: `the sidecar's process with ${SOCKETS.toLocaleString("en")} sockets against plain ws sending the same bytes; and from a feed message to the socket`,
  run: (say) =>
    withScratchDatabase(async (_, appUrl) => {
      const events: string[] = [];
      for (let n = 0; n < TOPICS; n += 1) events.push((await makeEvent(`fanout-${n}`)).eventId);
      const [ours, floor]: [number[], number[]] = [[], []];
      const leftOut = await runRounds(ROUNDS, async (round) => {
        const sidecar = await throughSidecar(appUrl, events);
        const raw = await throughRaw(sidecar.sample);
        say(
          `round ${round} of ${ROUNDS}: ${Math.round(sidecar.perSecond)} and ${Math.round(raw.perSecond)} deliveries/s of ${sidecar.sample.length} bytes`,
        );
        ours.push(sidecar.perSecond);
        floor.push(raw.perSecond);
      });
      const ratio = median(ours.map((perSecond, at) => perSecond / (floor[at] ?? Number.NaN)));
      say(`${UPDATES_PER_SECOND} price updates a second of ${MATCHES} matches`);
      const waits = await ages(appUrl);
      if (waits.length === 0) throw new Error("no price came through");
      const measured: BenchRow[] = [
        { what: "floor, plain ws", figures: { "deliveries/s": median(floor) } },
        { what: "sidecar", figures: { "deliveries/s": median(ours) } },
        {
          what: "feed to socket",
          figures: {
            prices: waits.length,
            "p50 ms": quantile(waits, 0.5),
            "p95 ms": quantile(waits, 0.95),
            "p99 ms": quantile(waits, 0.99),
          },
        },
      ];
      return {
        name: "fanout",
        leftOut,
        rows: measured,
        ratio,
        goals: [
          { what: "deliveries, sidecar ÷ floor", value: ratio, goal: 0.8, better: "higher" },
          {
            what: "feed message to socket, p99 ms",
            value: quantile(waits, 0.99),
            goal: 150,
            better: "lower",
          },
        ],
      };
    }),
};

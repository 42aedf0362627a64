import { rollUpHouse } from "#lib/ledger/index.ts";
import { type Queue, startQueue } from "#lib/platform/jobs/queue.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { type Subscriber, startRelay } from "#lib/platform/messaging/relay.ts";
import { log } from "#lib/platform/observability/log.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { realtimeSubscriber } from "#lib/realtime/index.ts";
import { finishOverdueBets } from "#lib/sportsbook/betting/index.ts";
import { suspendOrphanedProviders } from "#lib/sportsbook/feeds/index.ts";
import { marketResettled, marketSettled } from "#lib/sportsbook/settlement/events.ts";
import { settleMarket, unsettledMarkets, voidByRule } from "#lib/sportsbook/settlement/index.ts";
import { keepMonths } from "./keep-months.ts";
import { registered } from "./modules.ts";
import { platformFigures } from "./platform-figures.ts";

const figures = { marketsSettled: 0, legsSettled: 0, jobsFailed: 0, overdueBetsFinished: 0 };

const settle = async (marketId: string): Promise<void> => {
  figures.legsSettled += await settleMarket(marketId);
  figures.marketsSettled += 1;
};

/** A job's fault is counted here and left to the queue, which tries again. */
const counted = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    figures.jobsFailed += 1;
    log.error({ err: error }, "a job failed and will be tried again");
    throw error;
  }
};

/** Settles the bets of markets that have a new effective result. */
const settlementSubscriber = (queue: Queue): Subscriber => ({
  name: "settlement",
  audiences: ["settlement"],
  handle: async (events) => {
    for (const event of events) {
      const market = payloadOf(event, marketSettled) ?? payloadOf(event, marketResettled);
      if (market) await queueSettlement(queue, market.marketId);
    }
  },
});

const SWEEP_EVERY_MS = 5_000;

/** A feeds process that died cannot stop its own markets. */
const stopOrphans = async (): Promise<void> => {
  try {
    const stopped = await suspendOrphanedProviders();
    if (stopped.length > 0)
      log.error({ providers: stopped }, "nobody looks after these feeds: betting stopped");
  } catch (error) {
    logFailure(error, "could not look for orphaned feeds");
  }
};

const OVERDUE_EVERY_MS = 500;
/** The process that received a bet has so long to finish it by itself. */
const OVERDUE_MS = 1_000;

/** Finishes bets whose in-play delay is over and whose own process did not: it is slow, or gone. One round at a time. */
const startFinishing = (): { stop(): Promise<void> } => {
  let round: Promise<void> | undefined;
  const finish = async (): Promise<void> => {
    try {
      const finished = await finishOverdueBets(OVERDUE_MS);
      figures.overdueBetsFinished += finished;
      if (finished > 0) log.warn({ finished }, "bets were finished that nobody else had");
    } catch (error) {
      logFailure(error, "could not look for overdue bets");
    }
  };
  const timer = setInterval(() => {
    round ??= finish().finally(() => {
      round = undefined;
    });
  }, OVERDUE_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
};

const queueSettlement = (queue: Queue, marketId: string): Promise<void> =>
  queue.add("settle-market", { marketId }, `settle:${marketId}`);

/** Whoever died with a job in hand keeps it locked for hours: the market itself says that it is not settled. */
const queueLeftovers = async (queue: Queue): Promise<void> => {
  try {
    for (const marketId of await unsettledMarkets()) await queueSettlement(queue, marketId);
  } catch (error) {
    logFailure(error, "could not look for markets that wait to be settled");
  }
};

export type WorkerProcess = { stop(): Promise<void> };

/** Relays the outbox and runs the jobs. Any number of workers may run beside each other. */
export const startWorker = async (): Promise<WorkerProcess> => {
  const queue = await startQueue({
    "settle-market": ({ marketId }) => counted(() => settle(marketId)),
    "roll-up-house": () => counted(rollUpHouse),
    "keep-months": () => counted(keepMonths),
    "void-by-rule": () => counted(voidByRule),
  });
  const relay = await startRelay({
    events: registered("events"),
    subscribers: [settlementSubscriber(queue), realtimeSubscriber],
  });
  void queueLeftovers(queue);
  const sweep = setInterval(() => void Promise.all([stopOrphans(), queueLeftovers(queue)]), SWEEP_EVERY_MS);
  const finishing = startFinishing();
  await queue.add("keep-months", {}, "keep-months");
  const beat = await startProcessBeat("worker", async () => ({
    ...figures,
    ...relay.counts(),
    ...(await platformFigures()),
  }));
  log.info("worker process started");
  return {
    stop: async () => {
      clearInterval(sweep);
      await finishing.stop();
      await relay.stop();
      await queue.stop();
      await beat.stop();
      log.info("worker process stopped");
    },
  };
};

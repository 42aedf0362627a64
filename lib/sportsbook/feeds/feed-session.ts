import type { Uuid } from "#lib/core/id.ts";
import { type DatabaseClock, databaseClock } from "#lib/platform/database/database-clock.ts";
import { log } from "#lib/platform/observability/log.ts";
import { createPipeline, type PipelineFigures } from "./ingest.ts";
import { createIntake } from "./intake.ts";
import {
  applyBookAs,
  type FeedState,
  moveProvider,
  releaseLease,
  renewLease,
  takeRecoveryRight,
} from "./lease.ts";
import { NotConnected, type Provider, type Timer, timerOf } from "./providers/provider.ts";
import { openEventsOf } from "./queries.ts";
import { type FeedTimings, judge, type Vitals } from "./watchdog.ts";

export type FeedSessionFigures = PipelineFigures & {
  /** Messages in the queue, the most there ever were, and those that were dropped. */
  waiting: number;
  waitingMax: number;
  turnedAway: number;
};

export type FeedSession = {
  state(): FeedState;
  figures(): FeedSessionFigures;
  /** Checks the vital signs and acts on them. */
  watch(): Promise<void>;
  /** Keeps the lease and reports. False once it is lost. */
  renew(): Promise<boolean>;
  leave(): Promise<void>;
};

/**
 * A message may arrive later than an alive message that was sent after it. To find one that was under way when the
 * connection broke, recovery must start before the break; duplicates are recognised by their content.
 */
export const RECOVERY_OVERLAP_MS = 60_000;

/** Durations use the monotonic clock. */
const steadyMs = (): number => performance.now();

/** The time in which this process owns the provider: starts and ends with its markets suspended. */
export const startFeedSession = async (
  makeProvider: (timer: Timer) => Provider,
  owner: Uuid,
  timings: FeedTimings,
): Promise<FeedSession> => {
  const clock: DatabaseClock = await databaseClock();
  const provider = makeProvider(timerOf(clock));
  const { id } = provider;
  const gapMs = provider.recoveryGapMs ?? timings.recoveryGapMs;
  let state: FeedState = "recovering";
  let renewedAt = steadyMs();
  let lost = false;
  /** The provider's time of the last alive message that came while nothing was missing. */
  let lastGoodMs = 0;
  let reported = { messages: 0, rejected: 0 };
  const vitals: Vitals = {
    lastAliveAt: steadyMs(),
    lagMs: 0,
    recovered: false,
    overrun: false,
    askedAt: Number.NEGATIVE_INFINITY,
    asking: false,
  };
  let requestId: string | undefined;
  const completed = new Set<string>();

  const lose = (): void => {
    vitals.recovered = false;
    vitals.asking = false;
    completed.clear();
  };

  const pipeline = createPipeline({
    provider: id,
    clock,
    // A process that was suspended must not write into its successor's book.
    mayWrite: () => !lost && steadyMs() - renewedAt < timings.leaseMs,
    apply: (changes) => applyBookAs(id, owner, changes),
    onAlive: (subscribed, timestamp) => {
      vitals.lastAliveAt = steadyMs();
      if (!subscribed) lose();
      else if (vitals.recovered) lastGoodMs = timestamp;
    },
    onSnapshotComplete: (of) => of !== undefined && completed.add(of),
  });
  const intake = createIntake({ take: pipeline.ingest, onTurnedAway: lose });

  const moveTo = async (next: FeedState, reason: string): Promise<void> => {
    if (next === state) return;
    log.info({ provider: id, from: state, to: next, reason }, "the state of a feed changed");
    await moveProvider(id, owner, next, reason);
    state = next;
  };

  const askRecovery = async (): Promise<void> => {
    const right = await takeRecoveryRight(id, owner, gapMs);
    if (!right) return;
    const askedBefore = vitals.askedAt;
    vitals.asking = true;
    vitals.askedAt = steadyMs();
    completed.clear();
    requestId = undefined;
    try {
      requestId = await provider.requestRecovery(Math.max(0, lastGoodMs - RECOVERY_OVERLAP_MS));
    } catch (error) {
      // No recovery is running: ask again after the usual gap, without waiting for a timeout.
      vitals.asking = false;
      if (!(error instanceof NotConnected)) throw error;
      vitals.askedAt = askedBefore;
      await right.giveBack();
    }
  };

  await moveProvider(id, owner, state, "feed_recovering");
  await pipeline.open();
  try {
    await provider.start(intake.push, { openEvents: await openEventsOf(id) });
  } catch (error) {
    await provider.stop();
    throw error;
  }

  return {
    state: () => state,
    figures: () => ({ ...pipeline.figures(), ...intake.figures() }),
    watch: async () => {
      vitals.lagMs = pipeline.takeLag();
      vitals.overrun = intake.overrun();
      if (vitals.asking && requestId !== undefined && completed.has(requestId)) {
        vitals.asking = false;
        vitals.recovered = true;
      }
      const verdict = judge(vitals, steadyMs(), { ...timings, recoveryGapMs: gapMs });
      await moveTo(verdict.state, verdict.reason);
      if (verdict.state === "down") lose();
      if (verdict.ask) await askRecovery();
    },
    renew: async () => {
      const at = steadyMs();
      const figures = pipeline.figures();
      const seen = { messages: figures.messages, rejected: figures.byFate.rejected };
      const renewed = await renewLease(id, owner, timings.leaseMs, {
        ...figures,
        messages: seen.messages - reported.messages,
        rejected: seen.rejected - reported.rejected,
      });
      lost = renewed === null;
      reported = seen;
      renewedAt = at;
      // If another process has changed the state meanwhile, the next check reports it again.
      if (renewed) state = renewed.state;
      await clock.sync();
      return !lost;
    },
    leave: async () => {
      await provider.stop();
      if (!lost) {
        await moveProvider(id, owner, "down", "feed_down");
        await intake.idle();
        await pipeline.stop();
        await releaseLease(id, owner);
      }
    },
  };
};

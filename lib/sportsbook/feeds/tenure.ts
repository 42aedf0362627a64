import { systemClock } from "#lib/kernel/clock.ts";
import type { Uuid } from "#lib/kernel/id.ts";
import { log } from "#lib/platform/log.ts";
import { createPipeline, type PipelineFigures } from "./ingest.ts";
import { type FeedState, releaseLease, renewLease, setFeedState, suspendProvider } from "./lease.ts";
import { modelOfPricing } from "./model.ts";
import { NotConnected, type Provider } from "./providers/provider.ts";
import { openEventsOf } from "./queries.ts";
import { type FeedTimings, judge, type Vitals } from "./watchdog.ts";

export type Tenure = {
  state(): FeedState;
  figures(): PipelineFigures;
  /** Looks at the vital signs and acts on them. */
  watch(): Promise<void>;
  /** Keeps the lease and reports. False once it is lost. */
  renew(): Promise<boolean>;
  leave(): Promise<void>;
};

/** The time in which a provider is ours: begins with its markets stopped, ends with them stopped. */
export const beginTenure = async (provider: Provider, owner: Uuid, timings: FeedTimings): Promise<Tenure> => {
  let state: FeedState = "recovering";
  let renewedAt = Date.now();
  let lost = false;
  /** The provider's time of the last sign of life up to which nothing is missing. */
  let lastGoodMs = 0;
  let reported = { messages: 0, rejected: 0 };
  const vitals: Vitals = {
    lastAliveAt: Date.now(),
    lagMs: 0,
    recovered: false,
    askedAt: Number.NEGATIVE_INFINITY,
    asking: false,
  };
  let requestId: string | undefined;
  const completed = new Set<string | undefined>();

  const lose = (): void => {
    vitals.recovered = false;
    vitals.asking = false;
    completed.clear();
  };

  const pipeline = createPipeline({
    provider: provider.id,
    clock: systemClock,
    modelOf: modelOfPricing,
    // A process that was asleep must not write into its successor's book.
    mayWrite: () => !lost && Date.now() - renewedAt < timings.leaseMs,
    onAlive: (subscribed, timestamp) => {
      vitals.lastAliveAt = Date.now();
      if (!subscribed) lose();
      else if (vitals.recovered) lastGoodMs = timestamp;
    },
    onSnapshotComplete: (id) => completed.add(id),
  });

  const moveTo = async (next: FeedState, reason: string): Promise<void> => {
    if (next === state) return;
    log.info({ provider: provider.id, from: state, to: next, reason }, "the state of a feed changed");
    await suspendProvider(provider.id, next !== "up", reason);
    await setFeedState(provider.id, next);
    state = next;
  };

  await suspendProvider(provider.id, true, "feed_recovering");
  await setFeedState(provider.id, state);
  await pipeline.open();
  try {
    const openEvents = await openEventsOf(provider.id);
    await provider.start(
      async (message, raw) => {
        await pipeline.ingest(message, raw);
      },
      { openEvents },
    );
  } catch (error) {
    await provider.stop();
    throw error;
  }

  return {
    state: () => state,
    figures: pipeline.figures,
    watch: async () => {
      vitals.lagMs = pipeline.figures().lagMs;
      if (vitals.asking && completed.has(requestId)) {
        vitals.asking = false;
        vitals.recovered = true;
      }
      const now = Date.now();
      const verdict = judge(vitals, now, timings);
      await moveTo(verdict.state, verdict.reason);
      if (verdict.state === "down") lose();
      if (!verdict.ask) return;
      const askedBefore = vitals.askedAt;
      vitals.asking = true;
      vitals.askedAt = now;
      completed.clear();
      try {
        requestId = await provider.requestRecovery(lastGoodMs);
      } catch (error) {
        // Nothing is under way: asked again after the gap, not when this one would have taken too long.
        vitals.asking = false;
        if (!(error instanceof NotConnected)) throw error;
        vitals.askedAt = askedBefore;
      }
    },
    renew: async () => {
      const at = Date.now();
      const figures = pipeline.figures();
      const seen = { messages: figures.messages, rejected: figures.byFate.rejected };
      lost = !(await renewLease(provider.id, owner, timings.leaseMs, {
        ...figures,
        messages: seen.messages - reported.messages,
        rejected: seen.rejected - reported.rejected,
      }));
      reported = seen;
      renewedAt = at;
      return !lost;
    },
    leave: async () => {
      await provider.stop();
      if (!lost) {
        await suspendProvider(provider.id, true, "feed_down");
        await pipeline.stop();
        await releaseLease(provider.id, owner);
      }
    },
  };
};

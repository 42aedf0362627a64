import { seededRandom } from "#lib/core/random.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import type { SportSimulator, Story } from "#lib/sportsbook/sports/index.ts";
import type { FeedMessageInput } from "../../schema.ts";
import { agenda } from "../agenda.ts";
import type { Emit, OpenEvent, Provider, Timer } from "../provider.ts";
import { eventMessages, statusMessage } from "./event-messages.ts";

export type SimulatorOptions = {
  sport: SportSimulator;
  seed: string;
  /** Seconds of play per real second. */
  speed: number;
  /** About how many events run at a time. */
  matches: number;
  /** How many are announced ahead. */
  upcoming?: number;
  timer: Timer;
  onFault: (error: unknown) => void;
};

/** Matches are numbered from this time, so that a restart finds the same calendar. */
const EPOCH_MS = Date.UTC(2026, 0, 1);
export const UPCOMING = 30;
const TICK_REAL_SECONDS = 5;
const ALIVE_MS = 10_000;
const RECOVERY_GAP_MS = 1_000;

/**
 * An endless simulation of one sport. Everything follows from the seed and the time: two simulators with the same
 * options produce the same matches, and one that was away continues where it would have been.
 */
export const createSimulator = (options: SimulatorOptions): Provider => {
  const { sport, seed, speed, matches, timer, upcoming = UPCOMING } = options;
  const provider = sport.provider.id;
  const intervalMs = Math.max(1, Math.round(sport.usualSeconds / speed / matches)) * 1000;
  const tickSeconds = Math.max(1, Math.round(TICK_REAL_SECONDS * speed));
  const fixtureOf = sport.calendar(seed);
  const prefix = `${sport.eventPrefix}-${seed.replace(/[^\w]/g, "").slice(0, 16)}-${Math.round(speed * 10)}-${matches}-`;
  const stories = new Map<number, Story>();

  const eventIdOf = (k: number) => `${prefix}${k}`;
  const numberOf = (eventId: string): number | null => {
    const k = eventId.startsWith(prefix) ? Number(eventId.slice(prefix.length)) : Number.NaN;
    return Number.isInteger(k) ? k : null;
  };
  const kickOffMs = (k: number) => EPOCH_MS + k * intervalMs;
  const flowAt = (k: number, ms: number) => Math.floor(((ms - kickOffMs(k)) * speed) / 1000);
  const msOf = (k: number, flow: number) => kickOffMs(k) + Math.ceil((flow * 1000) / speed);

  const storyOf = (k: number): Story => {
    let story = stories.get(k);
    if (!story) {
      story = sport.story(seededRandom(`${seed}:match:${k}`), fixtureOf(k));
      stories.set(k, story);
    }
    return story;
  };
  const address = (k: number, timestamp: number, requestId?: string) => ({
    provider,
    eventId: eventIdOf(k),
    timestamp,
    ...(requestId ? { requestId } : {}),
  });
  const fixture = (k: number, timestamp: number, requestId?: string): FeedMessageInput => {
    const { competition, participants, pricing } = fixtureOf(k);
    return {
      ...address(k, timestamp, requestId),
      type: "fixture",
      competition,
      participants: [...participants],
      startsAt: kickOffMs(k),
      pricing: { by: "platform", model: { ...pricing } },
    };
  };

  let emit: Emit = async () => undefined;
  let openEvents: readonly OpenEvent[] = [];
  let plan: ReturnType<typeof agenda> | undefined;
  let recoveries = 0;
  /** The last recovery covered moments up to this one; before the first recovery, only alive messages are sent. */
  let sentUntilMs = Number.POSITIVE_INFINITY;

  const announce = async (k: number, timestamp: number, requestId?: string): Promise<void> => {
    await emit(fixture(k, timestamp, requestId));
    const state = storyOf(k).play().advance(flowAt(k, timestamp));
    await emit(statusMessage(address(k, timestamp, requestId), state));
  };

  const follow = (k: number, startFlow: number): void => {
    const story = storyOf(k);
    const moments = story.moments(tickSeconds).filter(({ at }) => at > startFlow);
    const messageAt = eventMessages(story, startFlow);
    const next = (index: number): void => {
      const moment = moments[index];
      if (!moment) {
        stories.delete(k);
        return;
      }
      const at = msOf(k, moment.at);
      plan?.at(at, async () => {
        const message = messageAt(moment, address(k, at));
        next(index + 1);
        if (at > sentUntilMs) await emit(message);
      });
    };
    next(0);
  };

  const runningAt = (ms: number): number[] => {
    const last = Math.floor((ms - EPOCH_MS) / intervalMs);
    const count = Math.ceil(((sport.longestSeconds / speed) * 1000) / intervalMs);
    return Array.from({ length: count + 1 }, (_, i) => last - count + i).filter(
      (k) => k >= 0 && flowAt(k, ms) <= storyOf(k).length,
    );
  };

  /** Events that are open here but no longer simulated: settled if their result is known, else cancelled. */
  const conclude = async (event: OpenEvent, timestamp: number, requestId: string): Promise<void> => {
    const k = numberOf(event.id);
    if (k !== null) {
      await announce(k, timestamp, requestId);
      stories.delete(k);
    } else {
      const called = { ...address(0, timestamp, requestId), eventId: event.id };
      await emit({ ...called, type: "event_status", status: EVENT_STATUS.cancelled });
    }
  };

  const recover = async (requestId: string): Promise<void> => {
    const nowMs = timer.nowMs();
    const running = runningAt(nowMs);
    const next = (running.at(-1) ?? Math.floor((nowMs - EPOCH_MS) / intervalMs)) + 1;
    const current = [...running, ...Array.from({ length: upcoming }, (_, i) => next + i)];
    const ids = new Set(current.map(eventIdOf));
    for (const event of openEvents) if (!ids.has(event.id)) await conclude(event, nowMs, requestId);
    openEvents = [];
    for (const k of current) await announce(k, nowMs, requestId);
    sentUntilMs = nowMs;
    await emit({ type: "snapshot_complete", provider, timestamp: nowMs, requestId });
  };

  return {
    ...sport.provider,
    recoveryGapMs: RECOVERY_GAP_MS,
    start: async (emitTo, context) => {
      emit = emitTo;
      openEvents = context.openEvents;
      const nowMs = timer.nowMs();
      const started = agenda(timer, options.onFault);
      plan = started;
      for (const k of runningAt(nowMs)) follow(k, flowAt(k, nowMs));
      const kickOff = (k: number): void =>
        started.at(kickOffMs(k), async () => {
          kickOff(k + 1);
          follow(k, -1);
          if (kickOffMs(k) > sentUntilMs) await announce(k + upcoming, kickOffMs(k));
        });
      kickOff(Math.floor((nowMs - EPOCH_MS) / intervalMs) + 1);
      const beat = (at: number): void =>
        started.at(at, async () => {
          beat(at + ALIVE_MS);
          await emit({ type: "alive", provider, timestamp: at });
        });
      beat(nowMs);
    },
    stop: async () => {
      await plan?.stop();
      plan = undefined;
    },
    requestRecovery: async () => {
      recoveries += 1;
      const requestId = `recovery-${recoveries}`;
      plan?.at(timer.nowMs(), () => recover(requestId));
      return requestId;
    },
  };
};

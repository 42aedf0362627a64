import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import type { RecordedEvent, StoryMoment } from "#lib/sportsbook/sports/index.ts";
import type { FeedMessageInput } from "../../schema.ts";
import type { Emit, OpenEvent, Provider } from "../provider.ts";
import { eventMessages, statusMessage } from "../simulator/event-messages.ts";

export const REPLAY_ID = "replay";

export type ReplayOptions = {
  events: readonly RecordedEvent[];
  /** Seconds of play per real second; "max" only waits for the receiver. */
  speed: number | "max";
  startMs: number;
  /** Distinguishes the events of one replay from those of another. */
  runId: string;
  /** Seconds of play from one start to the next. */
  kickOffEvery?: number;
  /** Seconds of play between two ticks of the clock. */
  tickSeconds?: number;
  aliveMs?: number | null;
  onDone?: () => void;
  onFault: (error: unknown) => void;
};

/** Seconds of play between the announcement of an event and its start. */
const ANNOUNCED_BEFORE = 600;

type SentEvent = {
  recorded: RecordedEvent;
  eventId: string;
  kickOff: number;
  moments: readonly StoryMoment[];
  next: number;
  tell: ReturnType<typeof eventMessages>;
  announced: boolean;
};

/**
 * Replays real events on one clock that starts now, in the order in which they were played. Messages are pulled: the
 * next one is made when the receiver has handled the last.
 */
export const createReplay = (options: ReplayOptions): Provider => {
  const { speed, startMs, runId } = options;
  const kickOffEvery = options.kickOffEvery ?? 60;
  const tickSeconds = options.tickSeconds ?? 60;
  const msPerSecond = speed === "max" ? 1000 : 1000 / speed;
  const msOf = (second: number) => startMs + Math.round(second * msPerSecond);

  const waiting = [...options.events]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((recorded, index) => ({
      recorded,
      eventId: `replay-${runId}-${index + 1}`,
      kickOff: ANNOUNCED_BEFORE + index * kickOffEvery,
    }));
  const active: SentEvent[] = [];
  let emit: Emit = async () => undefined;
  let openEvents: readonly OpenEvent[] = [];
  let second = 0;
  let stopped = false;
  let wake: () => void = () => undefined;
  let pulling: Promise<void> | undefined;
  let alive: NodeJS.Timeout | undefined;
  const recoveries: string[] = [];
  let asked = 0;

  const address = (sentEvents: Pick<SentEvent, "eventId">, requestId?: string) => ({
    provider: REPLAY_ID,
    eventId: sentEvents.eventId,
    timestamp: msOf(second),
    ...(requestId ? { requestId } : {}),
  });

  const announce = async (sentEvents: SentEvent, requestId?: string): Promise<void> => {
    const { fixture: announced, story } = sentEvents.recorded;
    const { competition, participants, pricing } = announced;
    const of = address(sentEvents, requestId);
    const fixture: FeedMessageInput = {
      ...of,
      type: "fixture",
      competition,
      participants: [...participants],
      startsAt: msOf(sentEvents.kickOff),
      pricing: { by: "platform", model: { ...pricing } },
    };
    await emit(fixture);
    await emit(statusMessage(of, story.play().advance(second - sentEvents.kickOff)));
    sentEvents.announced = true;
  };

  const nextSecond = (sentEvents: SentEvent): number =>
    sentEvents.announced
      ? sentEvents.kickOff + (sentEvents.moments[sentEvents.next]?.at ?? 0)
      : sentEvents.kickOff - ANNOUNCED_BEFORE;

  const admit = (until: number): void => {
    while (waiting[0] && waiting[0].kickOff - ANNOUNCED_BEFORE <= until) {
      const { recorded, eventId, kickOff } = waiting.shift() as (typeof waiting)[number];
      const moments = recorded.story.moments(tickSeconds);
      active.push({
        recorded,
        eventId,
        kickOff,
        moments,
        next: 0,
        tell: eventMessages(recorded.story),
        announced: false,
      });
    }
  };

  const earliest = (): SentEvent | undefined => {
    if (active.length === 0) admit((waiting[0]?.kickOff ?? 0) - ANNOUNCED_BEFORE);
    let first: SentEvent | undefined;
    for (const sentEvents of active)
      if (!first || nextSecond(sentEvents) < nextSecond(first)) first = sentEvents;
    if (!first || !waiting[0] || waiting[0].kickOff - ANNOUNCED_BEFORE > nextSecond(first)) return first;
    admit(nextSecond(first));
    return earliest();
  };

  const recover = async (requestId: string): Promise<void> => {
    for (const event of openEvents)
      await emit({
        ...address({ eventId: event.id }, requestId),
        type: "event_status",
        status: EVENT_STATUS.cancelled,
      });
    openEvents = [];
    for (const sentEvents of active) if (sentEvents.announced) await announce(sentEvents, requestId);
    await emit({ type: "snapshot_complete", provider: REPLAY_ID, timestamp: msOf(second), requestId });
  };

  const until = async (at: number): Promise<void> => {
    const ms = msOf(at) - Date.now();
    if (speed === "max" || ms <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const pull = async (): Promise<void> => {
    while (!stopped) {
      const request = recoveries.shift();
      if (request) {
        await recover(request);
        continue;
      }
      const sentEvents = earliest();
      if (!sentEvents) break;
      await until(nextSecond(sentEvents));
      if (stopped || recoveries.length > 0) continue;
      second = nextSecond(sentEvents);
      if (!sentEvents.announced) {
        await announce(sentEvents);
        continue;
      }
      await emit(sentEvents.tell(sentEvents.moments[sentEvents.next] as StoryMoment, address(sentEvents)));
      sentEvents.next += 1;
      if (sentEvents.next >= sentEvents.moments.length) active.splice(active.indexOf(sentEvents), 1);
    }
    if (!stopped) options.onDone?.();
  };

  const run = (): void => {
    pulling ??= pull()
      .catch(options.onFault)
      .finally(() => {
        pulling = undefined;
        if (recoveries.length > 0 && !stopped) run();
      });
  };

  return {
    id: REPLAY_ID,
    name: "Replay",
    start: async (emitTo, context) => {
      emit = emitTo;
      openEvents = context.openEvents;
      const aliveMs = options.aliveMs === undefined ? 10_000 : options.aliveMs;
      if (aliveMs !== null)
        alive = setInterval(() => {
          void emit({ type: "alive", provider: REPLAY_ID, timestamp: msOf(second) });
        }, aliveMs);
      run();
    },
    stop: async () => {
      stopped = true;
      clearInterval(alive);
      wake();
      await pulling;
    },
    requestRecovery: async () => {
      asked += 1;
      const requestId = `replay-${asked}`;
      recoveries.push(requestId);
      wake();
      run();
      return requestId;
    },
  };
};

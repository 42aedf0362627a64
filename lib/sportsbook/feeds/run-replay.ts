import { manualClock } from "#lib/core/clock.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { type RecordedEvent, sportOf, type TimelinesRefusal } from "#lib/sportsbook/sports/index.ts";
import { createPipeline, type PipelineFigures } from "./ingest.ts";
import { moveProvider, releaseLease, renewLease, takeLease } from "./lease.ts";
import { createReplay, REPLAY_ID } from "./providers/replay/replay.ts";
import { openEventsOf } from "./queries.ts";
import { FeedMessage } from "./schema.ts";

export type ReplayStep = {
  /** The replay's own time. */
  now: Date;
  /** Events that are announced and not over. */
  open: readonly string[];
  /** Events that ended since the last step. */
  ended: readonly string[];
};

export type ReplayProgress = { matches: number; ended: number; messages: number; bytesRead: number };

export type ReplayReport = {
  matches: number;
  skipped: Record<string, number>;
  figures: PipelineFigures;
  /** How long it took, and how long the matches took on their own clock. */
  wallMs: number;
  matchMs: number;
};

export type ReplayRefusal = TimelinesRefusal | { code: "already_running" };

export type RunReplay = {
  /** The sport of the files; it must be one that can read them. */
  sportId: string;
  /** Paths or URLs of timelines. */
  files: readonly string[];
  /** Match seconds in one real second; "max" is as fast as the book can be written. */
  speed: number | "max";
  /** The first so many matches; all of them without it. */
  limit?: number;
  /** Match seconds from one kick-off to the next. */
  kickOffEvery?: number;
  /** Match seconds of a step. */
  stepSeconds?: number;
  startAt?: Date;
  onProgress?: (progress: ReplayProgress) => void;
  /** Called after everything of a step is written and before the next one starts: bettors act here. */
  afterStep?: (step: ReplayStep) => Promise<void>;
};

const LEASE_MS = 60_000;

const readAll = async (
  options: RunReplay,
): Promise<Result<{ matches: RecordedEvent[]; skipped: ReplayReport["skipped"] }, ReplayRefusal>> => {
  const { readTimelines } = sportOf(options.sportId);
  if (!readTimelines) throw new RangeError(`${options.sportId} has no timelines to play again`);
  const matches: RecordedEvent[] = [];
  const skipped: ReplayReport["skipped"] = {};
  let before = 0;
  for (const source of options.files) {
    let bytes = 0;
    const file = await readTimelines(source, (read) => {
      bytes = read;
      options.onProgress?.({ matches: matches.length, ended: 0, messages: 0, bytesRead: before + read });
    });
    if (!file.ok) return file;
    before += bytes;
    matches.push(...file.value.events);
    for (const [reason, count] of Object.entries(file.value.skipped))
      skipped[reason] = (skipped[reason] ?? 0) + count;
  }
  return accept({ matches: matches.slice(0, options.limit), skipped });
};

/**
 * Replays real matches through the whole pipeline on one clock, and lets others act between its steps. Refused while
 * another replay runs, or if a file cannot be read.
 */
export const runReplay = async (options: RunReplay): Promise<Result<ReplayReport, ReplayRefusal>> => {
  const read = await readAll(options);
  if (!read.ok) return read;
  const { matches, skipped } = read.value;
  const owner = uuidv7();
  if (!(await takeLease(REPLAY_ID, owner, LEASE_MS))) return refuse({ code: "already_running" });

  const started = Date.now();
  const startAt = options.startAt ?? new Date(started);
  const stepMs = ((options.stepSeconds ?? 30) * 1000) / (options.speed === "max" ? 1 : options.speed);
  const clock = manualClock(startAt);
  const pipeline = createPipeline({ provider: REPLAY_ID, clock });
  const open = new Set<string>();
  let ended: string[] = [];
  let endedTotal = 0;
  let stepEndsAt = startAt.getTime() + stepMs;
  let renewedAt = started;
  let reported = { messages: 0, rejected: 0 };

  const step = async (): Promise<void> => {
    await pipeline.flush();
    await options.afterStep?.({ now: clock.now(), open: [...open], ended });
    ended = [];
    const figures = pipeline.figures();
    options.onProgress?.({
      matches: matches.length,
      ended: endedTotal,
      messages: figures.messages,
      bytesRead: 0,
    });
    if (Date.now() - renewedAt < LEASE_MS / 6) return;
    renewedAt = Date.now();
    const seen = { messages: figures.messages, rejected: figures.byFate.rejected };
    const kept = await renewLease(REPLAY_ID, owner, LEASE_MS, {
      ...figures,
      messages: seen.messages - reported.messages,
      rejected: seen.rejected - reported.rejected,
    });
    if (!kept) throw new Error("the lease of the replay was lost");
    reported = seen;
  };

  try {
    await pipeline.open();
    await moveProvider(REPLAY_ID, owner, "up", "feed_up");
    await new Promise<void>((resolve, reject) => {
      const replay = createReplay({
        events: matches,
        speed: options.speed,
        startMs: startAt.getTime(),
        runId: started.toString(36),
        ...(options.kickOffEvery ? { kickOffEvery: options.kickOffEvery } : {}),
        aliveMs: null,
        onDone: resolve,
        onFault: reject,
      });
      const emit = async (input: unknown): Promise<void> => {
        const message = FeedMessage.parse(input);
        if (message.timestamp >= stepEndsAt) {
          await step();
          stepEndsAt = message.timestamp + stepMs;
        }
        clock.set(new Date(Math.max(message.timestamp, clock.now().getTime())));
        if (message.type === "fixture") open.add(message.eventId);
        if (message.type === "event_status" && message.status === 3 && open.delete(message.eventId)) {
          ended.push(message.eventId);
          endedTotal += 1;
        }
        await pipeline.ingest(input);
      };
      openEventsOf(REPLAY_ID)
        .then((left) => replay.start(emit, { openEvents: left }))
        .then(() => replay.requestRecovery(0))
        .catch(reject);
    });
    await step();
  } finally {
    await pipeline.stop();
    await moveProvider(REPLAY_ID, owner, "down", "feed_down");
    await releaseLease(REPLAY_ID, owner);
  }
  return accept({
    matches: matches.length,
    skipped,
    figures: pipeline.figures(),
    wallMs: Date.now() - started,
    matchMs: clock.now().getTime() - startAt.getTime(),
  });
};

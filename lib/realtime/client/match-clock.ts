import type { FootballScore } from "#lib/sportsbook/catalogue/schema.ts";

/** What a message says of the clock: it runs while a half of a live match does. */
export type ClockMessage = Pick<FootballScore, "phase" | "clockSeconds" | "stoppageMinutes"> & {
  live: boolean;
};

type Sample = { clock: number; at: number };

/** Match seconds beyond the last message, at most: a feed that is silent for longer may have stopped. */
const AHEAD_MAX = 120;
/** Stoppage minutes that are shown before any were announced. */
const STOPPAGE_UNANNOUNCED = 1;
/** A simulator or a replay runs faster than life; a speed outside these bounds is a fault of measurement. */
const SPEED_MIN = 0.5;
const SPEED_MAX = 60;
/** Speed is measured over this time (ms): shorter, delays on the way would pass for speed; longer, changes would be missed. */
const MEASURED_MIN = 8_000;
const MEASURED_MAX = 60_000;

const HALF_SECONDS = { first_half: 45 * 60, second_half: 90 * 60 } as const;

/**
 * One match's clock between two messages. It learns its speed from the messages, shows at most two minutes more than the last
 * one and never more than the half with its announced stoppage, and waits at half speed for messages that are behind it. It
 * steps back only when a newer message takes time off the match clock. Times are this device's, in ms.
 */
export const createMatchClock = (first: ClockMessage, firstAt: number) => {
  let message = first;
  let heardAt = firstAt;
  let speed = 1;
  let samples: Sample[] = [];
  let shown = first.clockSeconds;
  let shownAt = firstAt;

  const half = (): number | null =>
    message.live && (message.phase === "first_half" || message.phase === "second_half")
      ? HALF_SECONDS[message.phase]
      : null;

  const limit = (end: number): number => {
    const stoppage = (message.stoppageMinutes ?? STOPPAGE_UNANNOUNCED) * 60 - 1;
    return Math.max(message.clockSeconds, Math.min(message.clockSeconds + AHEAD_MAX, end + stoppage));
  };

  const learn = (sample: Sample): void => {
    samples = [...samples.filter(({ at }) => sample.at - at <= MEASURED_MAX), sample];
    const oldest = samples[0] as Sample;
    const measured = ((sample.clock - oldest.clock) * 1000) / (sample.at - oldest.at);
    if (sample.at - oldest.at >= MEASURED_MIN && measured >= SPEED_MIN && measured <= SPEED_MAX)
      speed = measured;
  };

  /** Moves the shown time on. True when another second is shown than before. */
  const tick = (at: number): boolean => {
    const before = Math.floor(shown);
    const elapsed = Math.max(0, at - shownAt) / 1000;
    shownAt = at;
    const end = half();
    if (end === null) return false;
    const expected = message.clockSeconds + (Math.max(0, at - heardAt) / 1000) * speed;
    const next = Math.max(expected, shown + (elapsed * speed) / 2);
    shown = Math.max(shown, Math.min(next, limit(end)));
    return Math.floor(shown) !== before;
  };

  return {
    tick,
    /** Takes the next message; older ones must not come here. */
    hear: (next: ClockMessage, at: number): void => {
      tick(at);
      const ran = half() !== null;
      const { phase, clockSeconds } = message;
      const forward = next.phase === phase && next.clockSeconds >= clockSeconds;
      const stood = next.phase === phase && next.clockSeconds === clockSeconds;
      message = next;
      const runs = half() !== null;
      if (!(runs && ran && forward)) {
        samples = [];
        shown = runs && forward ? Math.max(shown, next.clockSeconds) : next.clockSeconds;
        heardAt = at;
        shownAt = at;
        return;
      }
      // A message about something else repeats the clock: it does not say that the clock stands still.
      if (stood) return;
      heardAt = at;
      learn({ clock: next.clockSeconds, at });
      shown = Math.max(shown, next.clockSeconds);
    },
    /** Whole seconds on the match clock. Changes only with `tick` and `hear`. */
    seconds: (): number => Math.floor(shown),
  };
};

export type MatchClock = ReturnType<typeof createMatchClock>;

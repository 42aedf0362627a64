import type { ClockReading } from "#lib/sportsbook/sports/schema.ts";

/** The clock reading of a message: the clock runs during the periods of a live event. */
export type ClockMessage = ClockReading & { live: boolean };

type Sample = { clock: number; at: number };

/** Match seconds beyond the last message, at most: a feed that is silent for longer may have stopped. */
const AHEAD_MAX = 120;
/** A simulator or a replay runs faster than real time; a speed outside these bounds is a measuring error. */
const SPEED_MIN = 0.5;
const SPEED_MAX = 60;
/**
 * Speed is measured over this period (ms): over a shorter one, delays on the way would count as speed; over a longer
 * one, changes would be missed.
 */
const MEASURED_MIN = 8_000;
const MEASURED_MAX = 60_000;

/**
 * One match's clock between two messages. It learns its speed from the messages, shows at most two minutes more than the last
 * one and never more than the sport's limit of the running period, and waits at half speed for messages that are behind it. It
 * steps back only when a newer message takes time off the match clock. Times are this device's, in ms.
 */
export const createMatchClock = (first: ClockMessage, firstAt: number) => {
  let message = first;
  let receivedAt = firstAt;
  let speed = 1;
  let samples: Sample[] = [];
  let shown = first.seconds;
  let shownAt = firstAt;

  /** Seconds that may be shown at most; null while the clock does not run. */
  const limit = (): number | null =>
    message.live && message.limit !== null
      ? Math.max(message.seconds, Math.min(message.seconds + AHEAD_MAX, message.limit))
      : null;

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
    const most = limit();
    if (most === null) return false;
    const expected = message.seconds + (Math.max(0, at - receivedAt) / 1000) * speed;
    const next = Math.max(expected, shown + (elapsed * speed) / 2);
    shown = Math.max(shown, Math.min(next, most));
    return Math.floor(shown) !== before;
  };

  return {
    tick,
    /** Takes the next message; older ones must not come here. */
    hear: (next: ClockMessage, at: number): void => {
      tick(at);
      const ran = limit() !== null;
      const { period, seconds } = message;
      const forward = next.period === period && next.seconds >= seconds;
      const stood = next.period === period && next.seconds === seconds;
      message = next;
      const runs = limit() !== null;
      if (!(runs && ran && forward)) {
        samples = [];
        shown = runs && forward ? Math.max(shown, next.seconds) : next.seconds;
        receivedAt = at;
        shownAt = at;
        return;
      }
      // A message about something else repeats the clock reading: that does not mean that the clock has stopped.
      if (stood) return;
      receivedAt = at;
      learn({ clock: next.seconds, at });
      shown = Math.max(shown, next.seconds);
    },
    /** Whole seconds on the match clock. Changes only with `tick` and `hear`. */
    seconds: (): number => Math.floor(shown),
  };
};

export type MatchClock = ReturnType<typeof createMatchClock>;

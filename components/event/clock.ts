"use client";

import { useEffect, useRef, useState } from "react";
import type { FootballScore } from "#lib/sportsbook/catalogue/schema.ts";

const RATE_MAX = 60;
/** A message that is behind the clock by less than this is late, not a correction: the clock waits for it. */
const WAIT_SECONDS_MAX = 90;

/**
 * Match seconds between two messages. How fast the match clock runs is learned from the messages themselves, so it is
 * right on a simulator that plays faster than life, too. It never steps back for a message that was only slow.
 */
export const useMatchClock = ({ phase, clockSeconds }: FootballScore): number => {
  const running = phase === "first_half" || phase === "second_half";
  const last = useRef<{ clock: number; at: number; rate: number } | null>(null);
  const [shown, setShown] = useState({ phase, seconds: clockSeconds });

  useEffect(() => {
    if (!running) return;
    const at = performance.now();
    const before = last.current;
    const measured = before ? ((clockSeconds - before.clock) * 1000) / (at - before.at) : 0;
    const rate = measured >= 0.5 && measured <= RATE_MAX ? measured : (before?.rate ?? 1);
    last.current = { clock: clockSeconds, at, rate };
    const timer = setInterval(() => {
      const seconds = clockSeconds + Math.floor(((performance.now() - at) / 1000) * rate);
      setShown((now) => (now.phase === phase && waits(now.seconds, seconds) ? now : { phase, seconds }));
    }, 1000);
    return () => clearInterval(timer);
  }, [running, phase, clockSeconds]);

  return running && shown.phase === phase && waits(shown.seconds, clockSeconds)
    ? shown.seconds
    : clockSeconds;
};

const waits = (shown: number, told: number): boolean => shown >= told && shown - told < WAIT_SECONDS_MAX;

const HALF = { first_half: 45 * 60, second_half: 90 * 60 } as const;

/** "67:20", and stoppage time as "90:00 +3:12". */
export const clockText = (
  phase: FootballScore["phase"],
  seconds: number,
): { main: string; extra: string | null } => {
  const write = (total: number) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
  const end = phase === "first_half" || phase === "second_half" ? HALF[phase] : null;
  return end !== null && seconds > end
    ? { main: write(end), extra: `+${write(seconds - end)}` }
    : { main: write(seconds), extra: null };
};

/** "67′", "90+3′": the minute being played, as a scoreboard says it. */
export const minuteText = (phase: FootballScore["phase"], seconds: number): string => {
  const end = phase === "first_half" || phase === "second_half" ? HALF[phase] : null;
  if (end !== null && seconds >= end) return `${end / 60}+${Math.floor((seconds - end) / 60) + 1}′`;
  return `${Math.floor(seconds / 60) + 1}′`;
};

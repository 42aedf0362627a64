import type { FootballScore } from "#lib/sportsbook/sports/football/score.ts";

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
export const minuteText = (phase: string, seconds: number): string => {
  const end = phase === "first_half" || phase === "second_half" ? HALF[phase] : null;
  if (end !== null && seconds >= end) return `${end / 60}+${Math.floor((seconds - end) / 60) + 1}′`;
  return `${Math.floor(seconds / 60) + 1}′`;
};

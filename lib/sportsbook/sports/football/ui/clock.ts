import { type FootballPhase, halfEnd } from "../score.ts";

/** "67:20", and stoppage time as "90:00 +3:12". */
export const clockText = (phase: FootballPhase, seconds: number): { main: string; extra: string | null } => {
  const write = (total: number) => `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
  const end = halfEnd(phase);
  return end !== null && seconds > end
    ? { main: write(end), extra: `+${write(seconds - end)}` }
    : { main: write(seconds), extra: null };
};

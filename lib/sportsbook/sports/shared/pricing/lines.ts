import { type Counts, massAbove } from "./counts.ts";

/** A side that is likelier than this to win a line has no line. */
const LOPSIDED = 0.94;

/**
 * Half lines `step` apart around the one that is closest to even, `reach` on either side. They stand at fixed places, so that a line that
 * leaves the board comes back as the same market. Ascending.
 */
export const halfLines = (counts: Counts, { step, reach }: { step: number; reach: number }): number[] => {
  const places: { line: number; above: number }[] = [];
  const end = counts.from + counts.mass.length;
  const first = Math.floor((counts.from - 1) / step) * step + 0.5;
  let above = massAbove(counts, first);
  let passed = first;
  for (let line = first; line < end; line += step) {
    while (passed < line) {
      passed += 1;
      above -= counts.mass[passed - 0.5 - counts.from] ?? 0;
    }
    places.push({ line, above });
  }
  const even = places.reduce(
    (best, { above: mass }, place) =>
      Math.abs(mass - 0.5) < Math.abs((places[best]?.above ?? 2) - 0.5) ? place : best,
    0,
  );
  return places
    .slice(Math.max(0, even - reach), even + reach + 1)
    .filter(({ above: mass }) => mass < LOPSIDED && mass > 1 - LOPSIDED)
    .map(({ line }) => line);
};

export const eventOf = (match: number): string => `feed-${match}`;

/** Markets of a match whose prices move in turn. */
export const LINES: readonly string[] = Array.from({ length: 10 }, (_, n) => `total=${n}.5`);

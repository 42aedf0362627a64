/** A line: the positions of the legs that it combines, ascending. It wins if all of them win. */
export type Line = readonly number[];

/**
 * Which lines a system has: every combination, of each of these sizes, of the legs that are not bankers, together with all
 * bankers. A Trixie has three legs and the sizes 2 and 3.
 */
export type System = { sizes: readonly number[]; bankers: readonly number[] };

/** The most lines of one bet; a Goliath has 247, and 494 each way. */
export const LINES_MAX = 1_000;

const combinations = (of: readonly number[], size: number): number[][] =>
  size === 0
    ? [[]]
    : of.flatMap((first, at) => combinations(of.slice(at + 1), size - 1).map((rest) => [first, ...rest]));

const choose = (of: number, size: number): number => {
  let count = 1;
  for (let taken = 1; taken <= size; taken += 1) count = (count * (of - size + taken)) / taken;
  return Math.round(count);
};

/** How many lines a system over so many legs has. */
export const countLines = (legs: number, { sizes, bankers }: System): number =>
  sizes.reduce((sum, size) => sum + choose(legs - bankers.length, size), 0);

/** Whether a system can be made of so many legs, and is one: two lines at least, and no more than a bet may have. */
export const isSystem = (legs: number, system: System): boolean => {
  const { sizes, bankers } = system;
  const free = legs - bankers.length;
  return (
    new Set(sizes).size === sizes.length &&
    new Set(bankers).size === bankers.length &&
    bankers.every((banker) => banker < legs) &&
    sizes.every((size) => size <= free) &&
    countLines(legs, system) >= 2 &&
    countLines(legs, system) <= LINES_MAX
  );
};

/** The lines of a bet on so many legs, the shortest first; one line of all legs without a system. */
export const linesOf = (legs: number, system?: System): Line[] => {
  const all = Array.from({ length: legs }, (_, position) => position);
  if (!system) return [all];
  const bankers = new Set(system.bankers);
  const free = all.filter((position) => !bankers.has(position));
  return system.sizes
    .toSorted((a, b) => a - b)
    .flatMap((size) => combinations(free, size))
    .map((line) => [...line, ...bankers].toSorted((a, b) => a - b));
};

/** As the database keeps a line: the bits of its legs. */
export const maskOf = (line: Line): bigint =>
  line.reduce((mask, position) => mask | (1n << BigInt(position)), 0n);

export const lineOfMask = (mask: bigint): Line => {
  const line: number[] = [];
  for (let position = 0; mask >> BigInt(position) > 0n; position += 1)
    if ((mask >> BigInt(position)) & 1n) line.push(position);
  return line;
};

/** Systems that have a name of their own, by the number of their legs and the sizes of their lines. */
const NAMES = new Map([
  ["3:2,3", "trixie"],
  ["3:1,2,3", "patent"],
  ["4:2,3,4", "yankee"],
  ["4:1,2,3,4", "lucky15"],
  ["5:2,3,4,5", "canadian"],
  ["5:1,2,3,4,5", "lucky31"],
  ["6:2,3,4,5,6", "heinz"],
  ["6:1,2,3,4,5,6", "lucky63"],
  ["7:2,3,4,5,6,7", "superHeinz"],
  ["8:2,3,4,5,6,7,8", "goliath"],
] as const);

export type SystemName = typeof NAMES extends Map<string, infer Name> ? Name : never;

/** What a system is called: by its own name, or as k of n with so many bankers. */
export type SystemTitle = { name: SystemName } | { sizes: number[]; of: number; bankers: number };

/** The name of a system on so many legs. */
export const titleOfSystem = (legs: number, { sizes, bankers }: System): SystemTitle => {
  const sorted = sizes.toSorted((a, b) => a - b);
  const name = bankers.length === 0 ? NAMES.get(`${legs}:${sorted.join()}` as never) : undefined;
  return name ? { name } : { sizes: sorted, of: legs - bankers.length, bankers: bankers.length };
};

/** The system that has these lines; null where they are one line, or of no system, as after a change of a bet's lines. */
export const systemOfLines = (legs: number, lines: readonly Line[]): System | null => {
  if (lines.length < 2) return null;
  const bankers = Array.from({ length: legs }, (_, position) => position).filter((position) =>
    lines.every((line) => line.includes(position)),
  );
  const sizes = [...new Set(lines.map((line) => line.length - bankers.length))].sort((a, b) => a - b);
  const whole = sizes[0] !== 0 && countLines(legs, { sizes, bankers }) === lines.length;
  return whole ? { sizes, bankers } : null;
};

/** What a bet with these lines is called; null where they are of no system. */
export const systemOf = (legs: number, lines: readonly Line[]): SystemTitle | null => {
  const system = systemOfLines(legs, lines);
  return system && titleOfSystem(legs, system);
};

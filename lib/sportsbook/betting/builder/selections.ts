import { type Line, linesOf, type System } from "../lines.ts";

/** What counts as one selection of a slip: a leg, or the legs of a builder. */
export type Selection = { legs: Line; builder: number | null };

/** The selections of a slip, each at the place of its first leg. */
export const selectionsOf = (legs: readonly { builder?: number | undefined }[]): Selection[] => {
  const found: { legs: number[]; builder: number | null }[] = [];
  for (const [at, { builder }] of legs.entries()) {
    const known = builder === undefined ? undefined : found.find((each) => each.builder === builder);
    if (known) known.legs.push(at);
    else found.push({ legs: [at], builder: builder ?? null });
  }
  return found;
};

/** The lines of a bet on these selections, as positions of legs: a line has all legs of a builder or none. */
export const selectionLines = (selections: readonly Selection[], system?: System): Line[] =>
  linesOf(selections.length, system).map((line) =>
    line.flatMap((at) => selections[at]?.legs ?? []).toSorted((a, b) => a - b),
  );

/** A bet by its selections instead of its legs: how many there are, the lines they make, and whether the only one is a builder. */
export const bySelection = (bet: {
  legs: readonly { builder: number | null }[];
  lines: readonly Line[];
}): { legs: number; lines: Line[]; builder: boolean } => {
  const selections = selectionsOf(bet.legs.map(({ builder }) => (builder === null ? {} : { builder })));
  const placeOf = new Map(selections.flatMap(({ legs }, place) => legs.map((leg) => [leg, place] as const)));
  return {
    legs: selections.length,
    lines: bet.lines.map((line) => [...new Set(line.flatMap((leg) => placeOf.get(leg) ?? []))]),
    builder: selections.length === 1 && selections[0]?.builder !== null,
  };
};

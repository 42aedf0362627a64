import { MODULES } from "./modules.ts";

// The cashier's first: modules are listed from the lower layers up.
const lines = MODULES.toReversed().flatMap(({ transferCodes = {} }) => Object.entries(transferCodes));

/** The filters of a player's statement: "all", and the kinds of line that modules register. */
export const STATEMENT_KINDS: readonly string[] = [
  "all",
  ...new Set(lines.flatMap(([, kind]) => (kind === null ? [] : [kind]))),
];

/** The transfer codes of this kind of line. Null, for all of them, if the kind is "all" or unknown. */
export const codesOf = (kind: string): string[] | null => {
  const codes = lines.filter(([, of]) => of === kind).map(([code]) => code);
  return codes.length === 0 ? null : codes;
};

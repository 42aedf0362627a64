import { MODULES } from "./modules.ts";

// The cashier's first: modules are listed from the lower layers up.
const lines = MODULES.toReversed().flatMap(({ transferCodes = {} }) => Object.entries(transferCodes));

/** What a player may filter the statement by: "all", and the kinds of line that modules register. */
export const STATEMENT_KINDS: readonly string[] = [
  "all",
  ...new Set(lines.flatMap(([, kind]) => (kind === null ? [] : [kind]))),
];

/** The codes of transfers that are lines of this kind. Null, for all of them, where the kind is "all" or not known. */
export const codesOf = (kind: string): string[] | null => {
  const codes = lines.filter(([, of]) => of === kind).map(([code]) => code);
  return codes.length === 0 ? null : codes;
};

export { bySelection, selectionLines, selectionsOf } from "./builder/selections.ts";
export { type CashOut, type CashOutOffer, cashOutPart, WHOLE } from "./cash-out/part.ts";
export { moneyOf, sizesAfter } from "./edit/stake.ts";
export { type InPlayDelays, longestDelay } from "./in-play-delay.ts";
export {
  countLines,
  isSystem,
  type Line,
  linesOf,
  type System,
  type SystemTitle,
  systemOf,
  systemOfLines,
  titleOfSystem,
} from "./lines.ts";
export { type LineState, lineStates, oddsByLegs, returnByLegs } from "./potential-return.ts";
/** What moved a bet, or one of its legs. */
export type SettlementCause =
  | { kind: "result" | "early" | "cancelled" | "rollback"; marketId: string }
  | { kind: "past_post" }
  /** By the player, before the result. */
  | { kind: "cash_out" }
  /** Its player put another bet in its place. */
  | { kind: "edit" }
  /** By staff, for a reason that the page words. */
  | { kind: "voided"; reason: string | null }
  | { kind: "other" };

/** Reads what a settlement's row names as its cause: "market:<id>", "cancel:<id>", "void:<reason>", … */
export const causeOf = (text: string): SettlementCause => {
  const at = text.indexOf(":");
  const [kind, rest] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  switch (kind) {
    case "market":
      return { kind: "result", marketId: rest };
    case "early":
      return { kind, marketId: rest };
    case "cancel":
      return { kind: "cancelled", marketId: rest };
    case "rollback":
      return { kind: "rollback", marketId: rest };
    case "past_post":
    case "cash_out":
    case "edit":
      return { kind };
    case "void":
    case "voided":
      return { kind: "voided", reason: rest || null };
    default:
      return { kind: "other" };
  }
};

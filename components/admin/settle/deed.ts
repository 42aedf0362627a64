import {
  type HandOutcome,
  type HandResult,
  type SettlementCase,
  SettlementDeed,
  type SettlementWord,
  type StoredOutcomes,
} from "#lib/backoffice/schema.ts";
import { instantOf } from "#lib/core/zoned-time.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";

export type DeedKind = SettlementDeed["kind"];

/** An outcome in the form: without a result until one is chosen. */
export type DraftOutcome = Omit<HandOutcome, "result"> & { result: HandResult | null };

/** What the form holds. Times as their fields hold them: on the clocks of the staff member's time zone. */
export type Draft = {
  kind: DeedKind;
  outcomes: DraftOutcome[];
  /** It is known that the event is not over. */
  beforeTheEnd: boolean;
  windowed: boolean;
  from: string;
  to: string;
  /** Which standing cancellation is taken back: the id of its word. */
  cancelId: string;
};

const resultOf = ({ result, voidFactor }: StoredOutcomes[string]): HandResult => {
  if (voidFactor === 1) return "void";
  if (result === 1) return voidFactor === 0.5 ? "half_won" : "won";
  return voidFactor === 0.5 ? "half_lost" : "lost";
};

/** Stored results as the form edits them; nothing is chosen for an outcome that has none. */
export const draftOutcomes = (keys: readonly string[], stored: StoredOutcomes | null): DraftOutcome[] =>
  keys.map((key) => {
    const held = stored?.[key];
    return { key, result: held ? resultOf(held) : null, deadHeat: held?.deadHeatFactor ?? null };
  });

export const standingCancels = ({ words }: SettlementCase): SettlementWord[] =>
  words.filter(({ kind, stands }) => kind === "cancel" && stands);

/** What can be decided about a market in this state, the likeliest first. */
export const possibleDeeds = (found: SettlementCase): DeedKind[] => {
  const cancelled = found.status === MARKET_STATUS.cancelled;
  const cancels = standingCancels(found).length > 0 || cancelled;
  return [
    ...(cancelled ? (["rollback_cancel"] as const) : []),
    "result",
    ...(found.outcomes ? (["confirm", "rollback_result"] as const) : []),
    ...(cancelled ? [] : (["cancel"] as const)),
    ...(cancels && !cancelled ? (["rollback_cancel"] as const) : []),
  ];
};

export const draftOf = (found: SettlementCase): Draft => ({
  kind: possibleDeeds(found)[0] ?? "result",
  outcomes: draftOutcomes(found.keys, found.outcomes),
  beforeTheEnd: false,
  windowed: false,
  from: "",
  to: "",
  cancelId: standingCancels(found)[0]?.id.toString() ?? "",
});

/** The moment that a field holds; null while it holds none. */
export const momentOf = (local: string, timeZone: string): Date | null =>
  local === "" ? null : instantOf(local, timeZone);

/** The draft as a deed; null while it is not whole. */
export const deedOf = (draft: Draft, found: SettlementCase, timeZone: string): SettlementDeed | null => {
  const msOf = (local: string) => momentOf(local, timeZone)?.getTime() ?? null;
  const span = (word: SettlementWord | undefined) => ({
    startsAt: word?.startsAt?.getTime() ?? null,
    endsAt: word?.endsAt?.getTime() ?? null,
  });
  const windowed = draft.windowed && !(draft.from === "" && draft.to === "");
  if (draft.kind === "cancel" && draft.windowed && !windowed) return null;
  const deed = {
    result: { kind: "result", outcomes: draft.outcomes },
    confirm: { kind: "confirm" },
    rollback_result: { kind: "rollback_result" },
    cancel: {
      kind: "cancel",
      startsAt: draft.windowed ? msOf(draft.from) : null,
      endsAt: draft.windowed ? msOf(draft.to) : null,
    },
    rollback_cancel: {
      kind: "rollback_cancel",
      ...span(standingCancels(found).find(({ id }) => id.toString() === draft.cancelId)),
    },
  }[draft.kind];
  return SettlementDeed.safeParse(deed).data ?? null;
};

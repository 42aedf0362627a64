import {
  type ManualOutcome,
  type ManualResult,
  SettlementAction,
  type SettlementCase,
  type SettlementEntry,
  type StoredOutcomes,
} from "#lib/backoffice/schema.ts";
import { instantOf } from "#lib/core/zoned-time.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";

export type ActionKind = SettlementAction["kind"];

/** An outcome in the form: without a result until one is chosen. */
export type DraftOutcome = Omit<ManualOutcome, "result"> & { result: ManualResult | null };

/** The state of the form. Times are as typed, in the staff member's time zone. */
export type Draft = {
  kind: ActionKind;
  outcomes: DraftOutcome[];
  /** Staff have confirmed that the event is not over. */
  beforeTheEnd: boolean;
  windowed: boolean;
  from: string;
  to: string;
  /** The id of the effective cancellation to roll back. */
  cancelId: string;
};

const resultOf = ({ result, voidFactor }: StoredOutcomes[string]): ManualResult => {
  if (voidFactor === 1) return "void";
  if (result === 1) return voidFactor === 0.5 ? "half_won" : "won";
  return voidFactor === 0.5 ? "half_lost" : "lost";
};

/** Stored results for editing in the form; nothing is chosen for an outcome that has none. */
export const draftOutcomes = (keys: readonly string[], stored: StoredOutcomes | null): DraftOutcome[] =>
  keys.map((key) => {
    const held = stored?.[key];
    return { key, result: held ? resultOf(held) : null, deadHeat: held?.deadHeatFactor ?? null };
  });

export const effectiveCancels = ({ entries }: SettlementCase): SettlementEntry[] =>
  entries.filter(({ kind, effective }) => kind === "cancel" && effective);

/** The settlement actions that are possible in this state, the likeliest first. */
export const possibleActions = (found: SettlementCase): ActionKind[] => {
  const cancelled = found.status === MARKET_STATUS.cancelled;
  const cancels = effectiveCancels(found).length > 0 || cancelled;
  return [
    ...(cancelled ? (["rollback_cancel"] as const) : []),
    "result",
    ...(found.outcomes ? (["confirm", "rollback_result"] as const) : []),
    ...(cancelled ? [] : (["cancel"] as const)),
    ...(cancels && !cancelled ? (["rollback_cancel"] as const) : []),
  ];
};

export const draftOf = (found: SettlementCase): Draft => ({
  kind: possibleActions(found)[0] ?? "result",
  outcomes: draftOutcomes(found.keys, found.outcomes),
  beforeTheEnd: false,
  windowed: false,
  from: "",
  to: "",
  cancelId: effectiveCancels(found)[0]?.id.toString() ?? "",
});

/** The instant in a field; null if it is empty. */
export const momentOf = (local: string, timeZone: string): Date | null =>
  local === "" ? null : instantOf(local, timeZone);

/** The action of the draft; null while it is incomplete. */
export const actionOf = (draft: Draft, found: SettlementCase, timeZone: string): SettlementAction | null => {
  const msOf = (local: string) => momentOf(local, timeZone)?.getTime() ?? null;
  const span = (entry: SettlementEntry | undefined) => ({
    startsAt: entry?.startsAt?.getTime() ?? null,
    endsAt: entry?.endsAt?.getTime() ?? null,
  });
  const windowed = draft.windowed && !(draft.from === "" && draft.to === "");
  if (draft.kind === "cancel" && draft.windowed && !windowed) return null;
  const action = {
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
      ...span(effectiveCancels(found).find(({ id }) => id.toString() === draft.cancelId)),
    },
  }[draft.kind];
  return SettlementAction.safeParse(action).data ?? null;
};

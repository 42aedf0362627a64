import type { DeliveredEvent, EventDefinition } from "./event.ts";

export type OutboxRow = {
  id: bigint;
  kind: string;
  payload: unknown;
  request_id: string | null;
};

/** A row, or one event of a bundle, that no registered definition can read. */
export type UnreadableEvent = {
  kind: string;
  payload: unknown;
  requestId: string | null;
  reason: "unknown_kind" | "invalid_payload" | "invalid_bundle";
};

/**
 * One row may carry many events, so that reporting to a hundred thousand players writes few rows. Its payload then has a
 * list for the kind and for each field: the n-th of every list make the n-th event.
 */
const BUNDLE = "bundle";

const unbundled = ({ payload }: OutboxRow): { kind: string; payload: Record<string, unknown> }[] | null => {
  const { kind: kinds, ...fields } = (payload ?? {}) as Record<string, unknown>;
  const lists = Object.entries(fields);
  const whole =
    Array.isArray(kinds) &&
    lists.every(([, values]) => Array.isArray(values) && values.length === kinds.length);
  if (!whole) return null;
  return kinds.map((kind, n) => {
    const event: Record<string, unknown> = {};
    for (const [name, values] of lists) event[name] = (values as unknown[])[n];
    return { kind, payload: event };
  });
};

/** Reads outbox rows by the registered definitions. What cannot be read is returned beside the rest, never thrown. */
export const outboxReader = (definitions: readonly EventDefinition[]) => {
  const known = new Map<string, EventDefinition>();
  for (const definition of definitions) {
    if (known.has(definition.kind)) throw new Error(`two events are called ${definition.kind}`);
    known.set(definition.kind, definition);
  }
  return (rows: readonly OutboxRow[]): { events: DeliveredEvent[]; unreadable: UnreadableEvent[] } => {
    const events: DeliveredEvent[] = [];
    const unreadable: UnreadableEvent[] = [];
    for (const row of rows) {
      const requestId = row.request_id;
      const parts = row.kind === BUNDLE ? unbundled(row) : [{ kind: row.kind, payload: row.payload }];
      if (!parts) {
        unreadable.push({ kind: row.kind, payload: row.payload, requestId, reason: "invalid_bundle" });
        continue;
      }
      for (const { kind, payload } of parts) {
        const definition = known.get(kind);
        const parsed = definition?.schema.safeParse(payload);
        if (definition && parsed?.success) events.push({ definition, kind, payload: parsed.data, requestId });
        else
          unreadable.push({
            kind: String(kind),
            payload,
            requestId,
            reason: definition ? "invalid_payload" : "unknown_kind",
          });
      }
    }
    return { events, unreadable };
  };
};

import type { z } from "zod";

/** What a payload may contain: JSON. Ids rather than values, because an event may be delivered late and twice. */
export type EventPayload = Record<string, unknown>;

/** Fields of an event that its player's browser receives. */
export type PlayerProjection = Readonly<Record<string, string | number | boolean | null>>;

type Visibility<Payload> = {
  /**
   * The subscribers that receive the event, by name. `player` and `staff` are people: what they receive is the projection
   * below and nothing else.
   */
  audience: readonly string[];
  /** The fields that reach the browser of the player in `payload.playerId`. Without it, none do. */
  toPlayer?: Payload extends { playerId: string } ? (payload: Payload) => PlayerProjection : never;
  /** The subject of the event for staff pages: "bet:<id>". Without it, staff pages do not receive the event. */
  toStaff?: (payload: Payload) => string;
};

export type EventDefinition<Kind extends string = string, Payload extends EventPayload = EventPayload> = {
  readonly kind: Kind;
  readonly schema: z.ZodType<Payload>;
  readonly audience: readonly string[];
  toPlayer?(payload: Payload): PlayerProjection;
  toStaff?(payload: Payload): string;
};

const PEOPLE = { player: "toPlayer", staff: "toStaff" } as const;

/**
 * Declares an event of a module: its kind in the past tense ("bet.settled"), the payload that is stored, and who receives it.
 * Closed by default: an audience that is not named receives nothing, and people receive declared fields only.
 */
export const defineEvent = <Kind extends string, Payload extends EventPayload>(
  kind: Kind,
  schema: z.ZodType<Payload>,
  visibility: Visibility<Payload>,
): EventDefinition<Kind, Payload> => {
  for (const [name, projection] of Object.entries(PEOPLE) as [keyof typeof PEOPLE, "toPlayer" | "toStaff"][])
    if (visibility.audience.includes(name) !== (visibility[projection] !== undefined))
      throw new Error(`${kind} must have both the audience "${name}" and ${projection}, or neither`);
  return { kind, schema, ...visibility } as EventDefinition<Kind, Payload>;
};

/** An event as subscribers receive it: at least once, in the order in which it was written. */
export type DeliveredEvent = {
  readonly definition: EventDefinition;
  readonly kind: string;
  readonly payload: EventPayload;
  readonly requestId: string | null;
};

/** Reads an event of this kind, or answers null for one of another. */
export const payloadOf = <Kind extends string, Payload extends EventPayload>(
  event: DeliveredEvent,
  definition: EventDefinition<Kind, Payload>,
): Payload | null => (event.kind === definition.kind ? (event.payload as Payload) : null);

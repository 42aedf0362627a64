import { z } from "zod";
import { idempotencyKey, idText } from "#lib/platform/commands/input.ts";
import { Note, ownName } from "../input.ts";

/** `event.provider` of events that staff created: no feed writes them. */
export const STAFF_PROVIDER = "staff";

export const COMPETITION_NAME_MAX = 120;
export const SIDE_NAME_MAX = 120;
export const EVENT_NAME_MAX = 160;

const Moment = z.iso.datetime({ offset: true });

/** Betting on an event of staff ends at its start, and that is at most so far away. */
export const START_DAYS_MAX = 5 * 366;

export const CreateEventInput = z
  .object({
    sportId: z.string().regex(/^[a-z0-9-]{1,40}$/),
    /** One that there is, or a new one. */
    competition: z.union([
      z.object({ id: idText(64) }),
      z.object({ category: ownName(80), name: ownName(COMPETITION_NAME_MAX) }),
    ]),
    /** Home and away. Who is known in the sport by that name takes part; else a participant is created. */
    sides: z.tuple([ownName(SIDE_NAME_MAX), ownName(SIDE_NAME_MAX)]).nullable(),
    /** What an event without sides is called, such as an outright. */
    name: ownName(EVENT_NAME_MAX).nullable(),
    /** Bets are taken until then. */
    startsAt: Moment,
    /** Whether a bet may combine it with other events of its competition. An outright must not be. */
    combinable: z.boolean(),
    /** The trader knows that there is such an event already. */
    despiteTwin: z.boolean().optional(),
    note: Note,
    idempotencyKey: idempotencyKey(),
  })
  .refine(({ sides, name }) => (sides === null) !== (name === null), "sides_or_name");
export type CreateEventInput = z.input<typeof CreateEventInput>;

/** `revision`: what the trader saw; an edit of another trader since then refuses the command. */
const Target = {
  eventId: idText(64),
  revision: z.int().min(0),
  note: Note,
  idempotencyKey: idempotencyKey(),
};

export const UpdateEventInput = z.object({
  ...Target,
  /** Absent leaves it; an event of two sides has none. */
  name: ownName(EVENT_NAME_MAX).optional(),
  startsAt: Moment,
  combinable: z.boolean(),
});
export type UpdateEventInput = z.input<typeof UpdateEventInput>;

export const CancelEventInput = z.object({
  ...Target,
  /** Open bets on it, as the trader saw them: with more or fewer the command refuses and says how many there are. */
  bets: z.int32().min(0),
});
export type CancelEventInput = z.input<typeof CancelEventInput>;

export type CreateEventRefusal =
  | { code: "unknown_sport" }
  | { code: "unknown_competition" }
  /** The sport is played by a field: its events have a name instead of two sides. */
  | { code: "sport_of_fields" }
  | { code: "same_side" }
  | { code: "start_out_of_range" }
  /** These sides meet within a day of this start, or an open event of the competition has this name. */
  | { code: "event_exists"; eventId: string; startsAt: string };

export type OwnEventRefusal =
  | { code: "unknown_event" }
  /** It is a feed's. */
  | { code: "event_of_feed" }
  /** Another trader has edited it. */
  | { code: "event_changed" }
  | { code: "event_over" };

export type UpdateEventRefusal =
  | OwnEventRefusal
  | { code: "event_started" }
  | { code: "start_out_of_range" }
  | { code: "event_has_no_name" };

export type CancelEventRefusal = OwnEventRefusal | { code: "bets_changed"; bets: number };

/** The revision that the next edit names. */
export type EventSet = { revision: number };

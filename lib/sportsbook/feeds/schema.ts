import { z } from "zod";
import { Competition, Competitor, type EventStatus, Incident } from "#lib/sportsbook/events/schema.ts";
import type { Fraction } from "#lib/sportsbook/markets/schema.ts";
import { deadHeatFraction } from "./dead-heat.ts";

/**
 * The canonical messages that every provider is converted to. They have the meaning of Sportradar's Unified Odds
 * Feed, in our terms. Unknown attributes are ignored; an invalid message is rejected as a whole.
 */

const Envelope = {
  provider: z.string().min(1).max(64),
  /** The provider's own time in milliseconds: outdated messages change nothing. */
  timestamp: z.int().min(0),
  /** Set when the message belongs to a recovery. */
  requestId: z.string().max(64).optional(),
};

const OfEvent = { ...Envelope, eventId: z.string().regex(/^[\w-]{1,64}$/, "not an event id") };

const Status = z.int().min(0).max(9) as z.ZodType<EventStatus>;

/** Why betting is suspended: one of the sport's reasons; an unknown one counts as the sport's first. */
const SuspensionReason = z.string().max(40);

/** The scoreboard. Its shape is the sport's, which validates it before the rest of the message is applied. */
const Score = z.record(z.string(), z.unknown());

/** UTC milliseconds or ISO 8601 text, read as milliseconds. */
const Instant = z.union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

/** Who makes the prices: the platform, by what the sport reads in `model` (ratings, rates, strengths), or the provider. */
export const Pricing = z.discriminatedUnion("by", [
  z.object({ by: z.literal("platform"), model: z.record(z.string(), z.unknown()).default({}) }),
  z.object({ by: z.literal("provider") }),
]);
export type Pricing = z.infer<typeof Pricing>;

export const Fixture = z.object({
  ...OfEvent,
  type: z.literal("fixture"),
  competition: Competition,
  /** What a race or an outright is called; an event between two sides is named by them. */
  name: z.string().min(1).max(160).optional(),
  /** In the order of their positions: home and away where the sport is played between two sides. */
  participants: z.array(Competitor).min(1).max(200),
  startsAt: Instant,
  pricing: Pricing,
});
export type Fixture = z.infer<typeof Fixture>;

/** Scoreboard, clock and incidents. Without `suspension` it also ends a bet stop. */
export const EventStatusMessage = z.object({
  ...OfEvent,
  type: z.literal("event_status"),
  status: Status,
  score: Score.optional(),
  /** New or changed ones; the numbering makes repeats harmless. */
  incidents: z.array(Incident).max(500).default([]),
  /** The active bet stop. */
  suspension: SuspensionReason.nullable().default(null),
});
export type EventStatusMessage = z.infer<typeof EventStatusMessage>;

const MarketName = {
  marketType: z.string().regex(/^\w{1,40}$/),
  specifiers: z
    .string()
    .regex(/^[\w=|.+-]{0,120}$/)
    .default(""),
};

/** Every market of an event, whatever groups it is in. */
export const ALL_GROUPS = "all";

/** As a list, or in the common notation: "all|score". */
const Groups = z
  .union([z.array(z.string()), z.string().transform((text) => text.split("|"))])
  .transform((groups) => groups.map((group) => group.trim()).filter((group) => group !== ""))
  .pipe(z.array(z.string().max(40)).max(40));

const OddsText = z
  .union([z.string().regex(/^\d{1,4}(\.\d{1,4})?$/), z.number().min(1).max(1000)])
  .transform((odds) => BigInt(Math.round(Number(odds) * 10_000)));

export const OddsChange = z.object({
  ...OfEvent,
  type: z.literal("odds_change"),
  status: Status.optional(),
  score: Score.optional(),
  incidents: z.array(Incident).max(500).default([]),
  suspension: SuspensionReason.nullable().default(null),
  markets: z
    .array(
      z.object({
        ...MarketName,
        /**
         * 1 active, 0 inactive, -1 suspended, -2 handed over; missing means active, as in common feeds. -3 and -4
         * close betting; only a settlement or a cancellation decides bets.
         */
        status: z
          .union([z.literal(1), z.literal(0), z.literal(-1), z.literal(-2), z.literal(-3), z.literal(-4)])
          .default(1)
          .transform((status) => (status <= -3 ? 0 : status) as 1 | 0 | -1 | -2),
        groups: Groups.default([]),
        outcomes: z
          .array(
            z.object({
              key: z.string().regex(/^[\w+.-]{1,40}$/),
              odds: OddsText.nullable().default(null),
              probability: z.number().min(0).max(1).nullable().default(null),
              active: z.boolean().default(true),
            }),
          )
          .max(100),
      }),
    )
    .max(500)
    .default([]),
});
export type OddsChange = z.infer<typeof OddsChange>;

/**
 * Suspends the active markets of these groups until an odds change lists them as active; "all" is every market. If we
 * make the prices, until the next status without suspension. A stop is never rejected because of an unknown reason or
 * status.
 */
export const BetStop = z.object({
  ...OfEvent,
  type: z.literal("bet_stop"),
  reason: SuspensionReason.default("").catch(""),
  groups: Groups.default([]).transform((groups) => (groups.length === 0 ? [ALL_GROUPS] : groups)),
  /** What the markets become: suspended (-1) unless the stop makes them inactive (0). */
  marketStatus: z
    .union([z.literal(0), z.literal(-1)])
    .default(-1)
    .catch(-1),
});
export type BetStop = z.infer<typeof BetStop>;

/** A share of a dead heat as a decimal, as text or number, or as "1/3". A full share, 1, is no dead heat: null. */
const DeadHeatFactor = z.union([z.string(), z.number()]).transform((written, context): Fraction | null => {
  const fraction = deadHeatFraction(String(written));
  if (fraction) return fraction.numerator === fraction.denominator ? null : fraction;
  context.addIssue({ code: "custom", message: "not a share of a dead heat" });
  return z.NEVER;
});

/** Results accumulate by outcome: outcomes that are not listed stay as they are. */
export const BetSettlement = z.object({
  ...OfEvent,
  type: z.literal("bet_settlement"),
  /** 1 scouted live, 2 confirmed; real senders omit it, and then it is only scouted. */
  certainty: z.union([z.literal(1), z.literal(2)]).default(1),
  markets: z
    .array(
      z.object({
        ...MarketName,
        outcomes: z
          .array(
            z.object({
              key: z.string().regex(/^[\w+.-]{1,40}$/),
              /** 0 lost, 1 won, -1 undecided yet: it changes nothing. */
              result: z.union([z.literal(0), z.literal(1), z.literal(-1)]),
              voidFactor: z
                .union([z.literal(0.5), z.literal(1)])
                .nullable()
                .default(null),
              deadHeatFactor: DeadHeatFactor.nullable().default(null),
            }),
          )
          .min(1)
          .max(100),
      }),
    )
    .min(1)
    .max(500),
});
export type BetSettlement = z.infer<typeof BetSettlement>;

const MarketNames = z.array(z.object(MarketName)).min(1).max(500);

/** With a window, only bets placed inside it: end alone is everything before it, start alone everything after. */
const inOrder = ({ startsAt, endsAt }: { startsAt?: number | undefined; endsAt?: number | undefined }) =>
  startsAt === undefined || endsAt === undefined || startsAt <= endsAt;

export const BetCancel = z
  .object({
    ...OfEvent,
    type: z.literal("bet_cancel"),
    markets: MarketNames,
    startsAt: Instant.optional(),
    endsAt: Instant.optional(),
  })
  .refine(inOrder, "ends before it starts");
export type BetCancel = z.infer<typeof BetCancel>;

export const RollbackBetSettlement = z.object({
  ...OfEvent,
  type: z.literal("rollback_bet_settlement"),
  markets: MarketNames,
});
export type RollbackBetSettlement = z.infer<typeof RollbackBetSettlement>;

/** Undoes the cancellation of the same window. */
export const RollbackBetCancel = z
  .object({
    ...OfEvent,
    type: z.literal("rollback_bet_cancel"),
    markets: MarketNames,
    startsAt: Instant.optional(),
    endsAt: Instant.optional(),
  })
  .refine(inOrder, "ends before it starts");
export type RollbackBetCancel = z.infer<typeof RollbackBetCancel>;

export const FixtureChange = z.object({
  ...OfEvent,
  type: z.literal("fixture_change"),
  change: z.enum(["new", "start_time", "cancelled", "format", "coverage"]),
  startsAt: Instant.optional(),
});
export type FixtureChange = z.infer<typeof FixtureChange>;

/** Sent every ten seconds or so. `subscribed: false` means that messages were lost: recover. */
export const Alive = z.object({
  ...Envelope,
  type: z.literal("alive"),
  subscribed: z.boolean().default(true),
});

export const SnapshotComplete = z.object({ ...Envelope, type: z.literal("snapshot_complete") });

export const FeedMessage = z.discriminatedUnion("type", [
  Fixture,
  EventStatusMessage,
  OddsChange,
  BetStop,
  BetSettlement,
  BetCancel,
  RollbackBetSettlement,
  RollbackBetCancel,
  FixtureChange,
  Alive,
  SnapshotComplete,
]);
export type FeedMessage = z.infer<typeof FeedMessage>;
export type FeedMessageType = FeedMessage["type"];

/** As a provider may write it: before defaults and conversions. */
export type FeedMessageInput = z.input<typeof FeedMessage>;

/** What became of a message. */
export type Fate = "applied" | "duplicate" | "outdated" | "rejected" | "unchanged";

export type ParsedMessage = { ok: true; message: FeedMessage } | { ok: false; error: string };

/** Parses one message, given as JSON text or as an object. The error is one line that names the fault. */
export const parseFeedMessage = (raw: unknown): ParsedMessage => {
  let value = raw;
  if (typeof raw === "string") {
    try {
      value = JSON.parse(raw);
    } catch {
      return { ok: false, error: "not JSON" };
    }
  }
  const parsed = FeedMessage.safeParse(value);
  if (parsed.success) return { ok: true, message: parsed.data };
  const issue = parsed.error.issues[0];
  const at = issue?.path.join(".");
  return { ok: false, error: `${at ? `${at}: ` : ""}${issue?.message ?? "unreadable"}`.slice(0, 300) };
};

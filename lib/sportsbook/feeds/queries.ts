import { z } from "zod";
import {
  array,
  bool,
  int2,
  int4,
  int8,
  json,
  nullable,
  only,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { EVENT_STATUS, type EventStatus } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { SPORTS } from "#lib/sportsbook/sports/index.ts";
import { type EventBook, newBook } from "./book.ts";
import type { OpenEvent } from "./providers/provider.ts";
import type { Fate } from "./schema.ts";

const OPEN: EventStatus[] = [
  EVENT_STATUS.notStarted,
  EVENT_STATUS.live,
  EVENT_STATUS.suspended,
  EVENT_STATUS.delayed,
  EVENT_STATUS.interrupted,
  EVENT_STATUS.postponed,
];

const eventStatus = only(int2, z.literal(Object.values(EVENT_STATUS)));

const openEvents = statement({
  text: `select id, starts_at as "startsAt", status from event where provider = $1 and status = any($2) order by starts_at, id`,
  params: [text, array(int2)],
  row: { id: text, startsAt: timestamptz, status: eventStatus },
});

/** The provider's events that are not over. */
export const openEventsOf = (provider: string): Promise<OpenEvent[]> => openEvents.all([provider, OPEN]);

const eventsOf = statement({
  text: `select e.id, e.provider, c.sport_id, e.status, e.score, e.starts_at, e.feed_timestamp, e.fixture_timestamp,
          e.ended_at is not null and exists (
            select from market m join market_settlement s on s.market_id = m.id
             where m.event_id = e.id and s.kind in ('rollback_result', 'rollback_cancel') and s.taken_at >= e.ended_at) as may_reopen,
          (select s.reason from suspension s where s.scope = 'event' and s.scope_id = e.id
              and s.source = 'feed' and s.lifted_at is null) as suspension
         from event e join competition c on c.id = e.competition_id where e.id = any($1)`,
  params: [array(text)],
  row: {
    id: text,
    provider: text,
    sport_id: text,
    status: eventStatus,
    score: json(z.unknown()),
    starts_at: timestamptz,
    feed_timestamp: int8,
    fixture_timestamp: int8,
    may_reopen: bool,
    suspension: nullable(text),
  },
});

const incidentsOf = statement({
  text: `select event_id, number, kind, participant, revoked, detail
         from incident where event_id = any($1) order by event_id, number`,
  params: [array(text)],
  row: {
    event_id: text,
    number: int4,
    kind: text,
    participant: nullable(int2),
    revoked: bool,
    detail: json(z.unknown()),
  },
});

const marketsOf = statement({
  text: `select m.event_id, m.id, m.market_type as "marketType", m.specifiers, coalesce(m.feed_status, m.status) as status, m.certainty, m.groups,
          array(select d.key from outcome d where d.market_id = m.id and d.result is not null) as decided,
          coalesce(jsonb_agg(jsonb_build_object('key', o.key, 'position', o.position, 'odds', coalesce(o.feed_odds, o.odds)::text,
            'probability', o.probability, 'active', o.active) order by o.position) filter (where o.key is not null), '[]') as outcomes
         from market m left join outcome o on o.market_id = m.id
        where m.event_id = any($1) and m.written is null group by m.id`,
  params: [array(text)],
  row: {
    event_id: text,
    id: text,
    marketType: text,
    specifiers: text,
    status: only(int2, z.literal(Object.values(MARKET_STATUS))),
    certainty: nullable(only(int2, z.literal([1, 2]))),
    groups: array(text),
    decided: array(text),
    outcomes: json(
      z.array(
        z.object({
          key: z.string(),
          position: z.number(),
          odds: z.string().nullable(),
          probability: z.number().nullable(),
          active: z.boolean(),
        }),
      ),
    ),
  },
});

/**
 * Reads the events that the pipeline holds; those of a sport without a folder are left out. Models are not stored:
 * the provider's fixtures contain them. Markets are as the feed or the model has them, not as traders have set them, and
 * without those that staff wrote.
 */
export const loadBooks = async (eventIds: readonly string[]): Promise<EventBook[]> => {
  if (eventIds.length === 0) return [];
  const [events, incidents, markets] = await Promise.all([
    eventsOf.all([eventIds]),
    incidentsOf.all([eventIds]),
    marketsOf.all([eventIds]),
  ]);
  const books = new Map(
    events.flatMap((row): [string, EventBook][] => {
      const sport = SPORTS.find(({ id }) => id === row.sport_id);
      if (!sport) return [];
      const score = sport.score.safeParse(row.score);
      return [
        [
          row.id,
          {
            ...newBook(row.id, row.provider, sport),
            status: row.status,
            score: score.success ? score.data : null,
            // Whatever suspended it, the next message without a suspension resumes it.
            suspension: row.suspension,
            startsAt: row.starts_at.getTime(),
            statusTimestamp: Number(row.feed_timestamp),
            feedTimestamp: Number(row.feed_timestamp),
            openedAt: Number(row.feed_timestamp),
            fixtureTimestamp: Number(row.fixture_timestamp),
            mayReopen: row.may_reopen,
          },
        ],
      ];
    }),
  );
  for (const { event_id, ...row } of incidents) {
    const book = books.get(event_id);
    // The sport's schema gives the fields the order that they have in messages, which repeats are recognised by.
    const incident = book?.sport.incidentSchema.safeParse(row);
    if (incident?.success) book?.incidents.set(row.number, incident.data);
  }
  for (const { event_id, id, outcomes, decided, ...market } of markets) {
    books.get(event_id)?.markets.set(id, {
      ...market,
      decided: new Set(decided),
      outcomes: new Map(
        outcomes.map((outcome) => [
          outcome.key,
          { ...outcome, odds: outcome.odds === null ? null : BigInt(outcome.odds) },
        ]),
      ),
    });
  }
  return [...books.values()];
};

export type StoredMessage = {
  provider: string;
  eventId: string | null;
  kind: string | null;
  timestamp: number | null;
  receivedAt: Date;
  fate: Fate;
  error: string | null;
  raw: string;
};

const insertMessages = statement({
  name: "store-feed-messages",
  text: `
    insert into feed_message (provider, event_id, kind, provider_timestamp, received_at, fate, error, raw)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])`,
  params: [
    array(text),
    array(nullable(text)),
    array(nullable(text)),
    array(nullable(int8)),
    array(timestamptz),
    array(text),
    array(nullable(text)),
    array(text),
  ],
  row: {},
});

/** Stores messages as they arrived, in one statement. */
export const storeMessages = async (messages: readonly StoredMessage[]): Promise<void> => {
  if (messages.length === 0) return;
  const column = <Key extends keyof StoredMessage>(key: Key) => messages.map((message) => message[key]);
  await insertMessages.run([
    column("provider"),
    column("eventId"),
    column("kind"),
    column("timestamp"),
    column("receivedAt"),
    column("fate"),
    column("error"),
    column("raw"),
  ]);
};

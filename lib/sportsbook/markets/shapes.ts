import { z } from "zod";
import { EVENT_STATUS, type Incident } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS } from "./status.ts";
import type {
  CompetitionCounts,
  CompetitionView,
  CompetitorView,
  EventDelta,
  EventSummary,
  EventView,
  MarketView,
  PricePoint,
  SuspensionView,
} from "./views.ts";
import { WRITTEN } from "./written.ts";

// The JSON that the statements of `queries.ts` build. Database tests check what they read against it.

type Shape<T> = z.ZodType<T, T>;

const suspension: Shape<SuspensionView> = z.object({
  scope: z.enum(["all", "sport", "provider", "event", "market"]),
  source: z.enum(["feed", "provider", "staff"]),
  reason: z.string(),
  since: z.iso.datetime(),
});

const competition = {
  id: z.string(),
  sportId: z.string(),
  name: z.string(),
  category: z.string(),
  countryCode: z.string().nullable(),
};

const competitor: Shape<CompetitorView> = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  countryCode: z.string().nullable(),
});

const market: Shape<MarketView> = z.object({
  id: z.string(),
  marketType: z.string(),
  specifiers: z.string(),
  status: z.literal(Object.values(MARKET_STATUS)),
  version: z.int(),
  written: WRITTEN.nullable(),
  suspension: suspension.nullable(),
  outcomes: z.array(
    z.object({
      key: z.string(),
      odds: z.string().nullable(),
      active: z.boolean(),
      result: z.literal([0, 1]).nullable(),
      voidFactor: z.literal([0.5, 1]).nullable(),
      boost: z.object({ id: z.string(), odds: z.string() }).exactOptional(),
    }),
  ),
});

const incident: Shape<Incident> = z.object({
  number: z.int(),
  kind: z.string(),
  participant: z.int().nullable(),
  revoked: z.boolean(),
  detail: z.record(z.string(), z.unknown()),
});

const state = {
  id: z.string(),
  version: z.int(),
  startsAt: z.iso.datetime(),
  status: z.literal(Object.values(EVENT_STATUS)),
  score: z.record(z.string(), z.unknown()),
  suspension: suspension.nullable(),
};

const identity = {
  provider: z.string(),
  name: z.string(),
  participants: z.array(competitor),
  competition: z.object(competition) satisfies Shape<CompetitionView>,
};

const changes = { incidents: z.array(incident), markets: z.array(market) };

export const EVENT_VIEW: Shape<EventView> = z.object({ ...state, ...identity, ...changes });

export const EVENT_DELTA: Shape<EventDelta> = z.object({
  ...state,
  ...changes,
  since: z.int(),
  suspendedMarkets: z.record(z.string(), suspension),
});

export const EVENT_SUMMARY: Shape<EventSummary> = z.object({
  ...state,
  ...identity,
  marketsCount: z.int(),
  boardMarkets: z.array(market),
});

export const COMPETITION_COUNTS: Shape<CompetitionCounts> = z.object({
  ...competition,
  live: z.int(),
  upcoming: z.int(),
});

export const PRICE_POINT: Shape<PricePoint> = z.object({
  version: z.int(),
  at: z.iso.datetime(),
  prices: z.record(z.string(), z.string().nullable()),
});

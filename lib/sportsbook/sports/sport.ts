import type { z } from "zod";
import type { Random } from "#lib/core/random.ts";
import type { Result } from "#lib/core/result.ts";
import type {
  Competition,
  Competitor,
  EventScore,
  EventStatus,
  Incident,
} from "#lib/sportsbook/events/schema.ts";
import type { MarketPrice, OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import type { MarginMethod } from "#lib/sportsbook/pricing/index.ts";

/**
 * What the platform knows of a sport. Everything else about it (its score, its incidents, how it is priced, settled, simulated and
 * drawn) stays inside `sports/<sport>/`. The contract has three parts: `SportViews` is loaded by every page, `SportOutcomes` by
 * pages with bets, `Sport` adds what only servers need.
 */

/** The type of the markets that staff write, in any sport. */
export const SPECIAL_TYPE = "special";

export type MarketRef = { marketType: string; specifiers: string };

/** How the outcomes of a market are arranged on the event's page. */
export type MarketLayout =
  /** Beside each other. */
  | "row"
  /** Under each other, because their names are long. */
  | "stack"
  /** One row a line, the line in a column of its own: over and under. */
  | "lines"
  /** One row a line, each participant with the handicap as it reads from that side. */
  | "handicap"
  /** Correct scores in three columns: home wins, draws, away wins. */
  | "scores";

export type MarketType = {
  /** Stored as `market.market_type`. */
  id: string;
  /** Outcome keys in the order of the board; or one outcome for each participant of a field, whose key is its number, from 1. */
  outcomes: readonly string[] | "participants";
  /** The tab of the event's page it belongs to: a key of the sport's `groups` messages. */
  group: string;
  layout: MarketLayout;
  /** The specifier that names one block among several of this type, such as the team of a team total. */
  blockBy?: string;
  /** The price of all outcomes together: 1.05 is a book of 105 %. */
  overround: number;
  /** The most that one outcome may cost a new operator, in cents of the base currency. Absent: the policy's default. */
  liabilityMax?: bigint;
};

/** One column of figures in a list, home first. The last column is the one that counts most. */
export type ScoreColumn = { kind: "part" | "current" | "total"; values: readonly [string, string] };

/** The score as lists, cards and bets show it, without knowing the sport. */
export type ScoreSummary = {
  columns: readonly ScoreColumn[];
  /** On one line: "2–1", "6–4 3–2". */
  text: string;
  /** The participant who serves or bats. */
  serving: 0 | 1 | null;
  /** Small marks beside a participant, such as red cards: `kind` is a key of the sport's `marks` messages. */
  marks: readonly { kind: string; position: 0 | 1; count: number; tone: "red" | "yellow" }[];
};

/** How far an event in play is: text as scoreboards write it ("67′"), or a key of the sport's `moments` messages. */
export type Moment =
  | { text: string }
  | { key: string; values?: Readonly<Record<string, number>>; paused?: boolean };

/** How a timeline says what happened. */
export type IncidentWording = {
  /** A key of the sport's `incident` messages, which come with its own screens. */
  key: string;
  values?: Readonly<Record<string, number>>;
  /** When it happened, as timelines write it: "54′" or "Set 2, 4–3". */
  at: Moment | null;
  /** Who did it, below the text. */
  name: string | null;
};

/** What a score says of the match clock. It runs while `limit` is given, and shows no more than that. */
export type ClockReading = { period: string; seconds: number; limit: number | null };

export type SportState<Score = EventScore> = { score: Score; incidents: Iterable<Incident> };

/** One way in which an event may end. */
export type Final = {
  /** As `ScoreSummary.text`. */
  text: string;
  /**
   * Every result that this end may give a market; more than one where the score leaves open who did something.
   * @throws RangeError on a market that the sport does not have
   */
  results(market: MarketRef): readonly OutcomeResult[][];
};

/** One way in which an event may end from here, and how likely that is. */
export type WeightedFinal = Final & { probability: number };

/** Of a leg that is losing: how much it needs to win, in the sport's `shortfall` messages, or that nothing can save it. */
export type Shortfall = { needed?: number; beaten?: true };

/** How staff type a final score: one pair of numbers a row. */
export type ScoreEntry<Score> = {
  /** Rows at most. */
  rows: number;
  /** Keys of the sport's `rows` messages, where the rows have names. Only the first has to be typed. */
  rowNames?: readonly string[];
  rowsOf(score: Score): readonly (readonly [number, number])[];
  /** The score with these final figures; null where they are no final score. */
  read(rows: readonly (readonly [number, number])[], from: Score): Score | null;
};

/** What a sport's rules say about events that do not run as planned. Published to players: change them with the help pages. */
export type SportRules = {
  /**
   * Bets are void when the event has not begun so many hours after the start that was announced when they were placed. A result
   * that comes later does not bring them back.
   */
  postponedVoidHours: number;
  /**
   * What is undecided so many hours after the event was abandoned or interrupted is void. What was decided before stands, and a
   * result that comes later wins.
   */
  abandonedVoidHours: number;
  /** Staff are shown an event that has not begun so many minutes after its start … */
  startOverdueMinutes: number;
  /** … one that still runs so many minutes after its start … */
  endOverdueMinutes: number;
  /** … and one with undecided bets so many minutes after its end. */
  resultOverdueMinutes: number;
};

/** What every page of a sport loads in browsers: pure, small, and without a schema library. */
export type SportViews<Score = EventScore> = {
  id: string;
  participants: "two-sided" | "field";
  /** The score before the start. */
  initialScore(): Score;
  hasStarted(score: Score): boolean;
  /** Null before the start. */
  summary(score: Score): ScoreSummary | null;
  moment(score: Score, clockSeconds: number): Moment;
  incident(incident: Incident): IncidentWording;
  /** What deserves the eye where a score changes: a key of the sport's `highlights` messages, and whose it is. */
  highlight?(before: Score, after: Score): { key: string; position: 0 | 1 } | null;
  /** Sports without a clock have none. */
  clock?(score: Score): ClockReading;
  /** Why a feed or the sport's own model stops betting: keys of the sport's `reasons` messages. The first is taken for reasons unknown. */
  suspensionReasons: readonly [string, ...string[]];
  /** In the order of the event's page. */
  markets: readonly MarketType[];
  /** The markets whose prices lists show, the most important first: narrow lists show one of them at a time. Of lines, the main one. */
  board: readonly [string, ...string[]];
  /** Who leads, by how much, in markets that can be paid early; null for nobody. By market type. */
  leaders?: Readonly<Record<string, (score: Score) => { outcomeKey: string; by: number } | null>>;
  /** How long a bet on an event in play waits, unless the operator's policy says otherwise. */
  inPlayDelayMs: number;
  rules: SportRules;
};

/** How a sport's markets settle. Browsers load it where bets and settlements are shown, not on every page. */
export type SportOutcomes<Score = EventScore> = {
  /**
   * How a market stands on this score: null while it is open, decided early where nothing can change it any more. `final`: the
   * score will not change, and decides every market that it can; null then means that what decides it is not known.
   * @throws RangeError on a market that the sport does not have
   */
  results(market: MarketRef, state: SportState<Score>, final: boolean): OutcomeResult[] | null;
  shortfall?(market: MarketRef & { outcomeKey: string }, score: Score): Shortfall;
  /** The ends that an event may come to from here, as far as they make a difference; all that can decide `market` if it is given. */
  finals(from: SportState<Score>, market?: MarketRef): Iterable<Final>;
  scoreEntry: ScoreEntry<Score>;
};

/** How much over fair each market type is sold, and by which method. */
export type MarginPolicy = { method: MarginMethod; overround: Readonly<Record<string, number>> };

export type PricingOptions = { margin: MarginPolicy };

/** A whole sport, as servers know it. */
export type Sport<Score = EventScore, Model = unknown> = SportViews<Score> &
  SportOutcomes<Score> & {
    score: z.ZodType<Score>;
    /** The kinds of incidents, whom they concern, and their detail. */
    incidentSchema: z.ZodType<Incident>;
    /** Reads what a fixture says about how we price it; null leaves it without our prices. @throws when it is not of this sport */
    modelOf(pricing: unknown): Model | null;
    /** Every market that is open on this score; none once it is over. */
    price(score: Score, model: Model, options: PricingOptions): MarketPrice[];
    /**
     * The ends that the event may come to from here, by the model that prices it. Their probabilities sum to 1, and give each of these
     * markets the fair price that `price` gives it; ends that none of the markets tells apart may be one. None once it is over.
     */
    outlook?(state: SportState<Score>, model: Model, markets: readonly MarketRef[]): WeightedFinal[];
    simulator?: SportSimulator;
    /** Reads a file of real events that can be played again. */
    readTimelines?(
      source: string,
      progress?: (bytes: number) => void,
    ): Promise<Result<Timelines, TimelinesRefusal>>;
  };

/** A real event as it can be played again; `at` is only for the order. */
export type RecordedEvent = { at: string; fixture: SimulatedFixture; story: Story };

export type Timelines = {
  events: RecordedEvent[];
  /** How many were left out, by reason. */
  skipped: Readonly<Record<string, number>>;
};

export type TimelinesRefusal = { code: string; source: string };

/** What the simulator says of an event once it is announced. */
export type SimulatedFixture = {
  competition: Competition;
  participants: readonly Competitor[];
  /** As `modelOf` reads it. */
  pricing: Readonly<Record<string, unknown>>;
};

export type SimulatedState = {
  status: EventStatus;
  score: EventScore;
  incidents: Incident[];
  suspension: string | null;
};

/** A second at which something is published; `stop` where that is only that betting stops. */
export type StoryMoment = { at: number; stop: boolean };

/** A whole event, known in advance by the simulator and published bit by bit. Seconds count from its start. */
export type Story = {
  length: number;
  /** In order, the last at the end. */
  moments(tickSeconds: number): StoryMoment[];
  /** Goes forward only. */
  play(): { advance(at: number): SimulatedState };
};

export type SportSimulator = {
  /** The id of the provider, and what the operator reads. */
  provider: { id: string; name: string };
  /** What the ids of its events begin with. */
  eventPrefix: string;
  usualSeconds: number;
  longestSeconds: number;
  /** Of the events of a simulated sport, how many this one has at a time; absent, all. */
  share?: number;
  /** The k-th event of a calendar that the seed alone decides. */
  calendar(seed: string): (k: number) => SimulatedFixture;
  /** Equal randomness gives the equal story. */
  story(random: Random, fixture: SimulatedFixture): Story;
};

/** The platform holds scores without reading them, so that the types of a sport's own score end here. */
export const defineViews = <Score extends EventScore>(views: SportViews<Score>): SportViews =>
  views as unknown as SportViews;

/** No score decides what staff wrote. */
export const defineOutcomes = <Score extends EventScore>(outcomes: SportOutcomes<Score>): SportOutcomes => {
  const of = outcomes as unknown as SportOutcomes;
  return {
    ...of,
    results: (market, ...at) => (market.marketType === SPECIAL_TYPE ? null : of.results(market, ...at)),
    ...(of.shortfall && {
      shortfall: (leg, score) => (leg.marketType === SPECIAL_TYPE ? {} : (of.shortfall?.(leg, score) ?? {})),
    }),
  };
};

type ServerHalf<Score, Model> = Omit<Sport<Score, Model>, keyof SportViews | keyof SportOutcomes>;

export const defineSport = <Score extends EventScore, Model>(
  views: SportViews,
  outcomes: SportOutcomes,
  server: ServerHalf<Score, Model>,
): Sport => ({ ...views, ...outcomes, ...(server as unknown as ServerHalf<EventScore, unknown>) });

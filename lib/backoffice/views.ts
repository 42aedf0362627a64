import type { BetResult, BetView, PolicyRules } from "#lib/sportsbook/betting/schema.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/schema.ts";
import type { MarginMethod } from "#lib/sportsbook/pricing/index.ts";

/** One active suspension. */
export type ActiveSuspension = {
  scope: "market" | "event" | "provider" | "sport" | "all";
  scopeId: string;
  source: "feed" | "provider" | "staff";
  reason: string;
  note: string | null;
  byName: string | null;
  at: Date;
};

/** Minor units of the base currency throughout; negative is a loss for the operator. */
export type TradingRow = {
  eventId: string;
  sportId: string;
  competitionId: string;
  competition: string;
  name: string;
  participants: string[];
  startsAt: Date;
  status: number;
  score: unknown;
  /** Stakes on the event since it was offered, settled bets included. */
  turnover: bigint;
  bets: number;
  /** The outcome of open bets that would cost the operator most; null without open bets. */
  worst: { marketId: string; outcomeKey: string; result: bigint; written: WrittenMarket | null } | null;
  /** Markets that accept bets now: none while the event itself is suspended. */
  marketsOpen: number;
  markets: number;
  /** Active suspensions that cover the event itself, the widest first. */
  suspensions: Pick<ActiveSuspension, "scope" | "source" | "reason" | "byName" | "at">[];
  /** Markets with a suspension of their own, whatever its source. */
  marketsSuspended: number;
  updatedAt: Date;
};

export type DeskOutcome = {
  key: string;
  odds: bigint | null;
  /** What the feed or the model says; the same as `odds` unless a trader has set something. */
  feedOdds: bigint | null;
  /** The better odds of singles before the event; null without. */
  boost: bigint | null;
  /** A trader's price: until when, by whom. */
  manual: { expiresAt: Date | null; byName: string | null } | null;
  probability: number | null;
  active: boolean;
  result: BetResult | null;
  deadHeat: { numerator: number; denominator: number } | null;
  bets: number;
  stake: bigint;
  payout: bigint;
  /** What the operator keeps of the market's open stakes if this outcome wins. */
  net: bigint;
};

/** What traders let a player stake on an outcome, and one bet return, in minor units of the base currency; null is the policy's. */
export type DeskLimits = { stakeMax: bigint | null; payoutMax: bigint | null };

export type DeskMarket = {
  id: string;
  marketType: string;
  specifiers: string;
  written: WrittenMarket | null;
  status: number;
  version: bigint;
  /** The version of what traders have set, 0 before the first. */
  controlVersion: number;
  /** Off by a trader. */
  off: boolean;
  /** The market's own margin; null where it has the competition's or the model's. */
  ownMargin: { method: MarginMethod; overround: number } | null;
  /** Its own; the event's apply beside them. */
  limits: DeskLimits;
  /** What the feed or the model says; the same as `status` unless a trader has set something. */
  feedStatus: number;
  priceAt: Date | null;
  suspensions: ActiveSuspension[];
  outcomes: DeskOutcome[];
  bets: number;
  stake: bigint;
  /** The lowest net result over the outcomes. */
  worst: bigint;
  /** By how much the probabilities of the odds exceed those of a fair market, 0.05 is 5 %; null without prices. */
  margin: number | null;
};

/** A market's bets, open and settled, in minor units of the base currency. Combination bets count with the share of this market. */
export type MarketResult = {
  marketId: string;
  bets: number;
  staked: bigint;
  /** Of that, the stakes of settled bets. */
  settled: bigint;
  /** What the operator kept of them; negative is a loss. */
  result: bigint;
};

/** A final score and what the operator would keep of the event's open stakes. */
export type WorstScore = { score: string; net: bigint };

export type EventDesk = Omit<TradingRow, "suspensions"> & {
  provider: string;
  suspensions: ActiveSuspension[];
  book: DeskMarket[];
  worstScore: WorstScore | null;
  /** By market, those without bets left out. */
  results: MarketResult[];
  /** For each of its markets. */
  limits: DeskLimits & { version: number };
};

/** The effect of a settlement on the bets of one currency, in minor units. */
export type SettlementEffect = {
  currency: string;
  /** Bets with a leg whose result changes. */
  touched: number;
  /** Of these: settled for the first time, resettled, reopened, still open. */
  settled: number;
  corrected: number;
  reopened: number;
  goesOn: number;
  /** Returns and refunds that are paid. */
  paid: bigint;
  /** Returns and refunds that were paid and are reversed. */
  takenBack: bigint;
  /** What the operator gains; negative is a loss. */
  house: bigint;
  /** What players would owe because their cash does not cover the reversal, and how many of them. */
  owed: bigint;
  owing: number;
  /** Existing debts that it repays. */
  repaid: bigint;
};

/** `seen` identifies the state of the market and its bets: it changes when either does. */
export type SettlementPreview = { seen: string; effects: SettlementEffect[] };

export type StoredOutcomes = Record<
  string,
  {
    result: 0 | 1;
    voidFactor: number | null;
    deadHeatFactor: { numerator: number; denominator: number } | null;
  }
>;

export const OVERDUE_REASONS = [
  "not_started",
  "not_ended",
  "no_result",
  "interrupted",
  "delayed",
  "postponed",
  "abandoned",
] as const;

/** An event that did not go as planned and needs staff. */
export type OverdueRow = {
  eventId: string;
  sportId: string;
  name: string;
  participants: string[];
  competition: string;
  status: number;
  score: unknown;
  startsAt: Date;
  reason: (typeof OVERDUE_REASONS)[number];
  since: Date;
  /** Bets without a result, and their stakes in the base currency. */
  bets: number;
  stake: bigint;
  /** When a rule of the sport voids what is undecided; null if none does. */
  voidsAt: Date | null;
};

/** What is wrong with a result: how many outcomes of its market can win. */
export type ResultFault = "needs_one_winner" | "needs_two_winners" | "needs_opposites" | "needs_all_places";

/** One entry of the settlement journal of a market. */
export type SettlementEntry = {
  id: bigint;
  kind: "result" | "rollback_result" | "cancel" | "rollback_cancel";
  source: "feed" | "staff" | "rule";
  at: Date;
  takenAt: Date;
  certainty: 1 | 2 | null;
  outcomes: StoredOutcomes | null;
  startsAt: Date | null;
  endsAt: Date | null;
  byName: string | null;
  /** False once a later entry has rolled it back; always false for rollbacks. */
  effective: boolean;
};

/** What a trader needs to settle one market manually. */
export type SettlementCase = {
  status: number;
  /** Ended, closed, cancelled or abandoned: its score is final. */
  eventOver: boolean;
  certainty: 1 | 2 | null;
  /** The outcome keys of the market, as they are listed. */
  keys: string[];
  /** The effective result; null while the market is open or cancelled. */
  outcomes: StoredOutcomes | null;
  /** For the requested score; null if the score does not decide the market. */
  suggested: StoredOutcomes | null;
  /** The rows in which staff of this sport type a score. */
  score: readonly (readonly [number, number])[] | null;
  sportId: string;
  entries: SettlementEntry[];
};

export type BetRow = {
  id: string;
  playerId: string;
  playerEmail: string;
  kind: BetView["kind"];
  currency: string;
  stake: bigint;
  odds: bigint;
  potentialReturn: bigint;
  status: "open" | "settled";
  result: BetView["result"];
  returned: bigint | null;
  placedAt: Date;
  legs: number;
  /** The first leg. */
  event: string | null;
  sportId: string | null;
  participants: string[] | null;
  marketType: string | null;
  specifiers: string | null;
  written: WrittenMarket | null;
  outcomeKey: string;
};

export type BetRecord = BetView & {
  playerEmail: string;
  oddsChoice: string;
  /** When a pending bet was received; null without an in-play delay. */
  receivedAt: Date | null;
  settlements: {
    version: number;
    /** Both null if the step reopened the bet. */
    result: string | null;
    returned: bigint | null;
    cause: string;
    byName: string | null;
    at: Date;
  }[];
  transfers: {
    id: string;
    code: string;
    amount: bigint;
    currency: string;
    debit: string;
    credit: string;
    at: Date;
  }[];
};

/** A bet that is rejected or pending. */
export type PendingOrRejectedBet = {
  id: string;
  state: "refused" | "waiting";
  /** Why it was refused. */
  code: string | null;
  /** When it was rejected, or is decided. */
  at: Date;
  /** Null without a delay: it was refused immediately. */
  receivedAt: Date | null;
  /** Minor units of what would have been possible, where the refusal says so. */
  bound: bigint | null;
  currency: string;
  playerId: string;
  playerEmail: string;
  /** As the player typed it. */
  stake: string;
  oddsChoice: string;
  /** With the odds that the player saw. Unknown markets and matches are null. */
  legs: {
    marketId: string;
    outcomeKey: string;
    odds: bigint;
    marketType: string | null;
    specifiers: string | null;
    written: WrittenMarket | null;
    eventId: string | null;
    event: string | null;
    sportId: string | null;
    participants: string[] | null;
  }[];
};

export type PlayerRow = {
  id: string;
  email: string;
  displayName: string;
  status: string;
  country: string;
  currency: string;
  balance: bigint;
  openBets: number;
  createdAt: Date;
  lastSeenAt: Date | null;
};

export type PlayerRecord = PlayerRow & {
  birthDate: string;
  stakeFactorBp: number;
  held: bigint;
  bets: number;
  turnover: bigint;
  returned: bigint;
  openStake: bigint;
  openReturn: bigint;
  entries: {
    version: bigint;
    code: string;
    reference: string;
    amount: bigint;
    balanceAfter: bigint;
    at: Date;
  }[];
  sessions: {
    id: string;
    createdAt: Date;
    lastSeenAt: Date;
    expiresAt: Date;
    revokedAt: Date | null;
    ip: string | null;
    userAgent: string | null;
  }[];
};

export const MESSAGE_FATES = ["applied", "unchanged", "duplicate", "outdated", "rejected"] as const;
export type MessageFate = (typeof MESSAGE_FATES)[number];

export type FeedHealth = {
  id: string;
  state: "up" | "down" | "recovering" | "delayed";
  stateSince: Date;
  /** Seconds since, by the database's clock. */
  aliveAgeS: number | null;
  messageAgeS: number | null;
  lagMs: number;
  messages: bigint;
  rejected: bigint;
  leaseOwner: string | null;
  leaseStands: boolean;
  lastHour: Record<MessageFate, number>;
};

export type RejectedMessage = {
  id: bigint;
  provider: string;
  eventId: string | null;
  kind: string | null;
  receivedAt: Date;
  error: string | null;
  raw: string;
};

export type ProcessBeat = {
  instance: string;
  process: string;
  pid: number;
  host: string;
  startedAt: Date;
  beatAt: Date;
  beatAgeS: number;
  figures: Record<string, unknown>;
};

/** One figure of one process over time; null where it did not report. */
export type ProcessSeries = { instance: string; process: string; name: string; points: (number | null)[] };

export type AuditRow = {
  id: bigint;
  at: Date;
  actorId: string | null;
  actor: string;
  action: string;
  subject: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  requestId: string | null;
  hash: string;
};

/** Money of one currency over one period. Turnover by placement; GGR and hold by settlement, without voided stakes. */
export type Figures = {
  currency: string;
  bets: number;
  turnover: bigint;
  settledStake: bigint;
  returned: bigint;
  ggr: bigint;
  activePlayers: number;
};

export type OpenLiability = { currency: string; bets: number; stake: bigint; potentialReturn: bigint };

export type HourFigures = { hour: Date; bets: number; turnover: bigint; ggr: bigint };

export type EventFigures = {
  eventId: string;
  sportId: string;
  name: string;
  participants: string[];
  startsAt: Date;
  status: number;
  bets: number;
  turnover: bigint;
  worst: bigint;
};

export type PolicyVersion = {
  version: number;
  rules: PolicyRules;
  /** Since when it was in force. */
  at: Date;
  byName: string | null;
  reason: string | null;
};

export type PolicyDesk = {
  inForce: PolicyVersion;
  /** Newest first, the one in force among them. */
  versions: PolicyVersion[];
  sports: { id: string; name: string }[];
  marketTypes: string[];
};

/** What new rules would affect: outcomes on offer at their liability limit now and then, and pending bets. */
export type PolicyEffect = { fullNow: number; fullNext: number; waiting: number };

import type { SettledResult } from "#lib/sportsbook/betting/schema.ts";
import type { EventDelta, EventSummary, EventView } from "#lib/sportsbook/markets/schema.ts";

/** The messages between the sidecar and browsers. Types and constants only: the browser loads no validator. */

/** `event:<id>`, `live`, `player:<id>`, `staff`. */
export type Topic = string;

export const LIVE_TOPIC = "live";
export const STAFF_TOPIC = "staff";
export const eventTopic = (eventId: string): Topic => `event:${eventId}`;
export const playerTopic = (playerId: string): Topic => `player:${playerId}`;

/** A client that receives nothing for this long treats every price as stale. */
export const SILENCE_MS_MAX = 3_000;
export const BEAT_MS = 1_000;

export const TOPICS_A_JOIN_MAX = 100;
export const TOPICS_A_SOCKET_MAX = 300;
export const MESSAGE_BYTES_MAX = 16_384;

/** Hours ahead of kick-off from which an event is in the live list, and how many events the list holds at most. */
export const LIVE_LIST_HOURS = 6;
export const LIVE_LIST_MAX = 120;

/** Money as its player sees it: minor units as text. Clients keep the highest version. */
export type BalanceView = {
  currency: string;
  balance: string;
  held: string;
  available: string;
  version: number;
};

/** A bet of the player that was placed or settled just now. */
export type BetNotice = {
  betId: string;
  status: "open" | "settled";
  result: SettledResult | null;
  currency: string;
  stake: string;
  odds: string;
  potentialReturn: string;
  returned: string | null;
  legs: number;
};

export type PlayerNotice = { kind: string; bet: BetNotice | null; payload: Record<string, unknown> };

export type StaffNotice = { kind: string; subject: string; at: string };

/**
 * One message about one topic. `version` is the client's version after applying the message; it sends it when it
 * joins again.
 */
export type TopicMessage =
  | { kind: "event_snapshot"; topic: Topic; version: number; event: EventView }
  | { kind: "event_delta"; topic: Topic; version: number; delta: EventDelta }
  | { kind: "live_snapshot"; topic: Topic; version: number; events: EventSummary[] }
  /** `order` lists every event that is in the list now; null says that it is unchanged. */
  | { kind: "live_delta"; topic: Topic; version: number; events: EventSummary[]; order: string[] | null }
  /** `missed`: something of the player's changed shortly before this was asked for, and a page may have been rendered before it. */
  | {
      kind: "player";
      topic: Topic;
      version: number;
      balance: BalanceView;
      notices: PlayerNotice[];
      missed?: boolean;
    }
  | {
      kind: "staff";
      topic: Topic;
      version: number;
      events: { id: string; version: number }[];
      notices: StaffNotice[];
    };

export type JoinRefusalCode =
  | "bad_message"
  | "unknown_topic"
  | "not_allowed"
  | "too_many_topics"
  | "too_fast"
  | "unavailable";

export type TopicAnswer =
  | { ok: true; topic: Topic; message: TopicMessage }
  | { ok: false; topic: Topic; code: JoinRefusalCode };

export type JoinAnswer = { ok: true; topics: TopicAnswer[] } | { ok: false; code: JoinRefusalCode };

export type JoinRequest = { topics: { topic: Topic; version: number }[] };
export type LeaveRequest = { topics: Topic[] };

/** `at` is the sidecar's time (ms): it has just read the database and has sent everything it knows. */
export type Beat = { at: number };

export type LeftReason = "session_ended";

export type ClientEvents = {
  join: (request: JoinRequest, answer: (answer: JoinAnswer) => void) => void;
  leave: (request: LeaveRequest) => void;
};

export type ServerEvents = {
  message: (message: TopicMessage) => void;
  beat: (beat: Beat) => void;
  /** The sidecar removed the socket from these topics; the page signs the person out. */
  left: (left: { topics: Topic[]; reason: LeftReason }) => void;
};

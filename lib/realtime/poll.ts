import type { Currency } from "#lib/core/money.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import { sharedRead } from "#lib/platform/http/shared-read.ts";
import { eventView, listing } from "#lib/sportsbook/markets/index.ts";
import { balanceView } from "./player-topics.ts";
import {
  eventTopic,
  JoinInput,
  LIVE_LIST_HOURS,
  LIVE_LIST_MAX,
  LIVE_TOPIC,
  parseTopic,
  playerTopic,
  type TopicMessage,
} from "./schema.ts";

/** All polls within this time get the same answer. */
const AGE_MS = 1_000;

const polledEvent = sharedRead(eventView, { ageMs: AGE_MS });
const polledLive = sharedRead(
  (_all: "live") => listing({ kind: "running-or-soon", withinHours: LIVE_LIST_HOURS }, LIVE_LIST_MAX),
  { ageMs: AGE_MS },
);

const answerOne = async (
  topic: string,
  player: { id: string; currency: Currency } | null,
): Promise<TopicMessage | null> => {
  const parsed = parseTopic(topic);
  switch (parsed.kind) {
    case "live": {
      const events = await polledLive("live");
      const version = events.reduce((highest, each) => Math.max(highest, each.version), 0);
      return { kind: "live_snapshot", topic: LIVE_TOPIC, version, events };
    }
    case "event": {
      const event = await polledEvent(parsed.eventId);
      return event && { kind: "event_snapshot", topic: eventTopic(event.id), version: event.version, event };
    }
    case "player": {
      if (!player || parsed.playerId !== player.id) return null;
      const balance = balanceView({
        ...(await playerBalance(player.id, player.currency)),
        currency: player.currency,
      });
      return {
        kind: "player",
        topic: playerTopic(player.id),
        version: balance.version,
        balance,
        notices: [],
      };
    }
    case "staff":
      return null;
  }
};

/**
 * The current state of topics, for pages without a socket. Null if the topics are invalid; those that do not exist,
 * or belong to another player, are left out.
 */
export const pollTopics = async (
  topics: readonly string[],
  player: { id: string; currency: Currency } | null,
): Promise<TopicMessage[] | null> => {
  const asked = JoinInput.safeParse({ topics: topics.map((topic) => ({ topic, version: 0 })) });
  if (!asked.success) return null;
  const answers = await Promise.all([...new Set(topics)].map((topic) => answerOne(topic, player)));
  return answers.filter((answer) => answer !== null);
};

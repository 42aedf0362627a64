import { manualTimer } from "#lib/sportsbook/feeds/providers/manual-timer.ts";
import type { Emit } from "#lib/sportsbook/feeds/providers/provider.ts";
import { simulators } from "#lib/sportsbook/feeds/providers/simulator/index.ts";
import type { FeedMessageInput } from "#lib/sportsbook/feeds/schema.ts";
import type { Unsent } from "./source.ts";

/** A moment of the simulators' calendars. */
const MOMENT_MS = Date.UTC(2026, 10, 21, 12);
const UPCOMING_LATER_MS = 3 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** The ids of the events that no journey changes begin with this. */
export const STABLE = "stable-";

/**
 * The simulators' events at one fixed moment, as if it were now: the same events, scores and prices in every run, and none of
 * them moves. Of each sport about twelve are in play; thirty start in some hours, later than any run ends.
 */
export const stableMatches = async (): Promise<Unsent[]> => {
  const sinceMs = Date.now() - MOMENT_MS;
  const messages: Unsent[] = [];
  // The matches of the first sport come first, so that a page's next matches are of one sport.
  let laterMs = UPCOMING_LATER_MS;
  const take: Emit = async (message) => {
    const {
      provider: _provider,
      timestamp: _timestamp,
      requestId: _requestId,
      ...unsent
    } = message as FeedMessageInput;
    if (!("eventId" in unsent)) return;
    const eventId = unsent.eventId.replace(/^(\w+)-[a-z]+-/, `${STABLE}$1-`);
    if (unsent.type === "fixture") {
      const startsAt = Number(unsent.startsAt) + sinceMs;
      messages.push({
        ...unsent,
        eventId,
        startsAt: startsAt + (startsAt > Date.now() ? laterMs : 0),
      });
    } else if (unsent.type === "event_status") messages.push({ ...unsent, eventId, suspension: null });
  };
  for (const [sport, make] of simulators({ seed: "journeys", speed: 1, matches: 12 }).entries()) {
    laterMs = UPCOMING_LATER_MS + sport * DAY_MS;
    const timer = manualTimer(MOMENT_MS);
    const simulator = make(timer);
    await simulator.start(take, { openEvents: [] });
    await simulator.requestRecovery(0);
    await timer.advanceTo(MOMENT_MS);
    await simulator.stop();
  }
  return messages;
};

import { EVENT_STATUS, type Incident } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedState, Story, StoryMoment } from "#lib/sportsbook/sports/index.ts";
import type { FeedMessageInput } from "../../schema.ts";

type Address = { provider: string; eventId: string; timestamp: number; requestId?: string };

export const statusMessage = (
  address: Address,
  state: SimulatedState,
  incidents: readonly Incident[] = state.incidents,
): FeedMessageInput => ({
  ...address,
  type: "event_status",
  status: state.status,
  score: { ...state.score },
  incidents: [...incidents],
  suspension: state.suspension,
});

/** The messages of one event from its current state on: call with each moment in turn, get its message. */
export const eventMessages = (story: Story, startAt = -1) => {
  const play = story.play();
  let known = new Map<number, string>();
  const remember = (state: SimulatedState) => {
    known = new Map(state.incidents.map((incident) => [incident.number, JSON.stringify(incident)]));
  };
  if (startAt >= 0) remember(play.advance(startAt));
  return (moment: StoryMoment, address: Address): FeedMessageInput => {
    const state = play.advance(moment.at);
    if (moment.stop && state.suspension !== null && state.status === EVENT_STATUS.live)
      return { ...address, type: "bet_stop", reason: state.suspension };
    const fresh = state.incidents.filter((i) => known.get(i.number) !== JSON.stringify(i));
    remember(state);
    return statusMessage(address, state, fresh);
  };
};

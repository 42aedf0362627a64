import { EVENT_STATUS, type Incident } from "#lib/sportsbook/catalogue/schema.ts";
import type { FeedMessageInput } from "../schema.ts";
import { lengthOf, type MatchState, type MatchTimeline, playMatch } from "./timeline.ts";

/** A moment of a match at which something is told. */
export type Moment = { at: number; stop: boolean };

/** Every second of the flow at which the feed speaks: incidents, dangers that begin or end, and ticks of the clock. */
export const momentsOf = (timeline: MatchTimeline, tickSeconds: number): Moment[] => {
  const length = lengthOf(timeline);
  const moments = new Map<number, boolean>();
  const speak = (at: number, stop: boolean): void => {
    if (at <= length) moments.set(at, (moments.get(at) ?? true) && stop);
  };
  for (const danger of timeline.dangers) speak(danger.from, true);
  for (const danger of timeline.dangers) speak(danger.to, false);
  for (const { at } of playMatch(timeline).story) speak(at, false);
  for (let at = 0; at <= length; at += tickSeconds) speak(at, false);
  return [...moments].map(([at, stop]) => ({ at, stop })).sort((a, b) => a.at - b.at);
};

type Address = { provider: string; eventId: string; timestamp: number; requestId?: string };

export const statusMessage = (
  address: Address,
  state: MatchState,
  incidents: readonly Incident[] = state.incidents,
): FeedMessageInput => ({
  ...address,
  type: "event_status",
  status: state.status,
  score: state.score,
  incidents: [...incidents],
  goalSides: state.goalSides,
  danger: state.danger,
});

/** Tells one match from where it stands: call with each moment in turn, get the message for it. */
export const narrator = (timeline: MatchTimeline, startAt = -1) => {
  const play = playMatch(timeline);
  let known = new Map<number, string>();
  const remember = (state: MatchState) => {
    known = new Map(state.incidents.map((incident) => [incident.number, JSON.stringify(incident)]));
  };
  if (startAt >= 0) remember(play.advance(startAt));
  return (moment: Moment, address: Address): FeedMessageInput => {
    const state = play.advance(moment.at);
    if (moment.stop && state.danger !== null && state.status === EVENT_STATUS.live)
      return { ...address, type: "bet_stop", reason: state.danger };
    const fresh = state.incidents.filter((i) => known.get(i.number) !== JSON.stringify(i));
    remember(state);
    return statusMessage(address, state, fresh);
  };
};

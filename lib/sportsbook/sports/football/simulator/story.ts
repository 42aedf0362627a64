import type { Story, StoryMoment } from "../../sport.ts";
import { lengthOf, type MatchTimeline, playMatch } from "./timeline.ts";

/** A match as the platform's simulator and replay tell it: at incidents, where betting stops or resumes, and at ticks of the clock. */
export const storyOf = (timeline: MatchTimeline): Story => {
  const length = lengthOf(timeline);
  return {
    length,
    moments: (tickSeconds) => {
      const moments = new Map<number, boolean>();
      const add = (at: number, stop: boolean): void => {
        if (at <= length) moments.set(at, (moments.get(at) ?? true) && stop);
      };
      for (const { from } of timeline.stops) add(from, true);
      for (const { to } of timeline.stops) add(to, false);
      for (const { at } of playMatch(timeline).story) add(at, false);
      for (let at = 0; at <= length; at += tickSeconds) add(at, false);
      return [...moments].map(([at, stop]): StoryMoment => ({ at, stop })).sort((a, b) => a.at - b.at);
    },
    play: () => playMatch(timeline),
  };
};

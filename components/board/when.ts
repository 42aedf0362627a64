import { dayOf, dayStart, nextDay } from "#lib/core/zoned-time.ts";

export const WHENS = ["hour", "today", "tomorrow"] as const;
export type When = (typeof WHENS)[number];

const HOUR_MS = 3_600_000;

/** The part of time that an address asks for; null where it asks for none. */
export const readWhen = (asked: unknown): When | null => WHENS.find((each) => each === asked) ?? null;

/** From when to when a match must start. Today and tomorrow are days of the time zone; a match that is late still counts. */
export const periodOf = (when: When, now: Date, timeZone: string): { from: Date; until: Date } => {
  const today = dayOf(now, timeZone);
  const tomorrow = nextDay(today);
  switch (when) {
    case "hour":
      return { from: new Date(now.getTime() - HOUR_MS), until: new Date(now.getTime() + HOUR_MS) };
    case "today":
      return { from: dayStart(today, timeZone), until: dayStart(tomorrow, timeZone) };
    case "tomorrow":
      return { from: dayStart(tomorrow, timeZone), until: dayStart(nextDay(tomorrow), timeZone) };
  }
};

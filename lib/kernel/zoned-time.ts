const partsAt = (at: Date, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
};

const offsetMs = (at: Date, timeZone: string): number => partsAt(at, timeZone) - at.getTime();

/**
 * When clocks in a time zone show this: "2026-11-21T18:30", or with seconds. In the hour that a zone has twice it is one of the
 * two, in the one that it skips a moment beside it.
 */
export const instantOf = (local: string, timeZone: string): Date => {
  const wall = Date.parse(`${local}Z`);
  const guess = wall - offsetMs(new Date(wall), timeZone);
  return new Date(wall - offsetMs(new Date(guess), timeZone));
};

/** The first moment of a calendar day (YYYY-MM-DD) in a time zone. Days of 23 and 25 hours included. */
export const dayStart = (day: string, timeZone: string): Date => instantOf(`${day}T00:00`, timeZone);

export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

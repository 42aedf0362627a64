const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
};

/** What clocks in the time zone show at this moment, as if it were UTC, to the second. */
const wallAt = (at: number, timeZone: string): number => {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
};

const offsetAt = (at: number, timeZone: string): number =>
  wallAt(at, timeZone) - Math.floor(at / 1_000) * 1_000;

/** The first moment at which clocks show this; or where they skip it, their offsets before and after that. */
const firstShowing = (wall: number, timeZone: string): number | { before: number; after: number } => {
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const shown = [before, after].filter((offset) => offsetAt(wall - offset, timeZone) === offset);
  return shown.length > 0 ? wall - Math.max(...shown) : { before, after };
};

/**
 * When clocks in a time zone show this: "2026-11-21T18:30", or with seconds. A time that they show twice, in autumn, is the
 * earlier of the two; one that they skip, in spring, is as long after the change as the clocks would have needed to reach it.
 * That is the "compatible" reading of the ECMAScript proposal Temporal.
 */
export const instantOf = (local: string, timeZone: string): Date => {
  const wall = Date.parse(`${local}Z`);
  const found = firstShowing(wall, timeZone);
  return new Date(typeof found === "number" ? found : wall - found.before);
};

/**
 * The first moment of a calendar day (YYYY-MM-DD) in a time zone: midnight, the earlier one where there are two, or where
 * the clocks skip midnight the moment of their change. A day ends where the next one begins.
 */
export const dayStart = (day: string, timeZone: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const found = firstShowing(midnight, timeZone);
  if (typeof found === "number") return new Date(found);
  let [old, changed] = [midnight - found.after, midnight - found.before];
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (offsetAt(middle, timeZone) === found.before) old = middle;
    else changed = middle;
  }
  return new Date(changed);
};

/** The calendar day of a moment in a time zone, YYYY-MM-DD. */
export const dayOf = (at: Date, timeZone: string): string =>
  new Date(wallAt(at.getTime(), timeZone)).toISOString().slice(0, 10);

export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** What clocks in a time zone show then, to the minute: the inverse of `instantOf`. */
export const wallClock = (at: Date, timeZone: string): string =>
  new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString().slice(0, 16);

import type { DateTimeFormatOptions } from "next-intl";

/** A moment as a receipt says it: to the second, with the zone that it is written in. */
export const STAMP = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
} as const satisfies DateTimeFormatOptions;

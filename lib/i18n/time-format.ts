import type { DateTimeFormatOptions } from "next-intl";

/** What people call a time zone: "UK time", "Central European Time", "UTC". */
export const zoneName = (locale: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts();
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
  if (name === "United Kingdom Time") return "UK time";
  return name.replace(/^GMT/, "UTC").replace(/[+-]00:00$/, "");
};

/** A moment as a receipt shows it: to the second, with its time zone. */
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

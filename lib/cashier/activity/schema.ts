import { z } from "zod";
import { nextDay } from "#lib/core/zoned-time.ts";
import { dayText } from "#lib/platform/commands/input.ts";

export const ACTIVITY_UNITS = ["day", "week", "month"] as const;
export type ActivityUnit = (typeof ACTIVITY_UNITS)[number];

const Day = dayText.nullable().catch(null);

/** What a player's page of activity was asked for: days are the player's own, both included. */
export const ActivityQuery = z.object({
  from: Day,
  to: Day,
  by: z.enum(ACTIVITY_UNITS).nullable().catch(null),
});
export type ActivityQuery = z.output<typeof ActivityQuery>;

/** Of one day, week (from Monday) or month. Amounts are minor units of the player's currency. */
export type ActivityPart = {
  /** Its first day (YYYY-MM-DD), in the player's time zone. */
  start: string;
  staked: bigint;
  returned: bigint;
  deposited: bigint;
  withdrawn: bigint;
  minutes: number;
};

/** What the parts come to. */
export const activitySum = (parts: readonly ActivityPart[]): Omit<ActivityPart, "start"> =>
  parts.reduce(
    (sum, part) => ({
      staked: sum.staked + part.staked,
      returned: sum.returned + part.returned,
      deposited: sum.deposited + part.deposited,
      withdrawn: sum.withdrawn + part.withdrawn,
      minutes: sum.minutes + part.minutes,
    }),
    { staked: 0n, returned: 0n, deposited: 0n, withdrawn: 0n, minutes: 0 },
  );

export type ActivityPeriod = { from: string; to: string; by: ActivityUnit };

const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 29;
/** More parts than these cannot be told apart in a plot. */
const DAYS_MAX = 62;
const WEEKS_MAX = 53;

const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The period that is shown: the last thirty days where none was asked for, by the finest parts that a plot can show. */
export const activityPeriod = ({ from, to, by }: ActivityQuery, today: string): ActivityPeriod => {
  const end = to ?? today;
  const start = from !== null && from <= end ? from : shift(end, -DAYS_DEFAULT);
  const days = Math.round((Date.parse(nextDay(end)) - Date.parse(start)) / DAY_MS);
  const finest: ActivityUnit = days <= DAYS_MAX ? "day" : days <= WEEKS_MAX * 7 ? "week" : "month";
  const coarser = by && ACTIVITY_UNITS.indexOf(by) > ACTIVITY_UNITS.indexOf(finest) ? by : finest;
  return { from: start, to: end, by: coarser };
};

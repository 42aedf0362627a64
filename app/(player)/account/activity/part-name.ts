import type { createFormatter, createTranslator } from "next-intl";
import type { ActivityUnit } from "#lib/cashier/schema.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";

/** What a day, week or month of a report is called, by its first day: "1 Jan 2026", "Week of 1 Jan 2026", "January 2026". */
export const partNames =
  (
    t: ReturnType<typeof createTranslator<Messages, "activity">>,
    format: ReturnType<typeof createFormatter>,
    by: ActivityUnit,
  ) =>
  (start: string): string => {
    const date = format.dateTime(new Date(`${start}T12:00:00Z`), {
      ...(by === "month" ? { month: "long", year: "numeric" } : { dateStyle: "medium" as const }),
      timeZone: "UTC",
    });
    return by === "week" ? t("weekOf", { date }) : date;
  };

"use client";

import { useFormatter, useTimeZone } from "next-intl";

/** Kick-off in the reader's own zone: the time, and the day where `day` asks for it. */
export function KickOff({ at, day = false, className }: { at: string; day?: boolean; className?: string }) {
  const format = useFormatter();
  const timeZone = useTimeZone();
  const start = new Date(at);
  return (
    <time dateTime={at} title={timeZone} className={className}>
      {day && (
        <span className="block" suppressHydrationWarning>
          {format.dateTime(start, { weekday: "short", day: "numeric", month: "short" })}
        </span>
      )}
      <span className="figures" suppressHydrationWarning>
        {format.dateTime(start, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
      </span>
    </time>
  );
}

"use client";

import { useFormatter, useTimeZone } from "next-intl";
import { useIsHydrating } from "../ui/use-is-hydrating.ts";

/** Kick-off in the reader's own zone: the time, and the day where `day` asks for it. */
export function KickOff({ at, day = false, className }: { at: string; day?: boolean; className?: string }) {
  const format = useFormatter();
  const timeZone = useTimeZone();
  // What the server wrote stands: a browser's first formatter takes a phone some fifty milliseconds.
  const written = useIsHydrating() ? null : new Date(at);
  return (
    <time dateTime={at} title={timeZone} className={className}>
      {day && (
        <span className="block" suppressHydrationWarning>
          {written ? format.dateTime(written, { weekday: "short", day: "numeric", month: "short" }) : ""}
        </span>
      )}
      <span className="figures" suppressHydrationWarning>
        {written ? format.dateTime(written, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) : ""}
      </span>
    </time>
  );
}

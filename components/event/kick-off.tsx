"use client";

import { useFormatter, useTimeZone } from "next-intl";
import { useLayoutEffect, useReducer, useRef } from "react";

// While a page wakes up, what the server wrote stands: a browser's first formatter takes a phone some fifty milliseconds.
let awake = false;

/** Kick-off in the reader's own zone: the time, and the day where `day` asks for it. */
export function KickOff({ at, day = false, className }: { at: string; day?: boolean; className?: string }) {
  const format = useFormatter();
  const timeZone = useTimeZone();
  const time = useRef<HTMLTimeElement>(null);
  const [, writeAgain] = useReducer((writes: number) => writes + 1, 0);
  useLayoutEffect(() => {
    awake = true;
    // It was not on the server's page after all.
    if (time.current?.textContent === "") writeAgain();
  }, []);
  const written = awake || typeof window === "undefined" ? new Date(at) : null;
  return (
    <time ref={time} dateTime={at} title={timeZone} className={className}>
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

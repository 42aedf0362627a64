"use client";

import { useState } from "react";

/** Runs empty until `endsAt` (ms by this browser's clock). Says nothing that the words beside it don't. */
export function DelayBar({ endsAt, delayMs }: { endsAt: number; delayMs: number }) {
  const [passedMs] = useState(() => Math.max(0, Math.min(delayMs, delayMs - (endsAt - Date.now()))));
  return (
    <div aria-hidden className="h-1 overflow-hidden rounded-full bg-line motion-reduce:hidden">
      <div
        className="h-full origin-left animate-run-out bg-ink"
        style={{ animationDuration: `${delayMs}ms`, animationDelay: `-${passedMs}ms` }}
      />
    </div>
  );
}

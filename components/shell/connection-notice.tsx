"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useConnection } from "../realtime/hooks.ts";

/** How long it is said that odds are polled: that may stay so for hours, and the slip says it too. */
const POLLING_SHOWN_MS = 10_000;

/** Says when prices can no longer be trusted. It lies over the page, so that nothing moves. */
export function ConnectionNotice() {
  const t = useTranslations("shell");
  const { status, online } = useConnection();
  const polling = status === "polling";
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!polling) return;
    setSaid(false);
    const timer = setTimeout(() => setSaid(true), POLLING_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [polling]);
  const shown = !online ? "offline" : status === "stale" ? "stale" : polling && !said ? "polling" : null;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-3 desk:bottom-5"
    >
      {shown && (
        <p className="flex max-w-md animate-rise items-start gap-2.5 rounded-lg bg-ink px-4 py-3 text-bg text-sm shadow-float">
          <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong className="block font-semibold">{t(`${shown}Title`)}</strong>
            {t(shown)}
          </span>
        </p>
      )}
    </div>
  );
}

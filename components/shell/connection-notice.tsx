"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConnection } from "../realtime/hooks.ts";

/** Says when prices can no longer be trusted. It lies over the page, so that nothing moves. */
export function ConnectionNotice() {
  const t = useTranslations("shell");
  const { status, online } = useConnection();
  const shown = !online ? "offline" : status === "stale" ? "stale" : null;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-3 desk:bottom-5"
    >
      {shown && (
        <p className="flex max-w-md animate-rise items-start gap-2.5 rounded-lg bg-ink px-4 py-3 text-bg text-sm shadow-float">
          <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong className="block font-semibold">
              {t(shown === "offline" ? "offlineTitle" : "staleTitle")}
            </strong>
            {t(shown)}
          </span>
        </p>
      )}
    </div>
  );
}

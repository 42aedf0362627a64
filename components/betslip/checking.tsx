"use client";

import { useTranslations } from "next-intl";
import { DelayBar } from "../ui/delay-bar.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";
import type { Waiting } from "./store.ts";

/** Bets in their in-play delay: how long it still takes. Read out once, not with every second. */
export function Checking({ bets }: { bets: readonly Waiting[] }) {
  const t = useTranslations("betslip");
  const last = bets.reduce((a, b) => (b.endsAt > a.endsAt ? b : a));
  const seconds = useSecondsLeft(last.endsAt);
  return (
    <div className="grid gap-2.5 rounded-md bg-raised p-3 text-sm">
      <div className="flex items-center gap-2.5">
        <Spinner className="size-4 shrink-0 text-muted" />
        <p role="status" className="min-w-0 flex-1 font-semibold">
          {t("checking", { count: bets.length })}
        </p>
        <span aria-hidden className="figures text-muted">
          {t("secondsLeft", { seconds })}
        </span>
      </div>
      <DelayBar key={last.id} endsAt={last.endsAt} delayMs={last.delayMs} />
      <p className="text-muted">{t("checkingHint")}</p>
    </div>
  );
}

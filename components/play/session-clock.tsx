"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { useViewer } from "../viewer/provider.tsx";
import { type HeldPlay, usePlay } from "./store.ts";

const MINUTE_MS = 60_000;

/** How long the session has lasted by now, in milliseconds. */
export const elapsedOf = ({ view, at }: HeldPlay): number =>
  view.elapsedMs === null ? 0 : view.elapsedMs + (view.limit ? 0 : Math.max(0, performance.now() - at));

/** Draws again with every full minute of the session. */
const useMinutes = (held: HeldPlay | null): number => {
  const [, draw] = useState(0);
  const minutes = held ? Math.floor(elapsedOf(held) / MINUTE_MS) : 0;
  useEffect(() => {
    if (!held) return;
    const timer = setTimeout(() => draw((n) => n + 1), MINUTE_MS - (elapsedOf(held) % MINUTE_MS) + 20);
    return () => clearTimeout(timer);
  });
  return minutes;
};

/** How long the session has lasted, and what it has won or lost, where the law has every page show it. Lies in the balance's room. */
export function SessionClock() {
  const t = useTranslations("play.clock");
  const locale = useLocale();
  const held = usePlay();
  const currency = useViewer()?.currency;
  const minutes = useMinutes(held);
  if (!held || held.view.elapsedMs === null) return null;
  const { totals, shows } = held.view;
  const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  const net =
    currency && totals && shows.netPosition
      ? formatMoney(locale, money(currency, BigInt(totals.returned) - BigInt(totals.staked)), {
          signed: true,
        })
      : null;
  return (
    <p
      role="timer"
      aria-live="off"
      aria-label={net ? t("labelNet", { minutes, net }) : t("label", { minutes })}
      className="figures pointer-events-none absolute inset-x-0 bottom-1 flex justify-center gap-1.5 px-1 text-[0.6875rem] text-muted leading-none"
    >
      <span>{clock}</span>
      {net && <span>{net}</span>}
    </p>
  );
}

"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEvent } from "../realtime/hooks.ts";

const STATS = ["shots", "shotsOnTarget", "corners", "offsides", "yellowCards", "redCards"] as const;

function Half({ share, leads, end }: { share: number; leads: boolean; end?: boolean }) {
  return (
    <span
      className={clsx(
        "flex h-1.5 overflow-hidden rounded-full bg-raised",
        end && "justify-start",
        !end && "justify-end",
      )}
    >
      <span
        className={clsx("rounded-full transition-[width] duration-150", leads ? "bg-ink" : "bg-line-strong")}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}

/** Both sides' figures against each other. */
export function Statistics({ eventId }: { eventId: string }) {
  const t = useTranslations("sportsbook");
  const event = useEvent(eventId);
  if (!event) return null;
  return (
    <dl className="grid gap-3.5 p-4">
      {STATS.map((stat) => {
        const { home, away } = event.score[stat];
        const sum = Math.max(1, home + away);
        return (
          <div key={stat} className="grid grid-cols-[2rem_1fr_2rem] items-center gap-x-3 gap-y-1 text-sm">
            <dt className="order-2 text-center text-muted text-xs">{t(`stat.${stat}`)}</dt>
            <dd className="figures order-1 font-semibold">{home}</dd>
            <dd className="figures order-3 text-right font-semibold">{away}</dd>
            <dd aria-hidden className="order-4 col-span-3 grid grid-cols-2 gap-1">
              <Half share={(home / sum) * 100} leads={home > away} />
              <Half share={(away / sum) * 100} leads={away > home} end />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

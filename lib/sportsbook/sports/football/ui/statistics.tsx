"use client";

import { clsx } from "clsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { sidesOf } from "#lib/sportsbook/markets/views.ts";
import { footballScore, useFootballMessages } from "./messages.ts";
import { momentumOf, pressing } from "./momentum.ts";
import { MomentumBars } from "./momentum-bars.tsx";

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

/** Who pressed when, with its words beside it. Not there before kick-off. */
function Momentum({ event }: { event: HeldEvent }) {
  const t = useFootballMessages();
  const momentum = momentumOf(event.incidents, footballScore(event.score));
  if (momentum.length === 0) return null;
  const { home, away } = sidesOf(event);
  const names = { home: home.name, away: away.name };
  return (
    <section aria-labelledby="momentum" className="border-b p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id="momentum" className="font-semibold text-sm">
          {t("momentum")}
        </h3>
        <p className="text-muted text-xs">{t(`pressing.${pressing(momentum)}`, names)}</p>
      </div>
      <div aria-hidden className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 text-faint text-xs">
        <div className="flex flex-col justify-between py-0.5">
          <span className="flex items-center gap-1.5">
            <span className="size-2 rounded-[1px] bg-muted" />
            {home.shortName}
          </span>
          <span className="flex items-center gap-1.5">
            <span className="size-2 rounded-[1px] bg-line-strong" />
            {away.shortName}
          </span>
        </div>
        <div className="relative h-24 before:absolute before:inset-x-0 before:top-1/2 before:h-px before:bg-line-strong after:absolute after:inset-y-0 after:left-1/2 after:w-px after:bg-line">
          <MomentumBars momentum={momentum} className="h-full w-full" />
        </div>
        <p className="figures col-start-2 mt-1 flex justify-between">
          <span>0′</span>
          <span>45′</span>
          <span>90′</span>
        </p>
      </div>
      <p className="mt-2 max-w-prose text-faint text-xs">{t("momentumHint")}</p>
    </section>
  );
}

/** Both sides' figures against each other. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const t = useFootballMessages();
  return (
    <>
      <Momentum event={event} />
      <dl className="grid gap-3.5 p-4">
        {STATS.map((stat) => {
          const { home, away } = footballScore(event.score)[stat];
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
    </>
  );
}

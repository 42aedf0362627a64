"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isSided } from "#lib/sportsbook/markets/views.ts";
import { SPORT_UI } from "#lib/sportsbook/sports/ui.ts";
import { useEvent } from "../realtime/hooks.ts";
import { keepInAddress } from "./address.ts";
import { Markets } from "./markets.tsx";
import type { OpenMarkets } from "./open-markets.ts";
import { VIEWS, type View } from "./views.ts";

/** Below the scoreboard: what can be bet on, what happened, and the figures. */
export function MatchViews({
  eventId,
  kept,
  pinned,
  asked,
}: {
  eventId: string;
  kept: OpenMarkets;
  /** Families of markets that stand first: see `pinOf`. */
  pinned: readonly string[];
  /** What the address asks for. */
  asked: { view: View; group: string | null };
}) {
  const t = useTranslations("sportsbook");
  const event = useEvent(eventId);
  const ui = event && SPORT_UI[event.competition.sportId];
  const [chosen, setView] = useState(asked.view);
  // Nothing is played in an outright: it has markets alone.
  const sided = event === null || isSided(event);
  const view = sided ? chosen : "markets";
  return (
    <>
      <h2 className="sr-only">{t(`tab.${view}`)}</h2>
      {sided ? (
        <nav aria-label={t("views")} className="my-3 flex gap-1 border-b">
          {VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              aria-current={view === each}
              onClick={() => {
                setView(each);
                keepInAddress("view", each === "markets" ? null : each);
              }}
              className={clsx(
                "relative h-11 px-3 font-medium text-sm",
                view === each
                  ? "text-ink after:absolute after:inset-x-3 after:-bottom-px after:h-0.5 after:bg-ink"
                  : "text-muted hover:text-ink",
              )}
            >
              {t(`tab.${each}`)}
            </button>
          ))}
        </nav>
      ) : (
        <div className="h-3" />
      )}
      {view === "markets" ? (
        <Markets eventId={eventId} kept={kept} pinned={pinned} asked={asked.group} />
      ) : (
        <section className="rounded-lg border border-line bg-surface">
          {ui && (view === "timeline" ? <ui.Timeline event={event} /> : <ui.Statistics event={event} />)}
        </section>
      )}
    </>
  );
}

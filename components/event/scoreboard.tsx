"use client";

import { clsx } from "clsx";
import { Lock } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { highlightName } from "#lib/i18n/market-names.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { EVENT_STATUS, isFinished } from "#lib/sportsbook/events/views.ts";
import { isSided } from "#lib/sportsbook/markets/views.ts";
import { SPORT_UI } from "#lib/sportsbook/sports/ui.ts";
import { FavouriteStar } from "../favourites/star.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { PageLink } from "../ui/page-link.tsx";
import { BetsUntil } from "./bets-until.tsx";
import { StickyScore } from "./sticky-score.tsx";
import { suspensionReason } from "./suspension-reason.ts";
import { useHighlight } from "./use-highlight.ts";

/** "Suspended", with the reason where the event gives one, or our data are late: what traders look into is not shown. */
function Suspended({ event: { status, suspension, competition } }: { event: HeldEvent }): string {
  const t = useTranslations("sportsbook");
  const sports = useTranslations("sports");
  if (!suspension) return t(`status.${status as 2}`);
  if (suspension.source === "staff") return t("status.2");
  const ofFeed = FEED_REASONS.find((reason) => reason === suspension.reason);
  const reason = ofFeed
    ? t(`reason.${ofFeed}`)
    : suspensionReason(sports, competition.sportId, suspension.reason);
  return reason ? t("paused", { reason }) : t("status.2");
}

const FEED_REASONS = ["feed_down", "feed_recovering", "feed_delayed"] as const;

/** Always one line, whatever it says, so that nothing below it moves when betting is suspended. */
function BettingLine({ event }: { event: HeldEvent }) {
  const t = useTranslations("sportsbook");
  const sports = useTranslations("sports");
  const highlight = useHighlight(event.id);
  const { status, suspension } = event;
  const over = isFinished(status);
  const paused = suspension !== null || (status !== EVENT_STATUS.notStarted && status !== EVENT_STATUS.live);
  return (
    <p
      role="status"
      className={clsx(
        "flex h-10 items-center justify-center gap-2 rounded-b-lg px-4 font-medium text-sm",
        highlight
          ? "bg-up-wash text-up"
          : over
            ? "bg-raised text-muted"
            : paused
              ? "bg-warn-wash text-warn"
              : "text-faint",
      )}
    >
      {highlight ? (
        <strong>
          {highlightName(sports, event.competition.sportId, highlight.key)}
          {" · "}
          {event.participants[highlight.position]?.name}
        </strong>
      ) : over ? (
        t("over")
      ) : paused ? (
        <>
          <Lock aria-hidden className="size-4 shrink-0" />
          <span className="truncate">
            <Suspended event={event} />
          </span>
        </>
      ) : (
        <>
          <span aria-hidden className="size-1.5 rounded-full bg-up" />
          {t("open")}
        </>
      )}
    </p>
  );
}

/** Who plays, how it stands, and whether it can be bet on. */
export function Scoreboard({ eventId }: { eventId: string }) {
  const event = useEvent(eventId);
  const board = useRef<HTMLElement>(null);
  if (!event) return null;
  const { name, competition } = event;
  const Board = SPORT_UI[competition.sportId]?.Board;
  return (
    <>
      <section ref={board} className="relative rounded-lg border border-line bg-surface">
        {event.participants.length === 2 &&
          event.participants.map(({ id, name: side }, at) => (
            <FavouriteStar
              key={id}
              kind="competitor"
              subject={id}
              name={side}
              className={at === 0 ? "!absolute top-0.5 left-1" : "!absolute top-0.5 right-1"}
            />
          ))}
        <div className="px-4 pt-4 sm:px-6">
          <h1 className="sr-only">{name}</h1>
          <p className="mb-4 text-center text-faint text-xs">
            <PageLink
              href={`/competitions/${competition.id}` as Route}
              className="-my-3.5 inline-block py-3.5 hover:text-ink hover:underline"
            >
              {competition.category} · {competition.name}
            </PageLink>
          </p>
          {Board && isSided(event) ? (
            <Board event={event} />
          ) : (
            <div className="pb-4 text-center">
              <p className="font-semibold text-lg">{name}</p>
              {!isSided(event) && (
                <p className="text-faint text-xs">
                  <BetsUntil at={event.startsAt} />
                </p>
              )}
            </div>
          )}
        </div>
        <BettingLine event={event} />
      </section>
      <StickyScore event={event} board={board} />
    </>
  );
}

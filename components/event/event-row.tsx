"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { marketIdOf } from "#lib/sportsbook/markets/templates.ts";
import { PriceButton } from "../odds/price-button.tsx";
import { useEvent } from "../realtime/hooks.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { EventClock } from "./event-clock.tsx";
import { footballScore } from "./football-score.ts";

const OUTCOMES = [
  { key: "home", label: "homeShort" },
  { key: "draw", label: "drawShort" },
  { key: "away", label: "awayShort" },
] as const;

const started = (status: number, phase: string): boolean => status !== 0 && phase !== "not_started";

function RedCards({ count }: { count: number }) {
  const t = useTranslations("sportsbook");
  if (count === 0) return null;
  const label = t("redCardsShort", { count });
  return (
    <span title={label} className="flex shrink-0 gap-0.5">
      <span className="sr-only">{label}</span>
      {Array.from({ length: count }, (_, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cards are alike
        <span key={card} aria-hidden className="h-3 w-2 rounded-[1px] bg-card-red" />
      ))}
    </span>
  );
}

/** One match in a list: where it stands, who plays, and the price of its result. */
export const EventRow = memo(function EventRow({
  eventId,
  follow = false,
  day = false,
  competition = true,
  underDayOf,
}: {
  eventId: string;
  /** The list's own topic carries it, unless the list has none. */
  follow?: boolean;
  day?: boolean;
  competition?: boolean;
  /** The heading above names the day of this start: a match that moved since shows its own. */
  underDayOf?: string;
}) {
  const t = useTranslations("sportsbook");
  const m = useTranslations("markets");
  const event = useEvent(eventId, { follow });
  if (!event) return null;
  const { home, away, status } = event;
  const score = footballScore(event.score);
  const running = started(status, score.phase);
  const named = { template: "1x2", specifiers: "", home: home.name, away: away.name };
  const marketId = marketIdOf(eventId, "1x2", "");
  const market = `${home.name} – ${away.name}, ${marketFamilyName(m, named)}`;
  return (
    <article className="group relative grid grid-cols-[3.75rem_1fr] items-center gap-x-3 gap-y-2.5 px-3 py-2.5 sm:py-2 sm:grid-cols-[3.75rem_1fr_auto] sm:px-4">
      <div className="self-start pt-0.5 text-sm sm:self-center sm:pt-0">
        <EventClock event={event} day={day || (underDayOf ?? event.startsAt) !== event.startsAt} />
      </div>
      <div className="min-w-0">
        <PageLink
          href={`/events/${eventId}` as Route}
          className="grid gap-0.5 after:absolute after:inset-0 group-hover:[&_.name]:underline"
        >
          {(["home", "away"] as const).map((side) => (
            <span key={side} className="flex min-w-0 items-center gap-2">
              <Flag name={event[side].name} countryCode={event[side].countryCode} />
              <span className="name truncate font-medium decoration-line-strong underline-offset-3">
                {event[side].name}
              </span>
              <RedCards count={score.redCards[side]} />
              <span className={clsx("figures ml-auto w-6 text-right font-semibold", !running && "invisible")}>
                {score.goals[side]}
              </span>
            </span>
          ))}
        </PageLink>
        {competition && (
          <p className="mt-0.5 truncate text-faint text-xs">
            {event.competition.name}
            <span aria-hidden> · </span>
            {t("markets", { count: event.marketsCount })}
          </p>
        )}
      </div>
      <div className="relative col-span-2 grid grid-cols-3 gap-1.5 sm:col-span-1 sm:w-63">
        {OUTCOMES.map(({ key, label }) => (
          <PriceButton
            key={key}
            marketId={marketId}
            outcomeKey={key}
            market={market}
            outcome={outcomeName(m, named, key)}
            label={m(label)}
          />
        ))}
      </div>
    </article>
  );
});

"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { KickOff } from "#components/event/kick-off.tsx";
import { useMatchClock } from "#components/realtime/hooks.ts";
import { Flag } from "#components/ui/flag.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { sidesOf } from "#lib/sportsbook/markets/views.ts";
import { clockText } from "./clock.ts";
import MatchStrip from "./match-strip.tsx";
import { footballScore, useFootballMessages } from "./messages.ts";
import { momentumOf, pressing } from "./momentum.ts";
import { MomentumBars } from "./momentum-bars.tsx";

function Cards({ event, side }: { event: HeldEvent; side: "home" | "away" }) {
  const t = useFootballMessages();
  const { yellowCards, redCards } = footballScore(event.score);
  return (
    <p
      className={clsx(
        "figures flex h-5 items-center gap-2.5 text-muted text-xs",
        side === "away" && "justify-end",
      )}
    >
      {yellowCards[side] > 0 && (
        <span className="flex items-center gap-1">
          <span aria-hidden className="h-3 w-2 rounded-[1px] bg-card-yellow" />
          <span aria-hidden>{yellowCards[side]}</span>
          <span className="sr-only">{t("yellowCardsShort", { count: yellowCards[side] })}</span>
        </span>
      )}
      {redCards[side] > 0 && (
        <span className="flex items-center gap-1">
          <span aria-hidden className="h-3 w-2 rounded-[1px] bg-card-red" />
          <span aria-hidden>{redCards[side]}</span>
          <span className="sr-only">{t("redCardsShort", { count: redCards[side] })}</span>
        </span>
      )}
    </p>
  );
}

function Clock({ event }: { event: HeldEvent }) {
  const t = useTranslations("sportsbook");
  const messages = useFootballMessages();
  const seconds = useMatchClock(event.id);
  const { status } = event;
  const score = footballScore(event.score);
  if (status === 0) return <KickOff at={event.startsAt} day className="text-center text-muted text-sm" />;
  if (status !== 1) return <p className="font-semibold text-sm text-warn">{t(`status.${status}`)}</p>;
  const running = score.phase === "first_half" || score.phase === "second_half";
  const clock = clockText(score.phase, seconds);
  return (
    <div className="text-center text-sm">
      <p className={running ? "text-muted" : "font-semibold text-up"}>{messages(`phase.${score.phase}`)}</p>
      {running && (
        <p className="figures font-semibold text-up">
          {clock.main}
          {clock.extra && <span className="ml-1 text-xs">{clock.extra}</span>}
        </p>
      )}
    </div>
  );
}

/** Who plays, the goals, the clock, the cards, and who pressed. */
export default function FootballBoard({ event }: { event: HeldEvent }) {
  const t = useFootballMessages();
  const { home, away } = sidesOf(event);
  const score = footballScore(event.score);
  const begun = score.phase !== "not_started";
  const momentum = momentumOf(event.incidents, score);
  return (
    <>
      <div className="grid grid-cols-[1fr_auto_1fr] items-start gap-x-4">
        <div className="grid min-w-0 gap-2">
          <Flag name={home.name} countryCode={home.countryCode} size="lg" />
          <p className="font-semibold text-base leading-tight sm:text-xl">{home.name}</p>
          <Cards event={event} side="home" />
        </div>
        <div className="grid min-w-26 justify-items-center gap-1.5 pt-1">
          <p className="scoreboard whitespace-nowrap text-score" aria-hidden>
            {begun ? (
              <>
                {score.goals.home}
                <span className="mx-[0.18em] inline-block align-[0.08em] font-light text-faint">–</span>
                {score.goals.away}
              </>
            ) : (
              <span className="text-faint">{t("versus")}</span>
            )}
          </p>
          {begun && (
            <p className="sr-only">
              {t("score", {
                home: home.name,
                homeGoals: score.goals.home,
                away: away.name,
                awayGoals: score.goals.away,
              })}
            </p>
          )}
          <Clock event={event} />
          <p className="figures h-4 text-faint text-xs">
            {score.halfTime &&
              score.phase === "second_half" &&
              t("halfTimeScore", { home: score.halfTime.home, away: score.halfTime.away })}
          </p>
        </div>
        <div className="grid min-w-0 justify-items-end gap-2 text-right">
          <Flag name={away.name} countryCode={away.countryCode} size="lg" />
          <p className="font-semibold text-base leading-tight sm:text-xl">{away.name}</p>
          <Cards event={event} side="away" />
        </div>
      </div>
      <div className="mt-2 mb-1">
        <MatchStrip
          event={event}
          momentum={{
            bars: <MomentumBars momentum={momentum} className="absolute inset-x-0 top-3 h-8 w-full" />,
            summary: begun ? t(`pressing.${pressing(momentum)}`, { home: home.name, away: away.name }) : null,
          }}
        />
      </div>
    </>
  );
}

"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { KickOff } from "#components/event/kick-off.tsx";
import { Serving } from "#components/event/score-columns.tsx";
import { Flag } from "#components/ui/flag.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { sidesOf } from "#lib/sportsbook/markets/views.ts";
import {
  isTieBreak,
  pointsCalled,
  runningSet,
  servesNext,
  setWinner,
  type TennisScore,
  type TennisSet,
} from "../score.ts";
import { tennisScore, useTennisMessages } from "./messages.ts";

const SIDES = ["home", "away"] as const;
type Side = (typeof SIDES)[number];

function Moment({ event, score }: { event: HeldEvent; score: TennisScore }) {
  const t = useTranslations("sportsbook");
  const words = useTennisMessages();
  const { status, startsAt } = event;
  if (status === 0) return <KickOff at={startsAt} day className="text-muted" />;
  if (score.phase !== "in_play")
    return <span className="font-semibold text-muted">{words(`phase.${score.phase}`)}</span>;
  if (status !== 1) return <span className="font-semibold text-warn">{t(`status.${status}`)}</span>;
  const running = runningSet(score);
  const points = running && isTieBreak(running.set.games) ? pointsCalled(score).join("–") : null;
  return (
    <span className="figures font-semibold text-up">
      {points ? words("tieBreak", { points }) : words("set", { set: score.sets.length })}
    </span>
  );
}

/** The games of one set; of a set that went to a tie-break with the loser's points, as scoreboards write it. */
function Games({ set, side }: { set: TennisSet; side: Side }) {
  const winner = setWinner(set);
  const lost = set.tieBreak && winner !== null && winner !== side ? set.tieBreak[side] : null;
  return (
    <td
      className={clsx(
        "figures w-8 text-center",
        winner === null ? "font-semibold text-ink" : winner === side ? "font-semibold" : "text-muted",
      )}
    >
      {set.games[side]}
      {lost !== null && <sup className="ml-px text-[0.625rem] text-faint">{lost}</sup>}
    </td>
  );
}

/** Both players with their sets, the games of each, the points of the running game, and who serves. */
export default function TennisBoard({ event }: { event: HeldEvent }) {
  const words = useTennisMessages();
  const score = tennisScore(event.score);
  const called = pointsCalled(score);
  const running = runningSet(score);
  const server = servesNext(score);
  const sides = sidesOf(event);
  return (
    <div className="pb-3">
      <p className="mb-3 flex items-baseline justify-between gap-3 text-sm">
        <Moment event={event} score={score} />
        <span className="text-faint text-xs">{words("bestOf", { sets: score.bestOf })}</span>
      </p>
      <table className="w-full">
        <thead>
          <tr className="text-faint text-xs">
            <th scope="col" className="text-left font-medium">
              <span className="sr-only">{words("player")}</span>
            </th>
            {score.sets.map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sets keep their places
              <th key={at} scope="col" className="w-8 pb-1 text-center font-medium">
                <span className="sr-only">{words("set", { set: at + 1 })}</span>
                <span aria-hidden>{at + 1}</span>
              </th>
            ))}
            {running && (
              <th scope="col" className="w-14 pb-1 text-right font-medium">
                {words("points")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {SIDES.map((side, position) => (
            <tr key={side} className="h-12 border-line border-t">
              <th scope="row" className="min-w-0 text-left font-semibold text-base sm:text-lg">
                <span className="flex items-center gap-2.5">
                  <Flag name={sides[side].name} countryCode={sides[side].countryCode} size="md" />
                  <span className="min-w-0 leading-tight">{sides[side].name}</span>
                  {server === side && <Serving label={words("serving")} />}
                </span>
              </th>
              {score.sets.map((set, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sets keep their places
                <Games key={at} set={set} side={side} />
              ))}
              {running && <td className="scoreboard w-14 text-right text-up text-xl">{called[position]}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

"use client";

import { clsx } from "clsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { gamesWon, type Pair, setsWon } from "../score.ts";
import { tennisScore, useTennisMessages } from "./messages.ts";

const COUNTED = ["hold", "break", "tie_break"] as const;

const figuresOf = ({
  score,
  incidents,
}: HeldEvent): { stat: "sets" | "games" | (typeof COUNTED)[number]; of: Pair }[] => {
  const { sets } = tennisScore(score);
  const count = (kind: string, participant: number): number =>
    incidents.filter((each) => each.kind === kind && each.participant === participant && !each.revoked)
      .length;
  return [
    { stat: "sets", of: setsWon(sets) },
    { stat: "games", of: gamesWon(sets) },
    ...COUNTED.map((stat) => ({ stat, of: { home: count(stat, 1), away: count(stat, 2) } })),
  ];
};

function Bar({ share, leads, end = false }: { share: number; leads: boolean; end?: boolean }) {
  return (
    <span className={clsx("flex h-1.5 overflow-hidden rounded-full bg-raised", !end && "justify-end")}>
      <span
        className={clsx("rounded-full", leads ? "bg-ink" : "bg-line-strong")}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}

/** Both players' figures against each other. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const messages = useTennisMessages();
  return (
    <dl className="grid gap-3.5 p-4">
      {figuresOf(event).map(({ stat, of: { home, away } }) => {
        const sum = Math.max(1, home + away);
        return (
          <div key={stat} className="grid grid-cols-[2rem_1fr_2rem] items-center gap-x-3 gap-y-1 text-sm">
            <dt className="order-2 text-center text-muted text-xs">{messages(`stat.${stat}`)}</dt>
            <dd className="figures order-1 font-semibold">{home}</dd>
            <dd className="figures order-3 text-right font-semibold">{away}</dd>
            <dd aria-hidden className="order-4 col-span-3 grid grid-cols-2 gap-1">
              <Bar share={(home / sum) * 100} leads={home > away} />
              <Bar share={(away / sum) * 100} leads={away > home} end />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

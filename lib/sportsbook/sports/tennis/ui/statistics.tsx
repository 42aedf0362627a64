"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { Figures } from "../../shared/ui/figures.tsx";
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

/** Both players' figures against each other. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const messages = useTennisMessages();
  return (
    <Figures
      figures={figuresOf(event).map(({ stat, of }) => ({ key: stat, label: messages(`stat.${stat}`), of }))}
    />
  );
}

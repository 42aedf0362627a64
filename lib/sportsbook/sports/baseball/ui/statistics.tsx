"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import type { Pair } from "../../shared/pair.ts";
import { Figures } from "../../shared/ui/figures.tsx";
import { runsOf } from "../score.ts";
import { baseballScore, useBaseballMessages } from "./messages.ts";

/** Both teams' figures. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const messages = useBaseballMessages();
  const { innings } = baseballScore(event.score);
  const of = (count: (runs: readonly number[]) => number): Pair => ({
    home: count(innings.map(({ home }) => home)),
    away: count(innings.map(({ away }) => away)),
  });
  return (
    <Figures
      figures={[
        { key: "runs", label: messages("stat.runs"), of: runsOf({ innings }) },
        { key: "best", label: messages("stat.best"), of: of((runs) => Math.max(0, ...runs)) },
        {
          key: "scoring",
          label: messages("stat.scoring"),
          of: of((runs) => runs.filter((each) => each > 0).length),
        },
      ]}
    />
  );
}

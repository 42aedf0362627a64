"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { Figures } from "../../shared/ui/figures.tsx";
import { goalsOf } from "../score.ts";
import { hockeyScore, useHockeyMessages } from "./messages.ts";

/** Both teams' figures. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const messages = useHockeyMessages();
  const score = hockeyScore(event.score);
  const penalties = (side: 1 | 2): number =>
    event.incidents.filter((each) => each.kind === "penalty" && each.participant === side && !each.revoked)
      .length;
  return (
    <Figures
      figures={[
        { key: "goals", label: messages("stat.goals"), of: goalsOf(score) },
        { key: "shots", label: messages("stat.shots"), of: score.shots },
        { key: "penalty", label: messages("stat.penalty"), of: { home: penalties(1), away: penalties(2) } },
      ]}
    />
  );
}

"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import type { Pair } from "../../shared/pair.ts";
import { Figures } from "../../shared/ui/figures.tsx";
import { basketballIncident } from "../incidents.ts";
import { pointsOf } from "../score.ts";
import { basketballScore, useBasketballMessages } from "./messages.ts";

/** Both teams' figures, counted from the incidents. */
export default function Statistics({ event }: { event: HeldEvent }) {
  const messages = useBasketballMessages();
  const incidents = event.incidents.filter(({ revoked }) => !revoked).map(basketballIncident);
  const count = (kind: string): Pair => {
    const of = (side: 1 | 2) => incidents.filter((each) => each.kind === kind && each.participant === side);
    return { home: of(1).length, away: of(2).length };
  };
  const lead = { home: 0, away: 0 };
  for (const { detail } of incidents) {
    lead.home = Math.max(lead.home, detail.home - detail.away);
    lead.away = Math.max(lead.away, detail.away - detail.home);
  }
  return (
    <Figures
      figures={[
        { key: "points", label: messages("stat.points"), of: pointsOf(basketballScore(event.score)) },
        { key: "two", label: messages("stat.two"), of: count("two") },
        { key: "three", label: messages("stat.three"), of: count("three") },
        { key: "free_throws", label: messages("stat.free_throws"), of: count("free_throws") },
        { key: "time_out", label: messages("stat.time_out"), of: count("time_out") },
        { key: "lead", label: messages("stat.lead"), of: lead },
      ]}
    />
  );
}

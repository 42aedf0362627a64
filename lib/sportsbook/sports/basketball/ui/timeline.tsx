"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { SidedTimeline } from "../../shared/ui/sided-timeline.tsx";
import type { IncidentKind } from "../incidents.ts";
import { basketball } from "../views.ts";
import { useBasketballMessages } from "./messages.ts";

const TURNING: ReadonlySet<string> = new Set<IncidentKind>(["three", "period_end", "game_end", "review"]);
const QUIET: ReadonlySet<string> = new Set<IncidentKind>(["two", "free_throws", "foul", "time_out"]);

/** Play by play. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const messages = useBasketballMessages();
  return (
    <SidedTimeline
      event={event}
      sport={basketball}
      turning={TURNING}
      quiet={QUIET}
      labels={{
        newestFirst: messages("newestFirst"),
        turningPoints: messages("turningPoints"),
        everything: messages("everything"),
        noIncidents: messages("noIncidents"),
      }}
      textOf={(incident) => {
        const { key, values } = basketball.incident(incident);
        return messages(`incident.${key as IncidentKind}`, values);
      }}
    />
  );
}

"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { SidedTimeline } from "../../shared/ui/sided-timeline.tsx";
import type { IncidentKind } from "../incidents.ts";
import { baseball } from "../views.ts";
import { useBaseballMessages } from "./messages.ts";

const TURNING: ReadonlySet<string> = new Set<IncidentKind>(["runs", "game_end"]);
const QUIET: ReadonlySet<string> = new Set<IncidentKind>();

/** What happened. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const messages = useBaseballMessages();
  return (
    <SidedTimeline
      event={event}
      sport={baseball}
      turning={TURNING}
      quiet={QUIET}
      labels={{
        newestFirst: messages("newestFirst"),
        turningPoints: messages("turningPoints"),
        everything: messages("everything"),
        noIncidents: messages("noIncidents"),
      }}
      textOf={(incident) => {
        const { key, values } = baseball.incident(incident);
        return messages(`incident.${key as IncidentKind}`, values);
      }}
    />
  );
}

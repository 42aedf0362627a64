"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { SidedTimeline } from "../../shared/ui/sided-timeline.tsx";
import type { IncidentKind } from "../incidents.ts";
import { tennis } from "../views.ts";
import { useTennisMessages } from "./messages.ts";

const TURNING: ReadonlySet<string> = new Set<IncidentKind>([
  "break",
  "tie_break",
  "set_won",
  "retirement",
  "match_end",
]);
const QUIET: ReadonlySet<string> = new Set<IncidentKind>(["hold"]);

/** Game by game. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const messages = useTennisMessages();
  return (
    <SidedTimeline
      event={event}
      sport={tennis}
      turning={TURNING}
      quiet={QUIET}
      labels={{
        newestFirst: messages("newestFirst"),
        turningPoints: messages("turningPoints"),
        everything: messages("everything"),
        noIncidents: messages("noIncidents"),
      }}
      textOf={(incident) => {
        const { key, values } = tennis.incident(incident);
        return messages(`incident.${key as IncidentKind}`, values);
      }}
    />
  );
}

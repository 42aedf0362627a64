"use client";

import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { SidedTimeline } from "../../shared/ui/sided-timeline.tsx";
import type { IncidentKind } from "../incidents.ts";
import { hockey } from "../views.ts";
import { useHockeyMessages } from "./messages.ts";

const TURNING: ReadonlySet<string> = new Set<IncidentKind>([
  "goal",
  "empty_net_goal",
  "period_end",
  "shootout_won",
  "game_end",
]);
const QUIET: ReadonlySet<string> = new Set<IncidentKind>(["penalty"]);

/** What happened. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const messages = useHockeyMessages();
  return (
    <SidedTimeline
      event={event}
      sport={hockey}
      turning={TURNING}
      quiet={QUIET}
      labels={{
        newestFirst: messages("newestFirst"),
        turningPoints: messages("turningPoints"),
        everything: messages("everything"),
        noIncidents: messages("noIncidents"),
      }}
      textOf={(incident) => {
        const { key, values } = hockey.incident(incident);
        return messages(`incident.${key as IncidentKind}`, values);
      }}
    />
  );
}

"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { IncidentMoment } from "#components/event/incident-moment.tsx";
import { Button } from "#components/ui/button.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { IncidentKind } from "../incidents.ts";
import { tennis } from "../views.ts";
import { useTennisMessages } from "./messages.ts";

const TURNING = new Set<string>([
  "break",
  "tie_break",
  "set_won",
  "retirement",
  "match_end",
] satisfies IncidentKind[]);

function Messages({ incident }: { incident: Incident }) {
  const messages = useTennisMessages();
  const { key, values } = tennis.incident(incident);
  return (
    <span className={clsx("min-w-0", incident.kind !== "hold" && "font-semibold")}>
      {messages(`incident.${key as IncidentKind}`, values)}
    </span>
  );
}

/** Game by game, newest first: the first player on the left, the other on the right. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const messages = useTennisMessages();
  const [all, setAll] = useState(true);
  const shown = event.incidents.filter(({ kind }) => all || TURNING.has(kind)).toReversed();
  return (
    <div>
      <div className="flex items-center justify-between gap-3 border-b px-4 py-1.5">
        <p className="text-faint text-xs">{messages("newestFirst")}</p>
        <Button kind="quiet" size="sm" aria-pressed={!all} onClick={() => setAll(!all)}>
          {messages(all ? "turningPoints" : "everything")}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-10 text-center text-muted text-sm">{messages("noIncidents")}</p>
      ) : (
        <ol className="py-2">
          {shown.map((incident) =>
            incident.participant === null ? (
              <li
                key={incident.number}
                className="flex min-h-9 items-center justify-center gap-2 px-4 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
              >
                <Messages incident={incident} />
              </li>
            ) : (
              <li
                key={incident.number}
                className="grid min-h-9 grid-cols-[1fr_5rem_1fr] items-center gap-2 px-4 py-1 text-sm"
              >
                <span className="text-right">
                  {incident.participant === 1 && <Messages incident={incident} />}
                </span>
                <IncidentMoment
                  incident={incident}
                  sport={tennis}
                  className="whitespace-nowrap text-center text-faint text-xs"
                />
                <span>{incident.participant === 2 && <Messages incident={incident} />}</span>
              </li>
            ),
          )}
        </ol>
      )}
    </div>
  );
}

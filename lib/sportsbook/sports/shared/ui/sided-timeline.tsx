"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { IncidentMoment } from "#components/event/incident-moment.tsx";
import { Button } from "#components/ui/button.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import type { SportViews } from "../../sport.ts";

type Labels = { newestFirst: string; turningPoints: string; everything: string; noIncidents: string };

/** What happened, newest first: the first side on the left, the other on the right, and what concerns neither across. */
export function SidedTimeline({
  event,
  sport,
  turning,
  quiet,
  labels,
  textOf,
}: {
  event: HeldEvent;
  sport: SportViews;
  /** The kinds that are left when only turning points are asked for. */
  turning: ReadonlySet<string>;
  /** The kinds that are written in normal weight. */
  quiet: ReadonlySet<string>;
  labels: Labels;
  textOf: (incident: Incident) => string;
}) {
  const [all, setAll] = useState(true);
  const shown = event.incidents
    .filter(({ kind, revoked }) => !revoked && (all || turning.has(kind)))
    .toReversed();
  const text = (incident: Incident) => (
    <span className={clsx("min-w-0", !quiet.has(incident.kind) && "font-semibold")}>{textOf(incident)}</span>
  );
  return (
    <div>
      <div className="flex items-center justify-between gap-3 border-b px-4 py-1.5">
        <p className="text-faint text-xs">{labels.newestFirst}</p>
        <Button kind="quiet" size="sm" aria-pressed={!all} onClick={() => setAll(!all)}>
          {all ? labels.turningPoints : labels.everything}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-10 text-center text-muted text-sm">{labels.noIncidents}</p>
      ) : (
        <ol className="py-2">
          {shown.map((incident) =>
            incident.participant === null ? (
              <li
                key={incident.number}
                className="flex min-h-9 items-center justify-center gap-2 px-4 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
              >
                {text(incident)}
              </li>
            ) : (
              <li
                key={incident.number}
                className="grid min-h-9 grid-cols-[1fr_5rem_1fr] items-center gap-2 px-4 py-1 text-sm"
              >
                <span className="text-right">{incident.participant === 1 && text(incident)}</span>
                <IncidentMoment
                  incident={incident}
                  sport={sport}
                  className="whitespace-nowrap text-center text-faint text-xs"
                />
                <span>{incident.participant === 2 && text(incident)}</span>
              </li>
            ),
          )}
        </ol>
      )}
    </div>
  );
}

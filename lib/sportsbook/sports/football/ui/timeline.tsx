"use client";

import { clsx } from "clsx";
import { CircleDot, Flag as CornerFlag, ScanEye, Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IncidentMoment } from "#components/event/incident-moment.tsx";
import { Button } from "#components/ui/button.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { type IncidentKind, isDismissal, isGoal } from "../incidents.ts";
import { football } from "../views.ts";
import { useFootballMessages } from "./messages.ts";

const MINOR = new Set<Incident["kind"]>(["shot", "shot_on_target", "corner", "offside"]);

function Mark({ kind }: { kind: Incident["kind"] }) {
  if (kind === "yellow_card")
    return <span aria-hidden className="h-3.5 w-2.5 rounded-[2px] bg-card-yellow" />;
  if (isDismissal(kind)) return <span aria-hidden className="h-3.5 w-2.5 rounded-[2px] bg-card-red" />;
  const Icon = isGoal(kind)
    ? CircleDot
    : kind === "corner"
      ? CornerFlag
      : kind === "var_check" || kind === "goal_disallowed"
        ? ScanEye
        : Timer;
  return <Icon aria-hidden className={clsx("size-4", isGoal(kind) ? "text-ink" : "text-faint")} />;
}

/** What happened, newest first: the home side on the left, the away side on the right. */
export default function Timeline({ event }: { event: HeldEvent }) {
  const t = useTranslations("sportsbook");
  const messages = useFootballMessages();
  const [all, setAll] = useState(false);
  const shown = event.incidents.filter(({ kind }) => all || !MINOR.has(kind)).toReversed();
  return (
    <div>
      <div className="flex items-center justify-between gap-3 border-b px-4 py-1.5">
        <p className="text-faint text-xs">{t("timelineLead")}</p>
        <Button kind="quiet" size="sm" aria-pressed={all} onClick={() => setAll(!all)}>
          {t(all ? "keyMoments" : "everything")}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="px-4 py-10 text-center text-muted text-sm">{t("noIncidents")}</p>
      ) : (
        <ol className="py-2">
          {shown.map((incident) =>
            incident.participant === null ? (
              <li
                key={incident.number}
                className="flex min-h-9 items-center justify-center gap-2 px-4 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
              >
                <IncidentMoment incident={incident} sport={football} />
                {messages(`incident.${football.incident(incident).key as IncidentKind}`)}
              </li>
            ) : (
              <li
                key={incident.number}
                className="grid min-h-9 grid-cols-[1fr_3.5rem_1fr] items-center gap-2 px-4 py-1 text-sm"
              >
                <span className="flex items-center justify-end gap-2 text-right">
                  {incident.participant === 1 && <Messages incident={incident} />}
                </span>
                <IncidentMoment
                  incident={incident}
                  sport={football}
                  className="text-center text-faint text-xs"
                />
                <span className="flex items-center gap-2">
                  {incident.participant === 2 && <Messages incident={incident} flip />}
                </span>
              </li>
            ),
          )}
        </ol>
      )}
    </div>
  );
}

function Messages({ incident, flip = false }: { incident: Incident; flip?: boolean }) {
  const messages = useFootballMessages();
  const { kind, revoked } = incident;
  const { key, name } = football.incident(incident);
  const text = (
    <span className={clsx("min-w-0", isGoal(kind) && "font-semibold", revoked && "text-faint line-through")}>
      {messages(`incident.${key as IncidentKind}`)}
      {name && <span className="block font-normal text-muted text-xs">{name}</span>}
      {revoked && <span className="sr-only">, {messages("revoked")}</span>}
    </span>
  );
  return flip ? (
    <>
      <Mark kind={kind} />
      {text}
    </>
  ) : (
    <>
      {text}
      <Mark kind={kind} />
    </>
  );
}

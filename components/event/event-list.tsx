"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLivePart, useStore } from "../realtime/hooks.ts";
import { EventRow } from "./event-row.tsx";

export const Rows = ({ children, label }: { children: ReactNode; label: string }) => (
  <ul aria-label={label} className="divide-y overflow-hidden rounded-lg border border-line bg-surface">
    {children}
  </ul>
);

/** The part of the live list that is running, or that is still to start. Matches move over as they kick off. */
export function LiveRows({
  part,
  max = 100,
  label,
  children,
}: {
  part: "running" | "soon";
  max?: number;
  label: string;
  /** Stands there when there is none. */
  children: ReactNode;
}) {
  const shown = useLivePart(part).slice(0, max);
  if (shown.length === 0) return children;
  return (
    <Rows label={label}>
      {shown.map((id) => (
        <li key={id}>
          <EventRow eventId={id} />
        </li>
      ))}
    </Rows>
  );
}

/** The running matches under the names of their competitions. */
export function LiveByCompetition({ children }: { children: ReactNode }) {
  const t = useTranslations("sportsbook");
  const store = useStore();
  const events = useLivePart("running").map((id) => store.event(id));
  if (events.length === 0) return children;
  const groups = Map.groupBy(events, (event) => event?.competition.name ?? t("competition"));
  return (
    <div className="grid grid-cols-1 gap-6">
      {[...groups].map(([name, members]) => (
        <section key={name} aria-label={name}>
          <h2 className="mb-2 font-semibold text-base">
            {name} <span className="figures ml-1 font-normal text-faint text-sm">{members.length}</span>
          </h2>
          <Rows label={name}>
            {members.map((event) =>
              event ? (
                <li key={event.id}>
                  <EventRow eventId={event.id} competition={false} />
                </li>
              ) : null,
            )}
          </Rows>
        </section>
      ))}
    </div>
  );
}

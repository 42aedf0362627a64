"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLiveList } from "../realtime/hooks.ts";
import { useRealtime } from "../realtime/provider.tsx";
import { EventRow } from "./event-row.tsx";

export const Rows = ({ children, label }: { children: ReactNode; label: string }) => (
  <ul aria-label={label} className="divide-y overflow-hidden rounded-lg border border-line bg-surface">
    {children}
  </ul>
);

const LIVE_STATUS = [1, 2, 7];

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
  const { store } = useRealtime();
  const { ids } = useLiveList();
  const shown = ids
    .filter((id) => {
      const status = store.event(id)?.status;
      return status !== undefined && LIVE_STATUS.includes(status) === (part === "running");
    })
    .slice(0, max);
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
  const { store } = useRealtime();
  const { ids } = useLiveList();
  const events = ids
    .map((id) => store.event(id))
    .filter((event) => event !== null && LIVE_STATUS.includes(event.status));
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

"use client";

import { clsx } from "clsx";
import type { Pair } from "../pair.ts";

export type Figure = { key: string; label: string; of: Pair };

function Bar({ share, leads, end = false }: { share: number; leads: boolean; end?: boolean }) {
  return (
    <span className={clsx("flex h-1.5 overflow-hidden rounded-full bg-raised", !end && "justify-end")}>
      <span
        className={clsx("rounded-full", leads ? "bg-ink" : "bg-line-strong")}
        style={{ width: `${share}%` }}
      />
    </span>
  );
}

/** Both sides' figures against each other. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid gap-3.5 p-4">
      {figures.map(({ key, label, of: { home, away } }) => {
        const sum = Math.max(1, home + away);
        return (
          <div key={key} className="grid grid-cols-[2rem_1fr_2rem] items-center gap-x-3 gap-y-1 text-sm">
            <dt className="order-2 text-center text-muted text-xs">{label}</dt>
            <dd className="figures order-1 font-semibold">{home}</dd>
            <dd className="figures order-3 text-right font-semibold">{away}</dd>
            <dd aria-hidden className="order-4 col-span-3 grid grid-cols-2 gap-1">
              <Bar share={(home / sum) * 100} leads={home > away} />
              <Bar share={(away / sum) * 100} leads={away > home} end />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

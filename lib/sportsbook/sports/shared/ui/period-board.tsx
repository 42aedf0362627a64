"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Serving } from "#components/event/score-columns.tsx";
import { Flag } from "#components/ui/flag.tsx";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { sidesOf } from "#lib/sportsbook/markets/views.ts";
import type { Pair } from "../pair.ts";

const SIDES = ["home", "away"] as const;

/** One column of a scoreboard: a period, or the total. `null` has not begun. */
export type PeriodColumn = { label: string; of: Pair | null; running?: boolean };

/** Both sides, their score period by period and in total, and who has the ball. */
export function PeriodBoard({
  event,
  moment,
  note,
  labels,
  columns,
  total,
  attacking,
  children,
}: {
  event: HeldEvent;
  moment: ReactNode;
  note: string;
  labels: { side: string; total: string; attacking?: string };
  columns: readonly PeriodColumn[];
  total: Pair | null;
  attacking: "home" | "away" | null;
  children?: ReactNode;
}) {
  const sides = sidesOf(event);
  return (
    <div className="pb-3">
      <p className="mb-3 flex items-baseline justify-between gap-3 text-sm">
        {moment}
        <span className="text-faint text-xs">{note}</span>
      </p>
      <table className="w-full">
        <thead>
          <tr className="text-faint text-xs">
            <th scope="col" className="text-left font-medium">
              <span className="sr-only">{labels.side}</span>
            </th>
            {columns.map(({ label }) => (
              <th key={label} scope="col" className="w-8 pb-1 text-center font-medium sm:w-11">
                {label}
              </th>
            ))}
            <th scope="col" className="w-12 pb-1 text-right font-medium sm:w-16">
              <span className="sr-only">{labels.total}</span>
              <span aria-hidden>T</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {SIDES.map((side) => (
            <tr key={side} className="h-12 border-line border-t">
              <th scope="row" className="min-w-0 text-left font-semibold text-base sm:text-lg">
                <span className="flex items-center gap-2.5">
                  <Flag name={sides[side].name} countryCode={sides[side].countryCode} size="md" />
                  <span className="min-w-0 leading-tight">
                    <span className="sm:hidden">{sides[side].shortName}</span>
                    <span className="hidden sm:inline">{sides[side].name}</span>
                  </span>
                  {attacking === side && labels.attacking && <Serving label={labels.attacking} />}
                </span>
              </th>
              {columns.map(({ label, of, running }) => (
                <td
                  key={label}
                  className={clsx(
                    "figures text-center text-sm sm:text-base",
                    of === null ? "text-faint" : running ? "font-semibold text-up" : "text-muted",
                  )}
                >
                  {of === null ? "·" : of[side]}
                </td>
              ))}
              <td className="scoreboard text-right text-2xl">{total === null ? "–" : total[side]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </div>
  );
}

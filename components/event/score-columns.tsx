import { clsx } from "clsx";
import type { ScoreSummary } from "#lib/sportsbook/sports/schema.ts";

/** One participant's figures of a score, such as points, sets and games; the one that counts most stands out. */
export const ScoreColumns = ({ summary, position }: { summary: ScoreSummary | null; position: 0 | 1 }) => (
  <span className="ml-auto flex shrink-0 items-center">
    {(summary?.columns ?? [EMPTY]).map(({ kind, values }, at) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
        key={at}
        className={clsx(
          "figures text-right",
          kind === "total" && "min-w-6 font-semibold",
          kind === "part" && "board-part w-5 text-muted",
          kind === "current" && "mr-1 w-7 text-up",
        )}
      >
        {values[position]}
      </span>
    ))}
  </span>
);

const EMPTY = { kind: "total", values: ["", ""] } as const;

/** A dot beside who serves. */
export const Serving = ({ label }: { label: string }) => (
  <span title={label} className="size-1.5 shrink-0 rounded-full bg-accent">
    <span className="sr-only">{label}</span>
  </span>
);

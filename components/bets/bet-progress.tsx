import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { LegState } from "./leg-state.ts";
import { PARTS, partOf } from "./progress.ts";

const GOOD = new Set(["won", "half_won"]);

const lookOf = (legState: LegState): string => {
  switch (partOf(legState)) {
    case "won":
      return "bg-up";
    case "lost":
      return "bg-down";
    case "void":
      return "bg-line-strong";
    case "left":
      return "bg-raised";
    case "running": {
      const result = legState.state === "running" ? legState.result : null;
      if (result === null || result === "void") return "border border-line-strong";
      return GOOD.has(result) ? "border border-up" : "border border-down";
    }
  }
};

/** The progress of an accumulator: a segment per leg, full when decided, an outline while its match runs. */
export function BetProgress({ legStates }: { legStates: readonly LegState[] }) {
  const t = useTranslations("bets.progress");
  const summary = PARTS.flatMap((part) => {
    const count = legStates.filter((legState) => partOf(legState) === part).length;
    return count > 0 ? [t(part, { count })] : [];
  });
  return (
    <div className="flex items-center gap-3 border-b px-4 py-2.5">
      <div aria-hidden className="flex flex-1 gap-1">
        {legStates.map((legState, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: legs keep their places
          <span key={at} className={clsx("h-1.5 max-w-16 flex-1 rounded-full", lookOf(legState))} />
        ))}
      </div>
      <p className="figures shrink-0 text-muted text-xs">{summary.join(" · ")}</p>
    </div>
  );
}

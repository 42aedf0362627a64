import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { PARTS, partOf } from "./progress.ts";
import type { LegStanding } from "./standing.ts";

const GOOD = new Set(["won", "half_won"]);

const lookOf = (standing: LegStanding): string => {
  switch (partOf(standing)) {
    case "won":
      return "bg-up";
    case "lost":
      return "bg-down";
    case "void":
      return "bg-line-strong";
    case "left":
      return "bg-raised";
    case "running": {
      const result = standing.state === "running" ? standing.result : null;
      if (result === null || result === "void") return "border border-line-strong";
      return GOOD.has(result) ? "border border-up" : "border border-down";
    }
  }
};

/** How far an accumulator has come: a piece a leg, full when decided, an outline while its match runs. */
export function BetProgress({ standings }: { standings: readonly LegStanding[] }) {
  const t = useTranslations("bets.progress");
  const words = PARTS.flatMap((part) => {
    const count = standings.filter((standing) => partOf(standing) === part).length;
    return count > 0 ? [t(part, { count })] : [];
  });
  return (
    <div className="flex items-center gap-3 border-b px-4 py-2.5">
      <div aria-hidden className="flex flex-1 gap-1">
        {standings.map((standing, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: legs keep their places
          <span key={at} className={clsx("h-1.5 max-w-16 flex-1 rounded-full", lookOf(standing))} />
        ))}
      </div>
      <p className="figures shrink-0 text-muted text-xs">{words.join(" · ")}</p>
    </div>
  );
}

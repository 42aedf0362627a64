import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { LegStanding } from "./standing.ts";

const GOOD = new Set(["won", "half_won", "void"]);

const lookOf = (standing: LegStanding): string => {
  if (standing.state === "to_come") return "bg-raised";
  const good = standing.result !== null && GOOD.has(standing.result);
  if (standing.state === "decided") return good ? "bg-up" : "bg-down";
  return clsx("border", standing.result === null ? "border-line-strong" : good ? "border-up" : "border-down");
};

/** How far an accumulator has come: a piece a leg, full when decided, an outline while its match runs. */
export function BetProgress({ standings }: { standings: readonly LegStanding[] }) {
  const t = useTranslations("bets.progress");
  const counts = { good: 0, lost: 0, running: 0, left: 0 };
  for (const standing of standings)
    if (standing.state !== "decided") counts[standing.state === "running" ? "running" : "left"] += 1;
    else counts[GOOD.has(standing.result) ? "good" : "lost"] += 1;
  const words = (["good", "lost", "running", "left"] as const).flatMap((part) =>
    counts[part] > 0 ? [t(part, { count: counts[part] })] : [],
  );
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

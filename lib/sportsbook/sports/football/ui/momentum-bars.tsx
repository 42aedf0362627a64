"use client";

import { MATCH_MINUTES } from "./axis.ts";

const outline = (momentum: readonly number[], above: boolean): string =>
  momentum
    .map((value, minute) =>
      value !== 0 && value > 0 === above
        ? `M${minute + 0.15} 1v${(-value).toFixed(3)}h.7v${value.toFixed(3)}z`
        : "",
    )
    .join("");

/** A bar a minute over ninety minutes, the home side's pressure above the line and the away side's below it. */
export const MomentumBars = ({
  momentum,
  className,
}: {
  momentum: readonly number[];
  className?: string;
}) => (
  <svg viewBox={`0 0 ${MATCH_MINUTES} 2`} preserveAspectRatio="none" aria-hidden className={className}>
    <path d={outline(momentum, true)} className="fill-muted" />
    <path d={outline(momentum, false)} className="fill-line-strong" />
  </svg>
);

import type { Pair } from "../pair.ts";

const [WIDTH, HEIGHT] = [400, 48];

export type LeadPoint = Pair & { seconds: number };

/** Who was ahead and by how much: the home side above the line, the other below it. */
export function LeadChart({
  points,
  seconds,
  breaks,
  label,
}: {
  points: readonly LeadPoint[];
  /** The length of the axis. */
  seconds: number;
  /** Where a period ends. */
  breaks: readonly number[];
  label: string;
}) {
  const most = Math.max(8, ...points.map(({ home, away }) => Math.abs(home - away)));
  const x = (second: number): number => Math.round((second / seconds) * WIDTH * 10) / 10;
  const y = (lead: number): number => Math.round((HEIGHT / 2 - (lead / most) * (HEIGHT / 2 - 2)) * 10) / 10;
  let path = `M0 ${HEIGHT / 2}`;
  for (const point of points) path += `H${x(point.seconds)}V${y(point.home - point.away)}`;
  const area = `${path}V${HEIGHT / 2}Z`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="mt-3 h-12 w-full"
    >
      {breaks.map((second) => (
        <path
          key={second}
          d={`M${x(second)} 0V${HEIGHT}`}
          className="stroke-line"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path d={area} className="fill-up-wash" />
      <path
        d={`M0 ${HEIGHT / 2}H${WIDTH}`}
        className="stroke-line-strong"
        vectorEffect="non-scaling-stroke"
      />
      <path d={path} fill="none" className="stroke-up" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

const WIDTH = 240;
const HEIGHT = 48;

type Point = { x: number; y: number };

/** Runs of adjacent values, so that missing ones are a gap and not a line. */
const runsOf = (points: readonly (number | null)[], top: number): Point[][] => {
  const runs: Point[][] = [];
  points.forEach((value, at) => {
    if (value === null) return;
    const point = { x: (at / Math.max(1, points.length - 1)) * WIDTH, y: HEIGHT - (value / top) * HEIGHT };
    if (at > 0 && points[at - 1] !== null && runs.length > 0) runs.at(-1)?.push(point);
    else runs.push([point]);
  });
  return runs;
};

const line = (run: readonly Point[]): string =>
  run.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** A figure over time, from zero to its highest value. `label` describes it; the numbers are in a table. */
export function Sparkline({ points, label }: { points: readonly (number | null)[]; label: string }) {
  const top = Math.max(1e-9, ...points.map((value) => value ?? 0));
  return (
    <svg
      aria-label={label}
      className="block h-12 w-full overflow-visible border-line border-b"
      preserveAspectRatio="none"
      role="img"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      {runsOf(points, top).map((run) => {
        const [first, last] = [run[0], run.at(-1)];
        if (!first || !last) return null;
        const drawn =
          run.length === 1
            ? [
                { ...first, x: first.x - 1 },
                { ...first, x: first.x + 1 },
              ]
            : run;
        return (
          <g key={first.x}>
            <path className="fill-accent/15" d={`${line(drawn)}L${last.x} ${HEIGHT}L${first.x} ${HEIGHT}Z`} />
            <path
              className="fill-none stroke-accent"
              d={line(drawn)}
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
    </svg>
  );
}

import { clsx } from "clsx";

type Bar = {
  key: string;
  /** Of the part: "3 Nov". */
  label: string;
  value: number;
  /** The value as people read it. */
  text: string;
};

const STEPS = [1, 2, 5];
const LABELS_MAX = 5;

/** Where the lines of an axis lie: three to five round values from below the least to above the most, zero among them. */
export const ticksOf = (values: readonly number[], unit = 1): number[] => {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = Math.max(high - low, unit);
  const raw = span / 3;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max((STEPS.find((each) => each * size >= raw) ?? 10) * size, unit);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, n) => (first + n) * step);
};

/**
 * Columns over an axis of zero, drawn on the server: values at the left, times below. What is below zero goes down, so that colour is not all
 * that tells it. The same figures are in the page's table, which is what screen readers get.
 */
export function ActivityPlot({
  title,
  summary,
  bars,
  tickText,
  unit,
  signed = false,
}: {
  title: string;
  /** What the plot says, in a sentence. */
  summary: string;
  bars: readonly Bar[];
  tickText: (value: number) => string;
  /** The least distance of two lines. */
  unit?: number;
  signed?: boolean;
}) {
  const ticks = ticksOf(
    bars.map(({ value }) => value),
    unit,
  );
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const from = (value: number): number => ((high - value) / (high - low)) * 100;
  const every = Math.ceil(bars.length / LABELS_MAX);
  const zero = from(0);
  return (
    <figure className="m-0 grid gap-2 p-4">
      <figcaption>
        <h3 className="font-semibold text-sm">{title}</h3>
        <p className="text-muted text-sm">{summary}</p>
      </figcaption>
      <div aria-hidden className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 pt-2">
        <div className="relative h-40 min-w-10 text-right">
          {/* Keeps the room of the widest. */}
          <span className="figures invisible block text-xs">
            {ticks.map(tickText).reduce((widest, each) => (each.length > widest.length ? each : widest), "")}
          </span>
          {ticks.map((tick) => (
            <span
              key={tick}
              className="figures absolute right-0 -translate-y-1/2 whitespace-nowrap text-muted text-xs leading-none"
              style={{ top: `${from(tick)}%` }}
            >
              {tickText(tick)}
            </span>
          ))}
        </div>
        <svg
          role="presentation"
          viewBox={`0 0 ${bars.length} 100`}
          preserveAspectRatio="none"
          className="h-40 w-full overflow-visible"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1={0}
              x2={bars.length}
              y1={from(tick)}
              y2={from(tick)}
              vectorEffect="non-scaling-stroke"
              className={tick === 0 ? "stroke-line-strong" : "stroke-line"}
            />
          ))}
          {bars.map(({ key, value, label, text }, index) => {
            const top = Math.min(from(value), zero);
            const height = Math.abs(from(value) - zero);
            return (
              <rect
                key={key}
                x={index + 0.15}
                y={top}
                width={0.7}
                height={value === 0 ? 0 : Math.max(height, 0.8)}
                className={clsx(signed ? (value < 0 ? "fill-down" : "fill-up") : "fill-accent")}
              >
                <title>{`${label}: ${text}`}</title>
              </rect>
            );
          })}
        </svg>
        <div className="relative col-start-2 h-5 overflow-hidden">
          {bars.map(({ key, label }, index) =>
            index % every === 0 ? (
              <span
                key={key}
                className={clsx(
                  "figures absolute top-1 whitespace-nowrap text-muted text-xs leading-none",
                  index > 0 && "-translate-x-1/2",
                )}
                style={{ left: index === 0 ? 0 : `${((index + 0.5) / bars.length) * 100}%` }}
              >
                {label}
              </span>
            ) : null,
          )}
        </div>
      </div>
    </figure>
  );
}

import type { HourFigures } from "#lib/backoffice/schema.ts";

const scaleOf = (nets: readonly bigint[]): bigint =>
  nets.reduce((widest, net) => {
    const size = net < 0n ? -net : net;
    return size > widest ? size : widest;
  }, 0n);

const shareOf = (value: bigint, top: bigint): number =>
  top === 0n ? 0 : Number((value * 1_000n) / top) / 10;

/** Turnover by hour as columns; each shows its hour and amount on hover, and all are read out as a list. */
export function HourChart({
  hours,
  label,
  hourLabel,
  money,
}: {
  hours: readonly HourFigures[];
  label: string;
  hourLabel: (at: Date) => string;
  money: (minor: bigint) => string;
}) {
  const top = scaleOf(hours.map(({ turnover }) => turnover));
  return (
    <figure aria-label={label} className="m-0">
      <div aria-hidden className="flex h-28 items-end gap-px sm:gap-1">
        {hours.map(({ hour, turnover }) => (
          <span
            className="min-h-px flex-1 rounded-t-sm bg-accent/80"
            key={hour.getTime()}
            style={{ height: `${shareOf(turnover, top)}%` }}
            title={`${hourLabel(hour)}: ${money(turnover)}`}
          />
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-[0.6875rem] text-muted figures">
        {hours
          .filter((_, at) => at % 6 === 0 || at === hours.length - 1)
          .map(({ hour }) => (
            <span key={hour.getTime()}>{hourLabel(hour)}</span>
          ))}
      </div>
      <ul className="sr-only">
        {hours.map(({ hour, turnover }) => (
          <li key={hour.getTime()}>{`${hourLabel(hour)}: ${money(turnover)}`}</li>
        ))}
      </ul>
    </figure>
  );
}

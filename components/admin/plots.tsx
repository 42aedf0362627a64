import { clsx } from "clsx";
import type { Format } from "./format.ts";
import type { Translate } from "./names.ts";
import { Sparkline } from "./sparkline.tsx";

/** One figure over time; null where nothing was measured. */
export type Plotted = { name: string; points: (number | null)[] };

const known = ({ points }: Plotted): number[] => points.filter((value) => value !== null);

/** Figures over time side by side, and the same as a table. */
export function Plots({
  plots,
  caption,
  columns = 4,
  t,
  format,
}: {
  plots: readonly Plotted[];
  caption: string;
  columns?: 4 | 5;
  t: Translate;
  format: Format;
}) {
  const shown = plots.filter((plot) => known(plot).length > 0);
  const text = (name: string, value: number | undefined): string =>
    value === undefined
      ? "–"
      : t(`processes.unit.${name}`, {
          value: format.number(Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)),
        });
  if (shown.length === 0) return <p className="text-muted text-sm">{t("processes.noPoints")}</p>;
  return (
    <>
      <div
        className={clsx(
          "grid grid-cols-2 gap-x-5 gap-y-4",
          columns === 5 ? "md:grid-cols-3 xl:grid-cols-5" : "md:grid-cols-4",
        )}
      >
        {shown.map((plot) => {
          const values = known(plot);
          const name = t(`processes.figure.${plot.name}`);
          const [now, highest] = [text(plot.name, values.at(-1)), text(plot.name, Math.max(...values))];
          return (
            <figure className="m-0 min-w-0" key={plot.name}>
              <figcaption className="mb-1 flex items-baseline justify-between gap-2 text-sm">
                <span className="truncate text-muted text-xs">{name}</span>
                <strong className="figures whitespace-nowrap font-semibold">{now}</strong>
              </figcaption>
              <Sparkline label={t("processes.plot", { name, now, highest })} points={plot.points} />
              <p aria-hidden className="figures mt-0.5 text-right text-2xs text-muted">
                {t("processes.peak", { highest })}
              </p>
            </figure>
          );
        })}
      </div>
      <details className="mt-3 text-sm">
        <summary className="inline-flex min-h-8 items-center text-muted text-xs underline decoration-dotted underline-offset-4 hover:text-ink">
          {t("processes.table")}
        </summary>
        <table className="figures mt-1 w-full text-right text-xs sm:w-auto">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="text-muted">
              {["metric", "now", "lowest", "mean", "highest"].map((column) => (
                <th className="px-2 py-1 font-medium first:pl-0 first:text-left" key={column} scope="col">
                  {t(`processes.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((plot) => {
              const values = known(plot);
              const mean = values.reduce((all, value) => all + value, 0) / values.length;
              return (
                <tr key={plot.name}>
                  <th className="py-1 pr-2 text-left font-medium" scope="row">
                    {t(`processes.figure.${plot.name}`)}
                  </th>
                  {[values.at(-1), Math.min(...values), mean, Math.max(...values)].map((value, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns stand still
                    <td className="px-2 py-1" key={at}>
                      {text(plot.name, value)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </>
  );
}

import type { PaymentPoint } from "#lib/cashier/schema.ts";
import { minBigint } from "#lib/core/money.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { Sparkline } from "../sparkline.tsx";

type Plot = { id: string; points: (number | null)[]; total: string; text: (point: PaymentPoint) => string };

const share = ({ approved, decided }: PaymentPoint): number | null =>
  decided === 0 ? null : approved / decided;

const sum = (points: readonly PaymentPoint[], of: (point: PaymentPoint) => bigint): bigint =>
  points.reduce((all, point) => all + of(point), 0n);

/** Deposits, withdrawals, net, approvals and times over a period, side by side and as a table. */
export function PaymentPlots({
  points,
  currency,
  pointLabel,
  t,
  format,
}: {
  points: readonly PaymentPoint[];
  currency: string;
  /** The name of a point: its hour or day. */
  pointLabel: (at: Date) => string;
  t: Translate;
  format: Format;
}) {
  const net = ({ deposits, withdrawals }: PaymentPoint): bigint => deposits - withdrawals;
  const decided = points.reduce((all, point) => all + point.decided, 0);
  const approved = points.reduce((all, point) => all + point.approved, 0);
  const times = points.flatMap(({ seconds }) => seconds ?? []);
  const lowest = points.map(net).reduce(minBigint, 0n);
  const plots: Plot[] = [
    {
      id: "deposits",
      points: points.map(({ deposits }) => Number(deposits)),
      total: format.money(
        sum(points, ({ deposits }) => deposits),
        currency,
      ),
      text: ({ deposits }) => format.money(deposits, currency),
    },
    {
      id: "withdrawals",
      points: points.map(({ withdrawals }) => Number(withdrawals)),
      total: format.money(
        sum(points, ({ withdrawals }) => withdrawals),
        currency,
      ),
      text: ({ withdrawals }) => format.money(withdrawals, currency),
    },
    {
      id: "net",
      // Drawn above its lowest point, since it may be below zero.
      points: points.map((point) => Number(net(point) - lowest)),
      total: format.signed(sum(points, net), currency),
      text: (point) => format.signed(net(point), currency),
    },
    {
      id: "approval",
      points: points.map(share),
      total: decided === 0 ? "–" : format.percent(approved / decided),
      text: (point) => (point.decided === 0 ? "–" : format.percent(point.approved / point.decided)),
    },
    {
      id: "time",
      points: points.map(({ seconds }) => seconds),
      total:
        times.length === 0 ? "–" : format.age(times.reduce((all, value) => all + value, 0) / times.length),
      text: ({ seconds }) => (seconds === null ? "–" : format.age(seconds)),
    },
  ];
  return (
    <>
      <div className="grid grid-cols-2 gap-x-5 gap-y-4 md:grid-cols-3 xl:grid-cols-5">
        {plots.map(({ id, points: drawn, total }) => {
          const name = t(`payments.health.plot.${id}`);
          return (
            <figure className="m-0 min-w-0" key={id}>
              <figcaption className="mb-1 grid gap-0.5">
                <span className="truncate text-muted text-xs">{name}</span>
                <strong className="figures truncate font-semibold text-sm">{total}</strong>
              </figcaption>
              <Sparkline label={t("payments.health.plotLabel", { name, total })} points={drawn} />
            </figure>
          );
        })}
      </div>
      <details className="mt-3 text-sm">
        <summary className="inline-flex min-h-8 items-center text-muted text-xs underline decoration-dotted underline-offset-4 hover:text-ink pointer-coarse:min-h-11">
          {t("payments.health.table")}
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section aria-label={t("payments.health.table")} className="overflow-x-auto" tabIndex={0}>
          <table className="figures mt-1 text-right text-xs">
            <thead>
              <tr className="text-muted">
                <th className="py-1 pr-2 text-left font-medium" scope="col">
                  {t("payments.health.time")}
                </th>
                {plots.map(({ id }) => (
                  <th className="whitespace-nowrap px-2 py-1 font-medium" key={id} scope="col">
                    {t(`payments.health.plot.${id}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.at.getTime()}>
                  <th className="whitespace-nowrap py-1 pr-2 text-left font-medium" scope="row">
                    {pointLabel(point.at)}
                  </th>
                  {plots.map(({ id, text }) => (
                    <td className="whitespace-nowrap px-2 py-1" key={id}>
                      {text(point)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  );
}

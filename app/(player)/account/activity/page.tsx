import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { ActivityPlot } from "#components/account/activity-plot.tsx";
import { Mirror } from "#components/account/mirror.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Button, ButtonLink, buttonClass } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { activity } from "#lib/cashier/index.ts";
import {
  ACTIVITY_UNITS,
  type ActivityPart,
  ActivityQuery,
  activityPeriod,
  activitySum,
} from "#lib/cashier/schema.ts";
import { decimalsOf, money } from "#lib/core/money.ts";
import { dayOf } from "#lib/core/zoned-time.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { harmScoreOf, interactionsOf } from "#lib/players/index.ts";
import { contextOf, requirePlayer } from "../../../session.ts";
import { partNames } from "./part-name.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("activity"))("title"),
});

const happened = ({ staked, returned, deposited, withdrawn, minutes }: ActivityPart): boolean =>
  minutes > 0 || [staked, returned, deposited, withdrawn].some((amount) => amount !== 0n);

export default async function ActivityPage({ searchParams }: PageProps<"/account/activity">) {
  const asked = await searchParams;
  const player = await requirePlayer("/account/activity");
  const { id, currency, settings } = player;
  const { timeZone } = settings;
  const query = ActivityQuery.parse({ from: asked.from ?? null, to: asked.to ?? null, by: asked.by ?? null });
  const period = activityPeriod(query, dayOf(contextOf(player).clock.now(), timeZone));
  const [t, format, locale, parts, score, sent] = await Promise.all([
    getTranslations("activity"),
    getFormatter(),
    getLocale(),
    activity(id, period, timeZone),
    harmScoreOf(id),
    interactionsOf(id),
  ]);
  const sum = activitySum(parts);
  const net = sum.returned - sum.staked;
  const text = (minor: bigint, signed = false) => formatMoney(locale, money(currency, minor), { signed });
  const duration = (minutes: number) =>
    t("duration", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const short = (day: string) =>
    format.dateTime(at(day), {
      ...(period.by === "month" ? { month: "short", year: "2-digit" } : { day: "numeric", month: "short" }),
      timeZone: "UTC",
    });
  const long = partNames(t, format, period.by);
  const unit = 10 ** decimalsOf(currency);
  const hasAny = sum.staked > 0n || sum.returned > 0n || sum.minutes > 0;
  const exported = `/account/activity/export?${new URLSearchParams({ ...period })}`;
  const busy = parts.filter(happened);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <search>
        <form
          action="/account/activity"
          className="mb-4 grid grid-cols-2 items-end gap-3 *:min-w-0 md:grid-cols-[10rem_10rem_8rem_auto]"
        >
          <TextField type="date" name="from" label={t("from")} defaultValue={period.from} />
          <TextField type="date" name="to" label={t("to")} defaultValue={period.to} />
          <SelectField name="by" label={t("by")} defaultValue={period.by}>
            {ACTIVITY_UNITS.map((each) => (
              <option key={each} value={each}>
                {t(`unit.${each}`)}
              </option>
            ))}
          </SelectField>
          <Button type="submit">{t("show")}</Button>
        </form>
      </search>
      {sent
        .filter(({ kind }) => kind !== "contact")
        .slice(0, 2)
        .map(({ id: key, note, limit, at: on }) => (
          <Notice
            key={key}
            className="mb-4"
            title={`${t("message.title")}, ${format.dateTime(on, { dateStyle: "long", timeZone })}`}
            action={
              limit && (
                <ButtonLink size="sm" kind="outline" href="/account/limits">
                  {t("message.decide")}
                </ButtonLink>
              )
            }
          >
            <p className="whitespace-pre-line">{note}</p>
            {limit && (
              <p className="mt-1">
                {t("message.limit", {
                  limit: limit.kind === "session" ? duration(Number(limit.amount)) : text(limit.amount),
                  period: limit.period,
                })}
              </p>
            )}
          </Notice>
        ))}
      <Panel className="mb-4">
        <PanelHead title={t("sum")} />
        <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg bg-line sm:grid-cols-3">
          {(
            [
              ["net", text(net, true)],
              ["staked", text(sum.staked)],
              ["returned", text(sum.returned)],
              ["deposited", text(sum.deposited)],
              ["withdrawn", text(sum.withdrawn)],
              ["time", duration(sum.minutes)],
            ] as const
          ).map(([name, value]) => (
            <div key={name} className="bg-surface px-4 py-3">
              <dt className="text-muted text-sm">{t(name)}</dt>
              <dd className="figures font-semibold text-lg">{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {hasAny && (
        <Panel className="mb-4">
          <PanelHead title={t("plots")} />
          <div className="divide-y">
            {(sum.staked > 0n || sum.returned > 0n) && (
              <ActivityPlot
                title={t("net")}
                summary={t(net < 0n ? "summary.lost" : net > 0n ? "summary.won" : "summary.even", {
                  amount: text(net < 0n ? -net : net),
                })}
                signed
                unit={unit}
                bars={parts.map(({ start, staked, returned }) => ({
                  key: start,
                  label: short(start),
                  value: Number(returned - staked),
                  text: text(returned - staked, true),
                }))}
                tickText={(value) =>
                  new Intl.NumberFormat(locale, {
                    style: "currency",
                    currency,
                    currencyDisplay: "narrowSymbol",
                    notation: "compact",
                    maximumFractionDigits: 1,
                  }).format(value / unit)
                }
              />
            )}
            {sum.minutes > 0 && (
              <ActivityPlot
                title={t("time")}
                summary={t("summary.time", {
                  time: duration(sum.minutes),
                  count: parts.filter(({ minutes }) => minutes > 0).length,
                  unit: period.by,
                })}
                unit={30}
                bars={parts.map(({ start, minutes }) => ({
                  key: start,
                  label: short(start),
                  value: minutes,
                  text: duration(minutes),
                }))}
                tickText={(value) => duration(Math.round(value))}
              />
            )}
          </div>
        </Panel>
      )}
      {score && score.contributions.length > 0 && <Mirror score={score} />}
      <Panel>
        <PanelHead
          title={t("figures")}
          aside={
            <span className="-my-1 flex gap-1">
              {(["csv", "pdf"] as const).map((kind) => (
                <a
                  key={kind}
                  href={`${exported}&format=${kind}`}
                  aria-label={t(`download.${kind}`)}
                  className={buttonClass({ kind: "quiet", size: "sm" })}
                  download
                >
                  <Download aria-hidden className="size-4" />
                  {t(`short.${kind}`)}
                </a>
              ))}
            </span>
          }
        />
        {busy.length === 0 ? (
          <p className="p-4 text-muted text-sm">{t("none")}</p>
        ) : (
          <>
            <Table caption={t("figures")}>
              <thead>
                <tr>
                  <Th>{t(`unit.${period.by}`)}</Th>
                  {(["staked", "returned", "net", "deposited", "withdrawn", "time"] as const).map((name) => (
                    <Th key={name} className="text-right">
                      {t(name)}
                    </Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {busy.toReversed().map(({ start, staked, returned, deposited, withdrawn, minutes }) => (
                  <tr key={start}>
                    <Th scope="row" className="font-normal">
                      {long(start)}
                    </Th>
                    {[staked, returned].map((minor, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the columns are what they are
                      <Td key={column} className="text-right">
                        <Amount minor={minor} currency={currency} />
                      </Td>
                    ))}
                    <Td className="text-right">
                      <Amount minor={returned - staked} currency={currency} signed />
                    </Td>
                    {[deposited, withdrawn].map((minor, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the columns are what they are
                      <Td key={column} className="text-right">
                        <Amount minor={minor} currency={currency} />
                      </Td>
                    ))}
                    <Td className="text-right">{duration(minutes)}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
            {busy.length < parts.length && (
              <p className="px-3 py-2 text-muted text-xs">{t("leftOut", { unit: period.by })}</p>
            )}
          </>
        )}
      </Panel>
    </>
  );
}

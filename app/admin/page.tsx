import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DataTable } from "#components/admin/data-table.tsx";
import { Dot } from "#components/admin/dot.tsx";
import type { Format } from "#components/admin/format.ts";
import { HourChart } from "#components/admin/hour-chart.tsx";
import { Result } from "#components/admin/money.tsx";
import type { Translate } from "#components/admin/names.ts";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { EventState, feedTone } from "#components/admin/state-badges.tsx";
import { Worst } from "#components/admin/worst-outcome.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import {
  BASE_CURRENCY,
  type Figures,
  feedHealth,
  figures,
  figuresByEvent,
  figuresByHour,
  isUp,
  type OpenLiability,
  openLiability,
  outboxDepth,
  parkedEvents,
  processBeats,
  type TradingRow,
  tradingList,
} from "#lib/backoffice/index.ts";
import { dayOf, dayStart } from "#lib/core/zoned-time.ts";
import { type StaffPage, staffPage } from "./staff-page.ts";

export const metadata: Metadata = { title: "Overview" };

const DAY_MS = 86_400_000;
const AT_RISK = 8;

const holdOf = ({ ggr, settledStake }: Figures): number | null =>
  settledStake === 0n ? null : Number(ggr) / Number(settledStake);

type Period = { label: string; figures: Figures };

function MoneyStats({
  today,
  open,
  t,
  format,
}: { today: Figures; open: OpenLiability | null } & Pick<StaffPage, "t" | "format">) {
  const { currency } = today;
  const hold = holdOf(today);
  return (
    <Stats>
      <Stat
        label={t("overview.turnover")}
        note={`${format.number(today.bets)} ${t("overview.bets").toLowerCase()}`}
        value={format.money(today.turnover, currency)}
      />
      <Stat label={t("overview.returns")} value={format.money(today.returned, currency)} />
      <Stat
        label={t("overview.ggr")}
        {...(today.ggr !== 0n && { tone: today.ggr < 0n ? "down" : "up" })}
        value={format.signed(today.ggr, currency)}
      />
      <Stat label={t("overview.hold")} value={hold === null ? "–" : format.percent(hold)} />
      <Stat label={t("overview.active")} value={format.number(today.activePlayers)} />
      <Stat
        label={t("overview.openReturn")}
        note={t("overview.openBets", { bets: open?.bets ?? 0 })}
        value={format.money(open?.potentialReturn ?? 0n, currency)}
      />
    </Stats>
  );
}

function PeriodTable({
  periods,
  t,
  format,
}: { periods: readonly Period[] } & Pick<StaffPage, "t" | "format">) {
  return (
    <DataTable
      caption={t("overview.week")}
      columns={[
        {
          id: "period",
          label: t("overview.period"),
          head: true,
          cell: ({ label, figures: f }) => `${label}, ${f.currency}`,
        },
        {
          id: "bets",
          label: t("overview.bets"),
          numeric: true,
          cell: ({ figures: f }) => format.number(f.bets),
        },
        {
          id: "turnover",
          label: t("overview.turnover"),
          numeric: true,
          cell: ({ figures: f }) => format.money(f.turnover, f.currency),
        },
        {
          id: "returns",
          label: t("overview.returns"),
          numeric: true,
          cell: ({ figures: f }) => format.money(f.returned, f.currency),
        },
        {
          id: "ggr",
          label: t("overview.ggr"),
          numeric: true,
          cell: ({ figures: f }) => <Result currency={f.currency} format={format} minor={f.ggr} />,
        },
        {
          id: "hold",
          label: t("overview.hold"),
          numeric: true,
          cell: ({ figures: f }) => {
            const hold = holdOf(f);
            return hold === null ? "–" : format.percent(hold);
          },
        },
        {
          id: "active",
          label: t("overview.active"),
          numeric: true,
          cell: ({ figures: f }) => format.number(f.activePlayers),
        },
      ]}
      empty={t("overview.noBets")}
      rowKey={({ label, figures: f }) => `${label}${f.currency}`}
      rows={periods}
    />
  );
}

function AtRisk({ rows, t, format }: { rows: readonly TradingRow[] } & Pick<StaffPage, "t" | "format">) {
  return (
    <DataTable
      caption={t("overview.liability")}
      columns={[
        { id: "event", label: t("overview.event"), head: true, cell: (row) => row.name },
        {
          id: "state",
          label: t("trading.state"),
          cell: (row) => <EventState score={row.score} sportId={row.sportId} status={row.status} t={t} />,
        },
        {
          id: "turnover",
          label: t("overview.turnover"),
          numeric: true,
          cell: (row) => format.money(row.turnover, BASE_CURRENCY),
        },
        {
          id: "worst",
          label: t("overview.worst"),
          numeric: true,
          cell: (row) => <Worst currency={BASE_CURRENCY} format={format} row={row} t={t} />,
        },
      ]}
      empty={t("overview.liabilityEmpty")}
      rowHref={(row) => `/admin/trading/${encodeURIComponent(row.eventId)}`}
      rowKey={(row) => row.eventId}
      rows={rows}
    />
  );
}

function HealthLine({
  tone,
  name,
  children,
}: {
  tone: Parameters<typeof Dot>[0]["tone"];
  name: string;
  children: ReactNode;
}) {
  return (
    <li className="flex min-h-8 items-center gap-2.5 text-sm">
      <Dot tone={tone} />
      <span className="font-medium">{name}</span>
      <span className="figures ml-auto text-right text-muted text-xs">{children}</span>
    </li>
  );
}

async function Health({ t, format }: { t: Translate; format: Format }) {
  const [feeds, beats, outbox, parked] = await Promise.all([
    feedHealth(),
    processBeats(),
    outboxDepth(),
    parkedEvents(0),
  ]);
  const newest = [...new Map(beats.toReversed().map((beat) => [beat.process, beat])).values()];
  return (
    <ul className="divide-y divide-line">
      {feeds.map(({ id, state, aliveAgeS, lagMs }) => (
        <HealthLine key={id} name={`${id}: ${t(`feedState.${state}`)}`} tone={feedTone(state)}>
          {aliveAgeS === null
            ? t("overview.neverAlive")
            : t("overview.feedLine", { age: format.age(aliveAgeS), lag: lagMs })}
        </HealthLine>
      ))}
      {feeds.length === 0 ? <li className="py-1.5 text-muted text-sm">{t("overview.noFeeds")}</li> : null}
      {newest.map(({ instance, process, beatAgeS }) => (
        <HealthLine
          key={instance}
          name={t(`processes.process.${process}`)}
          tone={isUp({ beatAgeS }) ? "up" : "down"}
        >
          {t("overview.processLine", { age: format.age(beatAgeS) })}
        </HealthLine>
      ))}
      {newest.length === 0 ? (
        <li className="py-1.5 text-muted text-sm">{t("overview.noProcesses")}</li>
      ) : null}
      <HealthLine name={t("overview.outbox")} tone={outbox.oldestAgeS > 10 ? "warn" : "up"}>
        {t("overview.outboxLine", { rows: outbox.rows, age: format.age(outbox.oldestAgeS) })}
      </HealthLine>
      {parked.count > 0 ? (
        <HealthLine name={t("parked.title")} tone="down">
          {t("overview.parkedLine", { count: parked.count })}
        </HealthLine>
      ) : null}
    </ul>
  );
}

const NO_FIGURES: Figures = {
  currency: BASE_CURRENCY,
  bets: 0,
  turnover: 0n,
  settledStake: 0n,
  returned: 0n,
  ggr: 0n,
  activePlayers: 0,
};

export default async function Overview() {
  const { t, format, timeZone } = await staffPage("/admin");
  const now = new Date();
  const midnight = dayStart(dayOf(now, timeZone), timeZone);
  const weekAgo = new Date(now.getTime() - 7 * DAY_MS);
  const [today, week, open, events, trading] = await Promise.all([
    figures(midnight, now),
    figures(weekAgo, now),
    openLiability(),
    figuresByEvent(weekAgo, now, 10),
    tradingList(),
  ]);
  const main = today[0] ?? { ...NO_FIGURES, currency: week[0]?.currency ?? BASE_CURRENCY };
  const hours = await figuresByHour(now, 24, main.currency);
  const atRisk = trading
    .filter(({ status, worst }) => status !== 0 && worst)
    .sort((a, b) => Number((a.worst?.result ?? 0n) - (b.worst?.result ?? 0n)))
    .slice(0, AT_RISK);
  const periods: Period[] = [
    ...today.map((found) => ({ label: t("overview.today"), figures: found })),
    ...week.map((found) => ({ label: t("overview.week"), figures: found })),
  ];
  return (
    <>
      <PageHead
        lead={`${t("overview.today")}, ${format.day(now)}, ${main.currency}`}
        title={t("overview.title")}
      />
      <MoneyStats
        format={format}
        open={open.find(({ currency }) => currency === main.currency) ?? null}
        t={t}
        today={main}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            aside={
              <PageLink className="hover:underline" href="/admin/trading">
                {t("trading.title")}
              </PageLink>
            }
            flush
            title={t("overview.liability")}
          >
            <AtRisk format={format} rows={atRisk} t={t} />
          </Panel>
          <Panel flush title={t("overview.figures")}>
            <PeriodTable format={format} periods={periods} t={t} />
          </Panel>
          <Panel flush title={t("overview.byEvent")}>
            <DataTable
              caption={t("overview.byEvent")}
              columns={[
                {
                  id: "event",
                  label: t("overview.event"),
                  head: true,
                  cell: (row) => row.name,
                },
                {
                  id: "state",
                  label: t("trading.state"),
                  cell: (row) => <EventState score={null} sportId={row.sportId} status={row.status} t={t} />,
                },
                {
                  id: "start",
                  label: t("overview.start"),
                  wide: true,
                  cell: (row) => format.minute(row.startsAt),
                },
                {
                  id: "bets",
                  label: t("overview.bets"),
                  numeric: true,
                  cell: (row) => format.number(row.bets),
                },
                {
                  id: "turnover",
                  label: t("overview.turnover"),
                  numeric: true,
                  cell: (row) => format.money(row.turnover, BASE_CURRENCY),
                },
                {
                  id: "worst",
                  label: t("overview.worst"),
                  numeric: true,
                  cell: (row) => <Result currency={BASE_CURRENCY} format={format} minor={row.worst} />,
                },
              ]}
              empty={t("overview.byEventEmpty")}
              rowHref={(row) => `/admin/trading/${encodeURIComponent(row.eventId)}`}
              rowKey={(row) => row.eventId}
              rows={events}
            />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("overview.health")}>
            <Health format={format} t={t} />
          </Panel>
          <Panel title={`${t("overview.byHour")}, ${main.currency}`}>
            <HourChart
              hourLabel={format.hour}
              hours={hours}
              label={t("overview.byHour")}
              money={(minor) => format.money(minor, main.currency)}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

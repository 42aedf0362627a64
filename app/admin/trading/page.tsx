import { ChevronDown } from "lucide-react";
import type { Metadata, Route } from "next";
import { cookies } from "next/headers";
import { Choices } from "#components/admin/choices.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import type { Format } from "#components/admin/format.ts";
import { matchesWords } from "#components/admin/match-words.ts";
import { reasonName, type Translate } from "#components/admin/names.ts";
import { OverdueTable } from "#components/admin/overdue-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { SearchForm } from "#components/admin/search-form.tsx";
import { BulkSelection, SelectBox } from "#components/admin/selection.tsx";
import { EventState } from "#components/admin/state-badges.tsx";
import { SuspendButton } from "#components/admin/suspend-button.tsx";
import { QuickSuspendButton, QuickSuspension } from "#components/admin/trading/quick-suspension.tsx";
import { SavedViews } from "#components/admin/trading/views/saved-views.tsx";
import { readViews } from "#components/admin/trading/views/views.ts";
import { Worst } from "#components/admin/worst-outcome.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import {
  BASE_CURRENCY,
  killSwitches,
  overdueEvents,
  type TradingRow,
  tradingList,
} from "#lib/backoffice/index.ts";
import { TRADING_VIEWS_COOKIE } from "#lib/core/cookies.ts";
import { may } from "#lib/platform/permission.ts";
import { eventsWrite, marketsRead } from "#lib/sportsbook/permissions.ts";
import { resumeAction, resumeManyAction, suspendAction, suspendManyAction } from "../actions.ts";
import { type Query, staffPage, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Trading" };

const SHOWN = {
  all: () => true,
  live: ({ status }: TradingRow) => status !== 0,
  upcoming: ({ status }: TradingRow) => status === 0,
  bet: ({ bets }: TradingRow) => bets > 0,
  /** These come from a list of their own. */
  overdue: () => false,
} as const;

const risk = ({ worst }: TradingRow): bigint => worst?.result ?? 0n;
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS = {
  byTime: () => 0,
  byRisk: (a: TradingRow, b: TradingRow) => compare(risk(a), risk(b)),
  byTurnover: (a: TradingRow, b: TradingRow) => compare(b.turnover, a.turnover),
} as const;

const oneOf = <Name extends string>(names: Record<Name, unknown>, value: unknown, otherwise: Name): Name =>
  typeof value === "string" && Object.hasOwn(names, value) ? (value as Name) : otherwise;

/** Suspensions wider than this event are shown at the top of the page. */
function Stops({ row, t, format }: { row: TradingRow; t: Translate; format: Format }) {
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
      {row.suspensions.map((stop) => (
        <span className="inline-flex flex-wrap items-center gap-1" key={`${stop.scope}:${stop.source}`}>
          <Badge tone={stop.source === "staff" ? "down" : "warn"}>{reasonName(t, stop.reason)}</Badge>
          {stop.byName && stop.scope === "event" ? (
            <span className="text-2xs text-muted">
              {t("trading.stoppedBy", { name: stop.byName, at: format.clock(stop.at) })}
            </span>
          ) : null}
        </span>
      ))}
      {row.marketsSuspended > 0 ? (
        <Badge tone="down">{t("trading.marketsSuspended", { count: row.marketsSuspended })}</Badge>
      ) : null}
    </span>
  );
}

export default async function Trading({ searchParams }: { searchParams: Query }) {
  const { staff, t, format } = await staffPage("/admin/trading", marketsRead);
  const [query, events, switches, overdue] = await Promise.all([
    searchParams,
    tradingList(),
    killSwitches(),
    overdueEvents(),
  ]);
  const show = oneOf<keyof typeof SHOWN>(SHOWN, query.show, "all");
  const order = oneOf(ORDERS, query.order, "byTime");
  const named = (all: object) =>
    Object.keys(all).map((id) => ({ id, label: t(`trading.${id}`, { count: overdue.length }) }));
  const text = typeof query.q === "string" ? query.q.slice(0, 80) : "";
  const competitions = new Map(events.map(({ competitionId, competition }) => [competitionId, competition]));
  const competition =
    typeof query.competition === "string" && competitions.has(query.competition) ? query.competition : "";
  const sport = switches.sports.some(({ id }) => id === query.sport) ? String(query.sport) : "";
  const address = (next: { show: string; order: string }) =>
    withCursor("/admin/trading", { ...next, q: text, sport, competition }, null);
  const [, filter = ""] = address({
    show: show === "all" ? "" : show,
    order: order === "byTime" ? "" : order,
  }).split("?", 2);
  const views = readViews((await cookies()).get(TRADING_VIEWS_COOKIE)?.value);
  const rows = events
    .filter(SHOWN[show])
    .filter((row) => sport === "" || row.sportId === sport)
    .filter((row) => competition === "" || row.competitionId === competition)
    .filter((row) => matchesWords(text, `${row.name} ${row.competition} ${row.eventId}`))
    .sort(ORDERS[order]);
  const live = events.filter(SHOWN.live).length;
  const stoppedByStaff = (scope: string, id: string): boolean =>
    switches.suspensions.some(
      (stop) => stop.scope === scope && stop.scopeId === id && stop.source === "staff",
    );
  const actions = { suspend: suspendAction, resume: resumeAction };
  const stoppedSports = switches.sports.filter(({ id }) => stoppedByStaff("sport", id)).length;
  return (
    <>
      <PageHead
        aside={
          <div className="flex flex-wrap gap-2">
            {may(staff, eventsWrite) ? (
              <PageLink
                className={buttonClass({ kind: "outline", size: "sm" })}
                href={"/admin/trading/new" as Route}
              >
                {t("own.newEvent")}
              </PageLink>
            ) : null}
            <fieldset className="flex flex-wrap gap-2">
              <legend className="sr-only">{t("trading.kill")}</legend>
              <details className="relative" open={stoppedSports > 0}>
                <summary className={buttonClass({ kind: "danger", size: "sm" }, "cursor-pointer list-none")}>
                  {t("trading.killSports", { stopped: stoppedSports })}
                  <ChevronDown aria-hidden className="size-3.5" />
                </summary>
                <div className="absolute right-0 z-20 mt-1 grid gap-1.5 rounded-lg border border-line bg-surface p-2 shadow-float">
                  {switches.sports.map(({ id, name }) => (
                    <SuspendButton
                      {...actions}
                      effect={t("suspend.effectWide", {
                        events: events.filter(({ sportId }) => sportId === id).length,
                      })}
                      key={id}
                      label={name}
                      name={name}
                      suspended={stoppedByStaff("sport", id)}
                      where={{ scope: "sport", id }}
                    />
                  ))}
                </div>
              </details>
              <SuspendButton
                {...actions}
                effect={t("suspend.effectWide", { events: events.length })}
                name={t("suspend.everything")}
                suspended={stoppedByStaff("all", "")}
                where={{ scope: "all" }}
              />
            </fieldset>
          </div>
        }
        lead={t("trading.lead", { live, upcoming: events.length - live })}
        title={t("trading.title")}
      />
      {show === "overdue" ? null : (
        <Panel flush>
          <SearchForm
            action="/admin/trading"
            fields={[
              { name: "q", label: t("trading.search"), value: text, type: "search", grow: true },
              {
                name: "sport",
                label: t("trading.sport"),
                value: sport,
                options: switches.sports.map(({ id, name }) => ({ value: id, label: name })),
              },
              {
                name: "competition",
                label: t("trading.competition"),
                value: competition,
                options: [...competitions]
                  .map(([value, label]) => ({ value, label }))
                  .sort((a, b) => a.label.localeCompare(b.label)),
              },
            ]}
            keep={{ show, order }}
            t={t}
          />
          <SavedViews query={filter} saved={views} />
        </Panel>
      )}
      <Panel
        aside={
          show === "overdue" ? null : (
            <Choices
              chosen={order}
              href={(name) => address({ show, order: name })}
              label={t("trading.order")}
              choices={named(ORDERS)}
            />
          )
        }
        flush
        title={
          <Choices
            chosen={show}
            href={(name) => address({ show: name, order })}
            label={t("trading.show")}
            choices={named(SHOWN)}
          />
        }
      >
        {show === "overdue" ? (
          <OverdueTable currency={BASE_CURRENCY} format={format} rows={overdue} t={t} />
        ) : (
          <QuickSuspension resume={resumeAction} suspend={suspendAction}>
            <BulkSelection
              events={rows.map(({ eventId, name, competition }) => ({
                eventId,
                name,
                competition,
              }))}
              resumeMany={resumeManyAction}
              suspendMany={suspendManyAction}
            >
              <DataTable
                caption={t("trading.title")}
                columns={[
                  {
                    id: "select",
                    label: t("bulk.column"),
                    control: true,
                    cell: (row) => <SelectBox eventId={row.eventId} name={row.name} />,
                  },
                  {
                    id: "event",
                    label: t("trading.event"),
                    head: true,
                    cell: (row) => (
                      <span className="flex flex-col">
                        <span>{row.name}</span>
                        <span className="font-normal text-2xs text-muted">{row.competition}</span>
                      </span>
                    ),
                  },
                  {
                    id: "state",
                    label: t("trading.state"),
                    cell: (row) =>
                      row.status === 0 ? (
                        <span className="text-muted">{format.minute(row.startsAt)}</span>
                      ) : (
                        <EventState score={row.score} sportId={row.sportId} status={row.status} t={t} />
                      ),
                  },
                  {
                    id: "stops",
                    label: t("trading.stops"),
                    cell: (row) =>
                      row.suspensions.length + row.marketsSuspended > 0 ? (
                        <Stops format={format} row={row} t={t} />
                      ) : null,
                  },
                  {
                    id: "markets",
                    label: t("trading.markets"),
                    numeric: true,
                    cell: (row) => `${row.marketsOpen}/${row.markets}`,
                  },
                  {
                    id: "bets",
                    label: t("trading.bets"),
                    numeric: true,
                    cell: (row) => format.number(row.bets),
                  },
                  {
                    id: "turnover",
                    label: t("trading.turnover"),
                    numeric: true,
                    cell: (row) => format.money(row.turnover, BASE_CURRENCY),
                  },
                  {
                    id: "worst",
                    label: t("trading.worst"),
                    numeric: true,
                    cell: (row) => <Worst currency={BASE_CURRENCY} format={format} row={row} t={t} />,
                  },
                  {
                    id: "updated",
                    label: t("trading.updated"),
                    numeric: true,
                    wide: true,
                    cell: (row) => <span className="text-muted">{format.clock(row.updatedAt)}</span>,
                  },
                  {
                    id: "quick",
                    label: t("quick.suspend"),
                    act: true,
                    cell: (row) =>
                      row.suspensions.some(
                        ({ scope, source }) => scope === "event" && source === "staff",
                      ) ? null : (
                        <QuickSuspendButton id={row.eventId} name={row.name} scope="event" />
                      ),
                  },
                ]}
                empty={t(text === "" && competition === "" ? "trading.empty" : "trading.noMatch")}
                rowHref={(row) => `/admin/trading/${encodeURIComponent(row.eventId)}`}
                rowKey={(row) => row.eventId}
                rows={rows}
              />
            </BulkSelection>
          </QuickSuspension>
        )}
      </Panel>
    </>
  );
}

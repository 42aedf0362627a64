import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { Choices } from "#components/admin/choices.tsx";
import { MarketPanel } from "#components/admin/market-panel.tsx";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { ReopenButton } from "#components/admin/reopen-button.tsx";
import { SettleEventButton } from "#components/admin/settle/event/settle-event-button.tsx";
import { EventState } from "#components/admin/state-badges.tsx";
import { SuspendButton } from "#components/admin/suspend-button.tsx";
import { suspensionLine } from "#components/admin/suspension-banner.tsx";
import { QuickSuspension } from "#components/admin/trading/quick-suspension.tsx";
import { suspendable } from "#components/admin/trading/suspendable.ts";
import { worstName } from "#components/admin/worst-outcome.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { BASE_CURRENCY, type EventDesk, eventDesk } from "#lib/backoffice/index.ts";
import { compareMarkets, MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { marketsRead } from "#lib/sportsbook/permissions.ts";
import {
  eventCaseAction,
  previewEventAction,
  previewSettlementAction,
  reopenEventAction,
  resumeAction,
  settleEventAction,
  settleManuallyAction,
  settlementCaseAction,
  suspendAction,
} from "../../actions.ts";
import { type Query, staffPage } from "../../staff-page.ts";
import { releasePriceAction, setMarginAction, setMarketStatusAction, setPriceAction } from "../actions.ts";

type Params = Promise<{ eventId: string }>;

export const metadata: Metadata = { title: "Event desk" };

const actions = {
  suspend: suspendAction,
  resume: resumeAction,
  settlementCase: settlementCaseAction,
  previewSettlement: previewSettlementAction,
  settle: settleManuallyAction,
  setPrice: setPriceAction,
  releasePrice: releasePriceAction,
  setMargin: setMarginAction,
  setMarketStatus: setMarketStatusAction,
};

type Market = EventDesk["book"][number];

/** Ended, closed, cancelled, abandoned. */
const OVER: readonly number[] = [3, 4, 5, 9];

const SHOWN = {
  all: () => true,
  bet: ({ bets }: Market) => bets > 0,
  // A suspension of the event suspends each of its markets.
  suspended: (market: Market, desk: EventDesk) => market.suspensions.length + desk.suspensions.length > 0,
} as const;

const worst = ({ worst: result }: Market): bigint => result ?? 0n;

export default async function EventDeskPage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: Query;
}) {
  const eventId = decodeURIComponent((await params).eventId);
  const here = `/admin/trading/${encodeURIComponent(eventId)}`;
  const { closed: asked, show: wanted } = await searchParams;
  const show = wanted === "bet" || wanted === "suspended" ? wanted : "all";
  const { t, format, timeZone } = await staffPage(here, marketsRead);
  const desk = await eventDesk(eventId);
  if (!desk) notFound();
  const { name } = desk;
  const book = desk.book.toSorted(compareMarkets(desk.sportId));
  const open = book.filter(({ status }) => status > MARKET_STATUS.settled);
  const showClosed = asked === "show" || open.length === 0;
  const listed = open.filter((market) => SHOWN[show](market, desk));
  // The market that could cost most comes first, where a trader looks for it.
  if (show === "bet") listed.sort((a, b) => (worst(a) < worst(b) ? -1 : worst(a) > worst(b) ? 1 : 0));
  const closed = book.filter(({ status }) => status <= MARKET_STATUS.settled);
  const suspended = desk.suspensions.some(({ scope, source }) => scope === "event" && source === "staff");
  const panel = (market: (typeof book)[number]) => (
    <MarketPanel
      actions={actions}
      currency={BASE_CURRENCY}
      format={format}
      participants={desk.participants}
      key={market.id}
      market={market}
      suspendedAbove={desk.suspensions.length > 0}
      t={t}
      timeZone={timeZone}
    />
  );
  return (
    <QuickSuspension resume={resumeAction} suspend={suspendAction}>
      <nav
        className="-mb-2 text-sm"
        {...(open.length > 0 &&
          !suspended && { ...suspendable({ scope: "event", id: eventId, name }), "data-suspend-page": "" })}
      >
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/trading">
          {t("desk.back")}
        </PageLink>
      </nav>
      <PageHead
        aside={
          <div className="flex flex-wrap gap-2">
            <PageLink
              className={buttonClass({ kind: "outline", size: "sm" })}
              href={`/admin/bets?event=${encodeURIComponent(eventId)}` as Route}
            >
              {t("desk.eventBets")}
            </PageLink>
            <PageLink
              className={buttonClass({ kind: "outline", size: "sm" })}
              href={`/admin/audit?subject=${encodeURIComponent(`event:${eventId}`)}` as Route}
            >
              {t("desk.trail")}
            </PageLink>
            {book.length > 0 ? (
              <SettleEventButton
                base={BASE_CURRENCY}
                eventCase={eventCaseAction}
                eventId={eventId}
                name={name}
                participants={desk.participants}
                previewEvent={previewEventAction}
                settleEvent={settleEventAction}
                timeZone={timeZone}
              />
            ) : null}
            {OVER.includes(desk.status) ? (
              <ReopenButton eventId={eventId} name={name} reopen={reopenEventAction} />
            ) : null}
            {open.length > 0 || suspended ? (
              <SuspendButton
                effect={t("suspend.effectEvent", { markets: desk.marketsOpen, bets: desk.bets })}
                name={name}
                resume={resumeAction}
                suspend={suspendAction}
                suspended={suspended}
                where={{ scope: "event", id: eventId }}
              />
            ) : null}
          </div>
        }
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <EventState score={desk.score} sportId={desk.sportId} status={desk.status} t={t} />
            <span>{desk.competition}</span>
            <span>{format.minute(desk.startsAt)}</span>
          </span>
        }
        title={name}
      />
      {desk.suspensions
        .filter(({ scope }) => scope === "event")
        .map((stop) => (
          <Notice
            key={stop.source}
            title={t("suspension.event")}
            tone={stop.source === "staff" ? "bad" : "warn"}
          >
            {suspensionLine(t, format, stop)}
          </Notice>
        ))}
      <Stats>
        <Stat label={t("desk.turnover")} value={format.money(desk.turnover, BASE_CURRENCY)} />
        <Stat label={t("desk.bets")} value={format.number(desk.bets)} />
        <Stat
          label={t("desk.worst")}
          note={desk.worst ? worstName(t, { ...desk, worst: desk.worst }) : undefined}
          tone={desk.worst && desk.worst.result < 0n ? "down" : undefined}
          value={desk.worst ? format.signed(desk.worst.result, BASE_CURRENCY) : "–"}
        />
        <Stat
          label={t("desk.worstScore")}
          note={desk.worstScore ? t("desk.atScore", { score: desk.worstScore.score }) : undefined}
          tone={desk.worstScore && desk.worstScore.net < 0n ? "down" : undefined}
          value={desk.worstScore ? format.signed(desk.worstScore.net, BASE_CURRENCY) : "–"}
        />
        <Stat label={t("desk.markets")} value={`${desk.marketsOpen}/${desk.markets}`} />
        <Stat
          label={t("desk.updated")}
          note={t("desk.from", { provider: desk.provider })}
          value={format.clock(desk.updatedAt)}
        />
      </Stats>
      {book.length === 0 ? (
        <Panel>
          <p className="py-6 text-center text-muted text-sm">{t("desk.empty")}</p>
        </Panel>
      ) : null}
      {open.length > 0 ? (
        <Choices
          choices={Object.entries(SHOWN).map(([id, shown]) => ({
            id,
            label: t(`desk.show.${id}`, { count: open.filter((market) => shown(market, desk)).length }),
          }))}
          chosen={show}
          href={(id) => (id === "all" ? here : `${here}?show=${id}`)}
          label={t("trading.show")}
        />
      ) : null}
      {open.length > 0 && listed.length === 0 ? (
        <p className="py-6 text-center text-muted text-sm">{t(`desk.none.${show}`)}</p>
      ) : null}
      <div className="grid items-start gap-4 2xl:grid-cols-2">{listed.map(panel)}</div>
      {closed.length > 0 && open.length > 0 ? (
        <PageLink
          className={buttonClass({ kind: "quiet", size: "sm" }, "self-start")}
          href={(showClosed ? here : `${here}?closed=show`) as Route}
          scroll={false}
        >
          {showClosed ? t("desk.hideSettled") : t("desk.settled", { count: closed.length })}
        </PageLink>
      ) : null}
      {showClosed ? <div className="grid items-start gap-4 2xl:grid-cols-2">{closed.map(panel)}</div> : null}
    </QuickSuspension>
  );
}

import type { Metadata, Route } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { Choices } from "#components/admin/choices.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { ReopenButton } from "#components/admin/reopen-button.tsx";
import { SettleEventButton } from "#components/admin/settle/event/settle-event-button.tsx";
import { SuspendButton } from "#components/admin/suspend-button.tsx";
import { suspensionLine } from "#components/admin/suspension-banner.tsx";
import { EventHead } from "#components/admin/trading/event-head.tsx";
import { deskFamilies } from "#components/admin/trading/ladder/families.ts";
import { FamilyLadder } from "#components/admin/trading/ladder/family.tsx";
import { readFolds } from "#components/admin/trading/ladder/folds.ts";
import type { LadderPage } from "#components/admin/trading/ladder/market.ts";
import { LimitsControl } from "#components/admin/trading/limits-control.tsx";
import { MarketResults } from "#components/admin/trading/market-results.tsx";
import { CancelEvent, EditEvent } from "#components/admin/trading/own/event-controls.tsx";
import { NewMarket } from "#components/admin/trading/own/new-market.tsx";
import { QuickSuspension } from "#components/admin/trading/quick-suspension.tsx";
import { suspendable } from "#components/admin/trading/suspendable.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { BASE_CURRENCY, type EventDesk, eventDesk } from "#lib/backoffice/index.ts";
import { DESK_FOLDS_COOKIE } from "#lib/core/cookies.ts";
import { may } from "#lib/platform/permission.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { compareMarkets, MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { eventsWrite, marketsRead } from "#lib/sportsbook/permissions.ts";
import { ownEvent } from "#lib/sportsbook/trading/index.ts";
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
import {
  cancelEventAction,
  createMarketAction,
  releasePriceAction,
  setEventLimitsAction,
  setMarginAction,
  setMarketLimitsAction,
  setMarketStatusAction,
  setPriceAction,
  updateEventAction,
  updateOutcomesAction,
} from "../actions.ts";

type Params = Promise<{ eventId: string }>;

export const metadata: Metadata = { title: "Event desk" };

const actions = {
  settlementCase: settlementCaseAction,
  previewSettlement: previewSettlementAction,
  settle: settleManuallyAction,
  setPrice: setPriceAction,
  releasePrice: releasePriceAction,
  setMargin: setMarginAction,
  setMarketStatus: setMarketStatusAction,
  setMarketLimits: setMarketLimitsAction,
  setEventLimits: setEventLimitsAction,
  updateOutcomes: updateOutcomesAction,
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
  const { staff, t, format, timeZone } = await staffPage(here, marketsRead);
  const [desk, own] = await Promise.all([eventDesk(eventId), ownEvent(eventId)]);
  if (!desk) notFound();
  const writes = may(staff, eventsWrite);
  const { name } = desk;
  const book = desk.book.toSorted(compareMarkets(desk.sportId));
  const open = book.filter(({ status }) => status > MARKET_STATUS.settled);
  const showClosed = asked === "show" || open.length === 0;
  const listed = open.filter((market) => SHOWN[show](market, desk));
  const closed = book.filter(({ status }) => status <= MARKET_STATUS.settled);
  const suspended = desk.suspensions.some(({ scope, source }) => scope === "event" && source === "staff");
  const page: LadderPage = {
    t,
    format,
    currency: BASE_CURRENCY,
    timeZone,
    sportId: desk.sportId,
    participants: desk.participants,
    suspendedAbove: desk.suspensions.length > 0,
    limits: desk.limits,
    actions,
  };
  const folds = readFolds((await cookies()).get(DESK_FOLDS_COOKIE)?.value);
  const ladders = (markets: readonly Market[], asked: boolean) => {
    const families = deskFamilies(desk.sportId, markets);
    // The family that could cost most comes first, where a trader looks for it.
    if (show === "bet") families.sort((a, b) => (a.worst < b.worst ? -1 : a.worst > b.worst ? 1 : 0));
    return families.map((family) => (
      <FamilyLadder family={family} folds={folds} key={family.key} open={asked} page={page} />
    ));
  };
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
      <EventHead currency={BASE_CURRENCY} desk={desk} format={format} t={t}>
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
        {writes && desk.status === EVENT_STATUS.notStarted ? (
          <NewMarket createMarket={createMarketAction} eventId={eventId} name={name} />
        ) : null}
        {writes && own?.toCome ? (
          <EditEvent eventId={eventId} own={own} timeZone={timeZone} updateEvent={updateEventAction} />
        ) : null}
        {writes && own && !OVER.includes(desk.status) ? (
          <CancelEvent
            bets={own.bets}
            cancelEvent={cancelEventAction}
            eventId={eventId}
            name={name}
            revision={own.revision}
          />
        ) : null}
        {book.length > 0 ? (
          <SettleEventButton
            base={BASE_CURRENCY}
            eventCase={eventCaseAction}
            eventId={eventId}
            name={name}
            participants={desk.participants}
            sportId={desk.sportId}
            previewEvent={previewEventAction}
            settleEvent={settleEventAction}
            timeZone={timeZone}
          />
        ) : null}
        {open.length > 0 ? (
          <LimitsControl
            currency={BASE_CURRENCY}
            limits={desk.limits}
            name={name}
            setEventLimits={setEventLimitsAction}
            setMarketLimits={setMarketLimitsAction}
            target={{ scope: "event", id: eventId, version: desk.limits.version }}
          />
        ) : null}
        {OVER.includes(desk.status) && !own ? (
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
      </EventHead>
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
      <div className="grid items-start gap-2">{ladders(listed, show !== "all")}</div>
      {closed.length > 0 && open.length > 0 ? (
        <PageLink
          className={buttonClass({ kind: "quiet", size: "sm" }, "self-start")}
          href={(showClosed ? here : `${here}?closed=show`) as Route}
          scroll={false}
        >
          {showClosed ? t("desk.hideSettled") : t("desk.settled", { count: closed.length })}
        </PageLink>
      ) : null}
      {showClosed ? <div className="grid items-start gap-2">{ladders(closed, true)}</div> : null}
      <MarketResults
        book={book}
        currency={BASE_CURRENCY}
        format={format}
        participants={desk.participants}
        sportId={desk.sportId}
        results={desk.results}
        t={t}
      />
    </QuickSuspension>
  );
}

import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { BetLines } from "#components/admin/bet-lines.tsx";
import { BetReplay } from "#components/admin/bet-replay.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { marketName, outcomeName, storedReason, type Translate } from "#components/admin/names.ts";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { UnplacedBetView } from "#components/admin/pending-or-rejected-bet.tsx";
import { BetState, EventState } from "#components/admin/state-badges.tsx";
import { VoidBetButton } from "#components/admin/void-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { type BetRecord, betRecord, parseMarketId, pendingOrRejectedBetOf } from "#lib/backoffice/index.ts";
import { isUuid } from "#lib/core/id.ts";
import { namesOf } from "#lib/i18n/market-names.ts";
import { causeOf } from "#lib/sportsbook/betting/views.ts";
import { betsRead } from "#lib/sportsbook/permissions.ts";
import { previewVoidBetAction, replayBetAction, voidBetAction } from "../../actions.ts";
import { staffPage } from "../../staff-page.ts";

export const metadata: Metadata = { title: "Bet" };

const namedLeg = (leg: BetRecord["legs"][number]) => ({
  ...leg,
  sportId: leg.event.sportId,
  participants: namesOf(leg.event),
});

/** "Result: Match result", "Voided: Palpable error". */
const causeText = (t: Translate, text: string, legs: BetRecord["legs"]): string => {
  const cause = causeOf(text);
  if (cause.kind === "voided")
    return cause.reason
      ? t("bet.causeOf.voidedWhy", { why: storedReason(t, cause.reason) })
      : t("bet.causeOf.voided");
  if (!("marketId" in cause)) return cause.kind === "other" ? text : t(`bet.causeOf.${cause.kind}`);
  const leg = legs.find(({ marketId }) => marketId === cause.marketId);
  return t(`bet.causeOf.${cause.kind}`, {
    market: marketName(t, leg ? namedLeg(leg) : parseMarketId(cause.marketId)),
  });
};

export default async function BetPage({ params }: { params: Promise<{ betId: string }> }) {
  const { betId } = await params;
  const { t, format } = await staffPage(`/admin/bets/${betId}`, betsRead);
  if (!isUuid(betId)) notFound();
  const back = (
    <nav className="-mb-2 text-sm">
      <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/bets">
        {t("bet.back")}
      </PageLink>
    </nav>
  );
  const bet = await betRecord(betId);
  if (!bet) {
    const unplaced = await pendingOrRejectedBetOf(betId);
    if (!unplaced) notFound();
    return (
      <>
        {back}
        <UnplacedBetView bet={unplaced} format={format} t={t} />
        <BetReplay betId={betId} replay={replayBetAction} />
      </>
    );
  }
  const { currency } = bet;
  return (
    <>
      {back}
      <PageHead
        aside={
          <div className="flex flex-wrap gap-2">
            <PageLink
              className={buttonClass({ kind: "outline", size: "sm" })}
              href={`/admin/audit?subject=${encodeURIComponent(`bet:${bet.id}`)}` as Route}
            >
              {t("desk.trail")}
            </PageLink>
            {bet.status === "open" ? (
              <VoidBetButton betId={bet.id} confirm={voidBetAction} previewBet={previewVoidBetAction} />
            ) : null}
          </div>
        }
        lead={
          <span className="flex flex-wrap items-center gap-x-3">
            <BetState result={bet.result} status={bet.status} t={t} />
            <PageLink className="wrap-anywhere underline" href={`/admin/players/${bet.playerId}` as Route}>
              {bet.playerEmail}
            </PageLink>
          </span>
        }
        title={<span className="wrap-anywhere">{t("bet.title", { id: bet.id })}</span>}
      />
      <Stats>
        <Stat
          label={t(bet.freeBet ? "bet.freeBet" : "bet.stake")}
          value={format.money(bet.stake, currency)}
        />
        <Stat
          label={t("bet.odds")}
          note={bet.plainOdds === null ? undefined : t("bet.boosted", { odds: format.odds(bet.plainOdds) })}
          value={format.odds(bet.odds)}
        />
        <Stat label={t("bet.potential")} value={format.money(bet.potentialReturn, currency)} />
        <Stat
          label={t("bet.returned")}
          value={bet.returned === null ? "–" : format.money(bet.returned, currency)}
        />
        <Stat
          label={t("bet.placed")}
          note={t(`bet.choices.${bet.oddsChoice}`)}
          value={format.stamp(bet.placedAt)}
        />
        {bet.receivedAt && <Stat label={t("unplaced.received")} value={format.stamp(bet.receivedAt)} />}
        <Stat label={t("bet.settled")} value={bet.settledAt ? format.stamp(bet.settledAt) : "–"} />
      </Stats>
      <Panel flush title={t("bet.legs")}>
        <DataTable
          caption={t("bet.legs")}
          columns={[
            {
              id: "event",
              label: t("bet.event"),
              head: true,
              cell: (leg) => leg.event.name,
            },
            {
              id: "state",
              label: t("trading.state"),
              cell: (leg) => (
                <EventState
                  score={leg.event.score}
                  sportId={leg.event.sportId}
                  status={leg.event.status}
                  t={t}
                />
              ),
            },
            {
              id: "market",
              label: t("bet.market"),
              cell: (leg) => marketName(t, namedLeg(leg)),
            },
            {
              id: "pick",
              label: t("bet.pick"),
              cell: (leg) => outcomeName(t, namedLeg(leg), leg.outcomeKey),
            },
            { id: "odds", label: t("bet.odds"), numeric: true, cell: (leg) => format.odds(leg.odds) },
            {
              id: "result",
              label: t("bet.result"),
              cell: (leg) => <BetState result={leg.result} status="open" t={t} />,
            },
          ]}
          empty=""
          rowHref={(leg) => `/admin/trading/${encodeURIComponent(leg.eventId)}`}
          rowKey={(leg) => leg.marketId}
          rows={bet.legs}
        />
      </Panel>
      {bet.lines.length > 1 && <BetLines bet={bet} format={format} t={t} />}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel flush title={t("bet.transfers")}>
          <DataTable
            caption={t("bet.transfers")}
            columns={[
              { id: "code", label: t("bet.code"), head: true, cell: ({ code }) => t(`transfer.${code}`) },
              { id: "from", label: t("bet.from"), cell: ({ debit }) => t(`account.${debit}`) },
              { id: "to", label: t("bet.to"), cell: ({ credit }) => t(`account.${credit}`) },
              {
                id: "amount",
                label: t("bet.amount"),
                numeric: true,
                cell: (row) => format.money(row.amount, row.currency),
              },
              { id: "at", label: t("bet.at"), numeric: true, cell: ({ at }) => format.stamp(at) },
            ]}
            empty=""
            rowKey={({ id }) => id}
            rows={bet.transfers}
          />
        </Panel>
        <Panel flush title={t("bet.settlements")}>
          <DataTable
            caption={t("bet.settlements")}
            columns={[
              {
                id: "result",
                label: t("bet.result"),
                head: true,
                cell: ({ result }) => (result === null ? t("bet.reopened") : t(`betResult.${result}`)),
              },
              {
                id: "cause",
                label: t("bet.cause"),
                cell: ({ cause }) => causeText(t, cause, bet.legs),
              },
              { id: "by", label: t("bet.by"), cell: ({ byName }) => byName ?? t("bet.system") },
              {
                id: "returned",
                label: t("bet.returned"),
                numeric: true,
                cell: ({ returned }) => (returned === null ? "–" : format.money(returned, currency)),
              },
              { id: "at", label: t("bet.at"), numeric: true, cell: ({ at }) => format.stamp(at) },
            ]}
            empty={t("bet.noSettlements")}
            rowKey={({ version }) => String(version)}
            rows={bet.settlements}
          />
        </Panel>
      </div>
      <BetReplay betId={bet.id} replay={replayBetAction} />
    </>
  );
}

import { Badge } from "#components/ui/badge.tsx";
import type { DeskMarket, DeskOutcome } from "#lib/backoffice/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import { NetBar, scaleOf } from "./liability-bars.tsx";
import { Result } from "./money.tsx";
import { marketName, outcomeName, type Translate } from "./names.ts";
import { Panel } from "./panel.tsx";
import { type SettleActions, SettleButton } from "./settle/settle-button.tsx";
import { SuspendButton, type SuspensionActions } from "./suspend-button.tsx";
import { suspensionLine } from "./suspension-banner.tsx";
import { MarketSettings, type MarketSettingsActions } from "./trading/market-settings.tsx";
import { type PriceActions, PriceControl } from "./trading/price-control.tsx";
import { suspendable } from "./trading/suspendable.ts";

export type DeskActions = SuspensionActions & SettleActions & PriceActions & MarketSettingsActions;

const RESULT_TONE = { won: "up", half_won: "up", lost: "plain", half_lost: "plain", void: "warn" } as const;

function OutcomeState({ outcome, t }: { outcome: DeskOutcome; t: Translate }) {
  if (!outcome.result) return outcome.active ? null : <Badge>{t("desk.off")}</Badge>;
  return (
    <>
      <Badge tone={RESULT_TONE[outcome.result]}>{t(`manualResult.${outcome.result}`)}</Badge>
      {outcome.deadHeat ? (
        <span className="text-muted text-xs">{t("desk.deadHeat", outcome.deadHeat)}</span>
      ) : null}
    </>
  );
}

/** One market of the event: its odds, what is staked on each outcome, and the operator's result. */
export function MarketPanel({
  market,
  suspendedAbove,
  participants,
  currency,
  actions,
  timeZone,
  t,
  format,
}: {
  market: DeskMarket;
  /** The event, its sport, its feed or all betting is suspended, and so is this market. */
  suspendedAbove: boolean;
  participants: readonly string[];
  currency: string;
  actions: DeskActions;
  timeZone: string;
  t: Translate;
  format: Format;
}) {
  const name = marketName(t, market.marketType, market.specifiers, participants);
  const nameOf = (key: string): string => outcomeName(t, market, key, participants);
  const { settlementCase, previewSettlement, settle } = actions;
  const scale = scaleOf(market.outcomes.map(({ net }) => net));
  const suspendedByStaff = market.suspensions.some(({ source }) => source === "staff");
  const suspended = market.suspensions.length > 0;
  const undecided = market.status > MARKET_STATUS.settled;
  const priced = market.outcomes.map(({ key, odds, probability, active }) => ({
    key,
    odds,
    probability,
    active,
  }));
  // Manual prices and the feed's make a book under 100 % together.
  const unsafe =
    undecided && market.feedStatus === MARKET_STATUS.active && market.status === MARKET_STATUS.suspended;
  return (
    <div
      className="min-w-0"
      {...(undecided && !suspendedByStaff && suspendable({ scope: "market", id: market.id, name }))}
    >
      <Panel
        aside={
          <>
            <span className="figures">
              {market.margin === null
                ? t("desk.noMargin")
                : t("desk.margin", { margin: format.percent(market.margin) })}
              {market.priceAt ? (
                <span className="max-sm:hidden">{` · ${t("desk.priced", { at: format.clock(market.priceAt) })}`}</span>
              ) : null}
            </span>
            {undecided ? (
              <MarketSettings
                margin={market.margin}
                marketId={market.id}
                name={name}
                off={market.off}
                own={market.ownMargin}
                setMargin={actions.setMargin}
                setMarketStatus={actions.setMarketStatus}
                version={market.controlVersion}
              />
            ) : null}
            {undecided ? (
              <SuspendButton
                effect={t("suspend.effectMarket", { bets: market.bets })}
                name={name}
                resume={actions.resume}
                small
                suspend={actions.suspend}
                suspended={suspendedByStaff}
                suspendedAbove={suspendedAbove}
                where={{ scope: "market", id: market.id }}
              />
            ) : null}
            <SettleButton
              marketId={market.id}
              name={name}
              outcomes={market.outcomes.map(({ key }) => ({ key, name: nameOf(key) }))}
              previewSettlement={previewSettlement}
              settle={settle}
              settled={!undecided}
              settlementCase={settlementCase}
              participants={participants}
              timeZone={timeZone}
            />
          </>
        }
        flush
        title={
          <span className="flex flex-wrap items-center gap-2">
            {name}
            {market.status === MARKET_STATUS.active ? null : (
              <Badge tone={undecided ? "warn" : "plain"}>{t(`marketStatus.${market.status}`)}</Badge>
            )}
            {market.off ? <Badge tone="down">{t("desk.offByTrader")}</Badge> : null}
            {market.ownMargin ? <Badge tone="accent">{t("desk.ownMargin")}</Badge> : null}
            {suspended ? <Badge tone="down">{t("desk.suspended")}</Badge> : null}
            {!suspended && undecided && suspendedAbove ? (
              <Badge tone="warn">{t("desk.suspendedAbove")}</Badge>
            ) : null}
          </span>
        }
      >
        {unsafe ? <p className="border-b bg-down-wash px-3 py-1.5 text-sm">{t("desk.unsafe")}</p> : null}
        {market.suspensions.map((stop) => (
          <p className="border-b bg-down-wash px-3 py-1.5 text-sm" key={stop.source}>
            {suspensionLine(t, format, stop)}
          </p>
        ))}
        <DataTable
          caption={name}
          dense
          columns={[
            {
              id: "outcome",
              label: t("desk.outcome"),
              head: true,
              cell: (outcome) => (
                <span className="inline-flex items-center gap-2">
                  {nameOf(outcome.key)}
                  <OutcomeState outcome={outcome} t={t} />
                </span>
              ),
            },
            {
              id: "odds",
              width: "md:w-28",
              label: t("desk.odds"),
              numeric: true,
              cell: ({ key, odds, feedOdds, manual, result }) =>
                undecided && !result ? (
                  <PriceControl
                    feedOdds={feedOdds}
                    manual={manual}
                    marketId={market.id}
                    name={nameOf(key)}
                    outcomeKey={key}
                    outcomes={priced}
                    releasePrice={actions.releasePrice}
                    setPrice={actions.setPrice}
                    timeZone={timeZone}
                    version={market.controlVersion}
                  />
                ) : (
                  <strong>{format.odds(odds)}</strong>
                ),
            },
            {
              id: "fair",
              width: "md:w-20",
              label: t("desk.fair"),
              numeric: true,
              cell: ({ probability }) =>
                probability === null ? null : (
                  <span className="text-muted">{format.percent(probability)}</span>
                ),
            },
            {
              id: "bets",
              width: "md:w-16",
              label: t("desk.betsOn"),
              numeric: true,
              cell: ({ bets }) => (bets > 0 ? format.number(bets) : null),
            },
            {
              id: "stake",
              width: "md:w-28",
              label: t("desk.stake"),
              numeric: true,
              cell: ({ stake }) => (stake > 0n ? format.money(stake, currency) : null),
            },
            {
              id: "payout",
              width: "md:w-32",
              label: t("desk.payout"),
              numeric: true,
              cell: ({ payout }) => (payout > 0n ? format.money(payout, currency) : null),
            },
            {
              id: "net",
              width: "md:w-32",
              label: t("desk.net"),
              numeric: true,
              cell: ({ net }) =>
                market.bets > 0 ? <Result currency={currency} format={format} minor={net} /> : null,
            },
            {
              id: "bar",
              wide: true,
              width: "md:w-36",
              label: t("desk.bar"),
              cell: ({ net }) => (market.bets > 0 ? <NetBar net={net} scale={scale} /> : null),
            },
          ]}
          empty={t("desk.empty")}
          fixed
          rowKey={({ key }) => key}
          rows={market.outcomes}
        />
      </Panel>
    </div>
  );
}

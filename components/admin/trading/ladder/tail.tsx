import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { DeskMarket } from "#lib/backoffice/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { SettleButton } from "../../settle/settle-button.tsx";
import { suspensionLine } from "../../suspension-banner.tsx";
import { LimitsControl } from "../limits-control.tsx";
import { MarketSettings } from "../market-settings.tsx";
import { EditOutcomes } from "../own/edit-outcomes.tsx";
import { QuickSwitch } from "../quick-suspension.tsx";
import { isUndecided, isUnsafe, type LadderPage, nameOf, pickName, suspendedByStaff } from "./market.ts";

type Part = { market: DeskMarket; page: LadderPage };

export function Margin({ market, page: { t, format } }: Part) {
  return market.margin === null ? (
    <span className="text-faint" title={t("desk.noMargin")}>
      –<span className="sr-only">{t("desk.noMargin")}</span>
    </span>
  ) : (
    <span
      className={market.ownMargin ? "font-semibold text-accent" : undefined}
      title={market.ownMargin ? t("desk.ownMargin") : undefined}
    >
      {format.percent(market.margin)}
      {market.ownMargin ? <span className="sr-only"> {t("desk.ownMargin")}</span> : null}
    </span>
  );
}

const stateOf = (
  market: DeskMarket,
  { t, suspendedAbove }: LadderPage,
): { text: string; tone: Tone } | null => {
  if (market.off) return { text: t("desk.offByTrader"), tone: "down" };
  if (market.suspensions.length > 0) return { text: t("desk.suspended"), tone: "down" };
  if (market.status !== MARKET_STATUS.active)
    return { text: t(`marketStatus.${market.status}`), tone: isUndecided(market) ? "warn" : "plain" };
  return suspendedAbove ? { text: t("desk.suspendedAbove"), tone: "warn" } : null;
};

export function MarketState({ market, page }: Part) {
  const state = stateOf(market, page);
  return state ? (
    <Badge tone={state.tone}>{state.text}</Badge>
  ) : (
    <span className="text-muted">{page.t(`marketStatus.${MARKET_STATUS.active}`)}</span>
  );
}

/** The reason for which a market is suspended, if there is one. */
export const marketNotices = (market: DeskMarket, { t, format }: LadderPage): string[] => [
  ...(isUnsafe(market) ? [t("desk.unsafe")] : []),
  ...market.suspensions.map((stop) => suspensionLine(t, format, stop)),
];

export function MarketLimits({ market, page }: Part) {
  const { actions, currency, limits } = page;
  return isUndecided(market) ? (
    <LimitsControl
      above={limits}
      currency={currency}
      limits={market.limits}
      name={nameOf(page, market)}
      setEventLimits={actions.setEventLimits}
      setMarketLimits={actions.setMarketLimits}
      target={{ scope: "market", id: market.id, version: market.controlVersion }}
    />
  ) : null;
}

export function MarketActions({ market, page }: Part) {
  const { actions, participants, timeZone } = page;
  const name = nameOf(page, market);
  const undecided = isUndecided(market);
  return (
    <span className="flex justify-end">
      {undecided ? (
        <>
          {market.written ? (
            <EditOutcomes
              marketId={market.id}
              outcomes={market.outcomes.map(({ key, active, result }) => ({
                key,
                name: pickName(page, market, key),
                active,
                decided: result !== null,
              }))}
              title={market.written.title}
              updateOutcomes={actions.updateOutcomes}
              version={market.controlVersion}
            />
          ) : null}
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
          <QuickSwitch id={market.id} name={name} scope="market" suspended={suspendedByStaff(market)} />
        </>
      ) : null}
      <SettleButton
        bare
        marketId={market.id}
        name={name}
        outcomes={market.outcomes.map(({ key }) => ({ key, name: pickName(page, market, key) }))}
        participants={participants}
        previewSettlement={actions.previewSettlement}
        settle={actions.settle}
        settled={!undecided}
        settlementCase={actions.settlementCase}
        timeZone={timeZone}
      />
    </span>
  );
}

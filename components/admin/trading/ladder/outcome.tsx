import clsx from "clsx";
import { Badge } from "#components/ui/badge.tsx";
import type { DeskMarket, DeskOutcome } from "#lib/backoffice/schema.ts";
import { Result } from "../../money.tsx";
import type { Translate } from "../../names.ts";
import { PriceControl } from "../price-control.tsx";
import { isUndecided, type LadderPage, pickName } from "./market.ts";

const RESULT_TONE = { won: "up", half_won: "up", lost: "plain", half_lost: "plain", void: "warn" } as const;

export function OutcomeResult({ outcome, t }: { outcome: DeskOutcome; t: Translate }) {
  if (!outcome.result) return null;
  return (
    <>
      <Badge tone={RESULT_TONE[outcome.result]}>{t(`manualResult.${outcome.result}`)}</Badge>
      {outcome.deadHeat ? (
        <span className="text-2xs text-muted">{t("desk.deadHeat", outcome.deadHeat)}</span>
      ) : null}
    </>
  );
}

/** The price of an outcome as a control while it can be priced, then its last price and its result. */
export function OutcomePrice({
  market,
  outcome,
  page,
}: {
  market: DeskMarket;
  outcome: DeskOutcome;
  page: LadderPage;
}) {
  const { actions, format, t, timeZone } = page;
  if (!isUndecided(market) || outcome.result)
    return (
      <span className="flex min-h-8 flex-wrap items-center gap-x-1.5 px-1.5 text-muted">
        {format.odds(outcome.odds)}
        <OutcomeResult outcome={outcome} t={t} />
      </span>
    );
  return (
    <PriceControl
      boost={outcome.boost}
      feedOdds={outcome.feedOdds}
      manual={outcome.manual}
      marketId={market.id}
      name={pickName(page, market, outcome.key)}
      outcomeKey={outcome.key}
      outcomes={market.outcomes.map(({ key, odds, probability, active }) => ({
        key,
        odds,
        probability,
        active,
      }))}
      releasePrice={actions.releasePrice}
      setPrice={actions.setPrice}
      timeZone={timeZone}
      version={market.controlVersion}
      winners={market.written?.winners}
    />
  );
}

export function Stake({ outcome, page }: { outcome: DeskOutcome; page: LadderPage }) {
  const { t, format, currency } = page;
  return outcome.stake > 0n ? (
    <>
      <span className="sr-only">{t("desk.stake")} </span>
      {format.money(outcome.stake, currency)}
    </>
  ) : null;
}

/** What the operator keeps of the market's open stakes if this outcome wins. */
export function Net({
  market,
  outcome,
  page,
}: {
  market: DeskMarket;
  outcome: DeskOutcome;
  page: LadderPage;
}) {
  const { t, format, currency } = page;
  if (market.bets === 0) return null;
  return (
    <>
      <span className="sr-only">{t("desk.net")} </span>
      <span className={clsx(outcome.probability === 0 && "text-faint line-through *:text-faint!")}>
        <Result currency={currency} format={format} minor={outcome.net} />
      </span>
    </>
  );
}

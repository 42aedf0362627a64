"use client";

import { clsx } from "clsx";
import { TicketPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { combinedOdds } from "#lib/core/odds.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";
import { Amount } from "../ui/amount.tsx";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { betOfName } from "./lines.ts";
import { Checking } from "./pending-bets.tsx";
import { PlaceBetButton } from "./place-bet-button.tsx";
import { PlacedLines, RefusedLine } from "./placed-and-rejected.tsx";
import { placement, usePlacement } from "./placement.ts";
import { Receipt } from "./receipt.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import { ModeSwitch, OddsChoiceSelect } from "./slip-controls.tsx";
import { SlipLeg } from "./slip-leg.tsx";
import { StakeField } from "./stake-field.tsx";
import { type SlipBet, slip } from "./store.ts";
import { type PlaceAction, place } from "./use-place.ts";
import { useRefusals } from "./use-refusals.ts";
import { useSlipView } from "./use-slip-view.ts";

// An accumulator's price has more decimals than anyone reads; money is computed from the legs.
const shortOdds = (odds: bigint): bigint => odds - (odds % 100n);

const NONE = "–";

/** The slip: selections, stake, potential return, and the main button, which stays visible at every height. */
export function SlipPanel({ place: action }: { place: PlaceAction }) {
  const t = useTranslations("betslip");
  const view = useSlipView();
  const { held, pending, currency, legs, combined, shared, figures, oddsFormat } = view;
  const { sending, placed, refused } = usePlacement();
  const { forget } = placement;
  const { errors, elsewhere, notice, several } = useRefusals(view);
  const act = useRef<HTMLDivElement>(null);
  const unanswered = sending ? [] : Object.keys(held.sent);

  const run = async (bets: readonly SlipBet[]) => {
    if (!view.viewer) return;
    await place(action, view.viewer.id, bets);
    const { placed: taken } = placement.current();
    // With an empty slip the receipt shows it.
    if (taken.length > 0 && slip.current().legs.length > 0) announce(t("placed", { count: taken.length }));
  };
  const keep = () => {
    for (const bet of placed)
      for (const { marketId, outcomeKey, odds } of bet.legs)
        if (!slip.has(`${marketId}:${outcomeKey}`))
          slip.toggle({ marketId, outcomeKey, odds: odds.toString() });
    forget();
  };

  const news = (
    <>
      {pending.length > 0 && <Checking bets={pending} currency={currency} />}
      {legs.length > 0 && placed.length > 0 && <PlacedLines placed={placed} />}
      {elsewhere.length > 0 && (
        <ul className="max-h-52 shrink-0 overflow-y-auto border-b">
          {elsewhere.map((each) => (
            <RefusedLine key={each.id} refused={each} currency={currency} />
          ))}
        </ul>
      )}
    </>
  );
  const doubt = unanswered.length > 0 && (
    <Notice
      live="assertive"
      tone="warn"
      title={t("unknownTitle")}
      className={legs.length === 0 ? "m-3" : undefined}
      action={
        <>
          <Button kind="primary" size="sm" onClick={() => run(unanswered.map(betOfName))}>
            {t("again")}
          </Button>
          <Button
            kind="quiet"
            size="sm"
            onClick={() => {
              forget();
              for (const bet of unanswered) slip.answered(bet);
            }}
          >
            {t("giveUp")}
          </Button>
        </>
      }
    >
      {t("unknown")}
    </Notice>
  );

  if (legs.length === 0)
    return (
      <div className="min-h-0 overflow-y-auto">
        {news}
        {doubt}
        {placed.length > 0 ? (
          <Receipt placed={placed} all={placed.length + refused.length} onDone={forget} onKeep={keep} />
        ) : (
          <Empty icon={TicketPlus} title={t("empty")}>
            {t(pending.length > 0 ? "emptyGoOn" : "emptyHint")}
          </Empty>
        )}
      </div>
    );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {news}
      {legs.length > 1 && <ModeSwitch mode={held.mode} />}
      {/* If space is short, the selections shrink first, then the stake area; the button never does. */}
      <ul className="min-h-24 shrink-[999] divide-y overflow-y-auto border-b">
        {legs.map(({ leg, live, ask }) => (
          <SlipLeg
            key={live.id}
            leg={leg}
            now={live}
            ask={ask}
            clash={shared.has(eventIdOfMarket(leg.marketId))}
            error={errors.get(live.id) ?? null}
          />
        ))}
      </ul>

      <div className="grid min-h-0 shrink content-start gap-3 overflow-y-auto px-4 pt-4 pb-1">
        {shared.size > 0 && (
          <Notice
            live="polite"
            tone="warn"
            title={t("sameEvent")}
            action={
              <Button size="sm" onClick={() => slip.setMode("single")}>
                {t("toSingles")}
              </Button>
            }
          >
            {t("sameEventHint")}
          </Notice>
        )}
        <StakeField
          label={t(view.toSend.length > 1 ? "stakeEach" : "stake")}
          stake={held.stake}
          minor={view.stakeMinor}
          fault={view.stakeFault}
          currency={currency}
          quickStakes={view.viewer?.quickStakes ?? ["5", "10", "25", "50"]}
          onEnter={() => act.current?.querySelector<HTMLElement>("button:not(:disabled), a")?.focus()}
        />
        {notice && <RefusalNotice refused={notice} currency={currency} />}
        {several && (
          <Notice tone="bad" live="assertive" title={t("notPlaced", { count: several.count })}>
            {several.returned > 0 && t("stakeBack", { count: several.returned })}
          </Notice>
        )}
        {doubt}
        <OddsChoiceSelect choice={view.choice} />
      </div>

      <div className="grid shrink-0 grid-cols-1 gap-2 px-4 pt-1 pb-4">
        <dl className="grid grid-cols-[1fr_auto] items-baseline gap-y-1 text-sm [&_dd]:text-right">
          {combined && (
            <>
              <dt className="text-muted">{t("totalOdds")}</dt>
              <dd className="figures font-semibold">
                {view.payable
                  ? formatOdds(
                      shortOdds(combinedOdds(legs.map(({ live, leg }) => BigInt(live.odds ?? leg.odds)))),
                      oddsFormat,
                    )
                  : NONE}
              </dd>
            </>
          )}
          {view.toSend.length > 1 && (
            <>
              <dt className="text-muted">{t("totalStake")}</dt>
              <dd>
                <Amount minor={figures?.totalStake ?? 0n} currency={currency} />
              </dd>
            </>
          )}
          <dt className="text-muted">{t("potentialReturn")}</dt>
          <dd className={clsx("font-semibold text-lg", !(figures && view.payable) && "text-faint")}>
            {view.payable ? <Amount minor={figures?.potentialReturn ?? 0n} currency={currency} /> : NONE}
          </dd>
        </dl>
        <div ref={act} className="grid grid-cols-1 gap-1.5">
          <PlaceBetButton
            view={view}
            sending={sending}
            doubtful={unanswered.length > 0}
            onPlace={(bets) => run(slip.stillOn(bets))}
          />
        </div>
      </div>
    </div>
  );
}

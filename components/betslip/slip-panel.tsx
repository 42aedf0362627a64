"use client";

import { clsx } from "clsx";
import { TicketPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { decimalsOf } from "#lib/core/money.ts";
import { Amount } from "../ui/amount.tsx";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { Keypad } from "./keypad.tsx";
import { betOfName, rowOf } from "./lines.ts";
import { Checking } from "./pending-bets.tsx";
import { PlaceBetButton } from "./place-bet-button.tsx";
import { PlacedLines, RefusedLine } from "./placed-and-rejected.tsx";
import { placement, usePlacement } from "./placement.ts";
import { QuickStakes } from "./quick-stakes.tsx";
import { Receipt } from "./receipt.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import { OddsChoiceSelect } from "./slip-controls.tsx";
import { StakeRows } from "./stake-rows.tsx";
import { type SlipBet, slip } from "./store.ts";
import { UNSEEN } from "./stored-slip.ts";
import { type PlaceAction, place } from "./use-place.ts";
import { useRefusals } from "./use-refusals.ts";
import { useRowName } from "./use-row-name.ts";
import { useSlipView } from "./use-slip-view.ts";
import { useStakeEntry } from "./use-stake-entry.ts";

const NONE = "–";

/** The slip: selections, stake, potential return, and the main button, which stays visible at every height. */
export function SlipPanel({ place: action }: { place: PlaceAction }) {
  const t = useTranslations("betslip");
  const view = useSlipView();
  const { held, pending, currency, legs, figures } = view;
  const { sending, placed, refused, underWay } = usePlacement();
  const { forget } = placement;
  const refusals = useRefusals(view);
  const { elsewhere } = refusals;
  const entry = useStakeEntry(view);
  const activeName = useRowName(view, entry.active.key);
  const act = useRef<HTMLDivElement>(null);
  const { active, typing } = entry;
  const typedInto = typing ? active.key : null;
  const returns = active.figures !== null;
  // The keypad takes room from the rows above it, and with it perhaps the very field that it is for, or what the bet would return below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row grows by what its bet returns.
  useEffect(() => {
    const field = document.activeElement;
    if (typedInto !== null && field instanceof HTMLInputElement)
      (field.closest("[data-row]") ?? field).scrollIntoView({ block: "nearest" });
  }, [typedInto, returns]);
  const unanswered = sending ? [] : Object.keys(held.sent).filter((name) => !underWay.includes(name));

  const run = async (bets: readonly SlipBet[]) => {
    if (!view.viewer) return;
    await place(action, view.viewer.id, bets);
    const { placed: taken } = placement.current();
    // With an empty slip the receipt shows it.
    if (taken.length > 0 && slip.current().legs.length > 0) announce(t("placed", { count: taken.length }));
  };
  const keep = () => {
    for (const bet of placed)
      for (const { marketId, outcomeKey, odds, builder } of bet.legs)
        if (!slip.has(`${marketId}:${outcomeKey}`))
          slip.toggle({
            marketId,
            outcomeKey,
            odds: (bet.builder ?? builder) === undefined ? odds.toString() : UNSEEN,
          });
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

  const toButton = () => act.current?.querySelector<HTMLElement>("button:not(:disabled), a")?.focus();
  const several = legs.length > 1;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {/* If space is short, the selections shrink first, then what stands above the button; the button never does. */}
      <div className="min-h-24 shrink-[999] overflow-y-auto">
        {news}
        <StakeRows view={view} entry={entry} refusals={refusals} onEnter={toButton} />
        {(refusals.notices.length > 0 || refusals.several || doubt) && (
          <div className="grid gap-3 p-3">
            {refusals.notices.map((each) => (
              <RefusalNotice key={rowOf(each.bet)} refused={each} currency={currency} />
            ))}
            {refusals.several && (
              <Notice tone="bad" live="assertive" title={t("notPlaced", { count: refusals.several.count })}>
                {refusals.several.returned > 0 && t("stakeBack", { count: refusals.several.returned })}
              </Notice>
            )}
            {doubt}
          </div>
        )}
      </div>

      <div className="grid min-h-0 shrink content-start gap-1.5 overflow-y-auto border-t px-4 pt-2.5">
        <QuickStakes
          label={several ? t("quickFor", { bet: activeName }) : t("quick")}
          amounts={view.viewer?.quickStakes ?? ["5", "10", "25", "50"]}
          minor={active.minor}
          currency={currency}
          maximum={entry.maximum}
          onPick={(text) => entry.write(active.key, text)}
          onMaximum={entry.writeMaximum}
        />
        {typing ? (
          <Keypad
            text={active.text}
            fresh={entry.fresh}
            decimals={decimalsOf(currency)}
            onType={(text) => entry.write(active.key, text)}
            onDone={entry.done}
          />
        ) : (
          <OddsChoiceSelect choice={view.choice} />
        )}
      </div>

      <div className="grid shrink-0 grid-cols-1 gap-2 px-4 pt-1.5 pb-4">
        <dl className="grid grid-cols-[1fr_auto] items-baseline gap-y-0.5 text-sm [&_dd]:text-right">
          {several && (
            <>
              <dt className="text-muted">{t("totalStake")}</dt>
              <dd>
                <Amount minor={figures?.totalStake ?? 0n} currency={currency} />
              </dd>
            </>
          )}
          <dt className="text-muted">{t("potentialReturn")}</dt>
          <dd
            className={clsx(
              "font-semibold text-lg leading-tight",
              !(figures && view.payable) && "text-faint",
            )}
          >
            {view.payable ? <Amount minor={figures?.potentialReturn ?? 0n} currency={currency} /> : NONE}
          </dd>
        </dl>
        <div ref={act} className="grid grid-cols-1 gap-1.5">
          <PlaceBetButton
            view={view}
            sending={sending}
            doubtful={unanswered.length > 0}
            onPlace={(bets) => {
              entry.done();
              return run(slip.stillOn(bets));
            }}
          />
        </div>
      </div>
    </div>
  );
}

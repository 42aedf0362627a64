"use client";

import { clsx } from "clsx";
import { TicketPlus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { isCurrency, money } from "#lib/kernel/money.ts";
import { combinedOdds } from "#lib/kernel/odds.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/templates.ts";
import { useConnection, usePlayer } from "../realtime/hooks.ts";
import { useReader } from "../shell/reader.tsx";
import { Amount } from "../ui/amount.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { Checking } from "./checking.tsx";
import { needsConsent } from "./consent.ts";
import { betOfName, betsOf, delayOf, figuresOf, type SlipBet, sharedEvents } from "./lines.ts";
import { ModeSwitch, OddsChoiceSelect, StakeField } from "./parts.tsx";
import { type PlaceRefusal, placement, usePlacement } from "./placement.ts";
import { Receipt } from "./receipt.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import { useRefusalText } from "./refusal-text.ts";
import { SlipLeg } from "./slip-leg.tsx";
import { slip } from "./store.ts";
import { useLegs } from "./use-legs.ts";
import { type PlaceAction, place } from "./use-place.ts";
import { useSlip } from "./use-slip.ts";

const legOf = (refusal: PlaceRefusal): string | null =>
  "outcomeKey" in refusal ? `${refusal.marketId}:${refusal.outcomeKey}` : null;

// An accumulator's price has more decimals than anyone reads; money is computed from the legs.
const shortOdds = (odds: bigint): bigint => odds - (odds % 100n);

/** The slip itself: selections, stake, what it may return, and the one button. */
export function SlipPanel({ place: action }: { place: PlaceAction }) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const path = usePathname();
  const reader = useReader();
  const held = useSlip();
  const { balance } = usePlayer();
  const connection = useConnection();
  const { sending, placed, refused } = usePlacement();
  const { forget } = placement;

  const currency = reader.player?.currency ?? "EUR";
  const refusalText = useRefusalText(currency);
  const choice = held.oddsChoice ?? reader.player?.oddsChoice ?? "none";
  const now = useLegs(held.legs);
  const legs = held.legs.map((leg, at) => {
    const live = now[at] ?? {
      id: "",
      odds: null,
      status: "unknown" as const,
      stale: false,
      runningSport: null,
    };
    const gone = live.status === "unavailable" || live.status === "settled";
    const ask = !gone && live.odds !== null && needsConsent(leg.odds, live.odds, choice);
    return { leg, live, gone, ask };
  });

  // Figures follow the prices on the screen; what is sent is the price that the player agreed to.
  const onScreen = betsOf(
    { ...held, legs: legs.map(({ leg, live }) => ({ ...leg, odds: live.odds ?? leg.odds })) },
    choice,
  );
  const toSend = betsOf(
    {
      ...held,
      legs: legs.map(({ leg, live, ask }) => ({ ...leg, odds: ask ? leg.odds : (live.odds ?? leg.odds) })),
    },
    choice,
  );
  const figures = figuresOf(onScreen, currency);
  const combined = held.mode === "accumulator" && legs.length > 1;
  const shared = combined ? sharedEvents(held.legs) : new Set<string>();
  const asking = legs.filter(({ ask }) => ask);
  const goneIds = legs.filter(({ gone }) => gone).map(({ live }) => live.id);
  const suspended = legs.some(({ live }) => live.status === "suspended" || live.status === "unknown");
  const fetching = legs.some(({ live }) => live.status === "unknown");
  const waiting = Object.values(held.waiting);
  const delayMs = delayOf(
    legs.flatMap(({ live }) => live.runningSport ?? []),
    reader.inPlayDelays,
  );
  const unanswered = sending ? [] : Object.keys(held.sent);
  const short = balance && figures && figures.totalStake > BigInt(balance.available);
  const offline = !connection.online || connection.status === "stale";

  const errors = new Map(
    refused.flatMap(({ refusal }) => {
      const id = legOf(refusal);
      return id ? [[id, refusalText(refusal)] as const] : [];
    }),
  );
  // A moved price and a leg that is gone show at the leg. After a delay the reason is told here whatever it is.
  const told = refused.find(
    ({ refusal, waited }) =>
      waited || (legOf(refusal) === null && refusal.code !== "odds_changed" && refusal.code !== "unknown"),
  );

  const run = (bets: readonly SlipBet[]) => place(action, bets);
  const agree = () => {
    forget();
    slip.agree(new Map(legs.flatMap(({ live }) => (live.odds ? [[live.id, live.odds] as const] : []))));
  };
  const keep = () => {
    for (const bet of placed)
      for (const { marketId, outcomeKey, odds } of bet.legs)
        if (!slip.has(`${marketId}:${outcomeKey}`))
          slip.toggle({ marketId, outcomeKey, odds: odds.toString() });
    forget();
  };

  const receipt = placed.length > 0 && (
    <Receipt
      placed={placed}
      all={placed.length + refused.length + waiting.length}
      onDone={forget}
      onKeep={keep}
    />
  );
  const doubt = unanswered.length > 0 && (
    <Notice
      live="assertive"
      tone="warn"
      title={t("unknownTitle")}
      className="m-3"
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
      <>
        {receipt}
        {doubt}
        {waiting.length > 0 && (
          <div className="p-4">
            <Checking bets={waiting} />
          </div>
        )}
        {!receipt && waiting.length === 0 && (
          <Empty icon={TicketPlus} title={t("empty")}>
            {t("emptyHint")}
          </Empty>
        )}
      </>
    );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {receipt}
      {legs.length > 1 && waiting.length === 0 && <ModeSwitch mode={held.mode} />}
      <ul className="min-h-24 shrink divide-y overflow-y-auto border-b">
        {legs.map(({ leg, live, ask }) => (
          <SlipLeg
            key={live.id}
            leg={leg}
            now={live}
            ask={ask}
            clash={shared.has(eventIdOfMarket(leg.marketId))}
            error={errors.get(live.id) ?? null}
            locked={waiting.length > 0}
          />
        ))}
      </ul>

      <div className="grid shrink-0 gap-3 p-4">
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
        {waiting.length === 0 && (
          <StakeField
            label={t(onScreen.length > 1 ? "stakeEach" : "stake")}
            stake={held.stake}
            currency={currency}
            quickStakes={reader.player?.quickStakes ?? ["5", "10", "25", "50"]}
          />
        )}
        <dl className="grid grid-cols-[1fr_auto] items-baseline gap-y-1 text-sm [&_dd]:text-right">
          {combined && (
            <>
              <dt className="text-muted">{t("totalOdds")}</dt>
              <dd className="figures font-semibold">
                {formatOdds(
                  shortOdds(combinedOdds(legs.map(({ live, leg }) => BigInt(live.odds ?? leg.odds)))),
                  reader.oddsFormat,
                )}
              </dd>
            </>
          )}
          {(onScreen.length > 1 || waiting.length > 0) && (
            <>
              <dt className="text-muted">{t(onScreen.length > 1 ? "totalStake" : "stake")}</dt>
              <dd>
                <Amount minor={figures?.totalStake ?? 0n} currency={currency} />
              </dd>
            </>
          )}
          <dt className="text-muted">{t("potentialReturn")}</dt>
          <dd className={clsx("font-semibold text-lg", !figures && "text-faint")}>
            <Amount minor={figures?.potentialReturn ?? 0n} currency={currency} />
          </dd>
        </dl>

        {told && <RefusalNotice refused={told} currency={currency} />}
        {doubt}

        {waiting.length > 0 ? (
          <Checking bets={waiting} />
        ) : !reader.player ? (
          <div className="grid gap-1.5">
            <Link
              href={`/sign-in?next=${encodeURIComponent(path)}` as Route}
              className={buttonClass({ kind: "primary", size: "lg" })}
            >
              {t("signIn")}
            </Link>
            <p className="text-center text-faint text-xs">{t("signInHint")}</p>
          </div>
        ) : asking.length > 0 ? (
          <div className="grid gap-1.5">
            <p role="status" className="text-center font-medium text-sm text-warn">
              {t("changed", { count: asking.length })}
            </p>
            <Button kind="primary" size="lg" onClick={agree}>
              {t("accept", { count: asking.length })}
            </Button>
          </div>
        ) : goneIds.length > 0 ? (
          <Button
            kind="primary"
            size="lg"
            onClick={() => {
              forget();
              slip.remove(goneIds);
            }}
          >
            {t("removeGone")}
          </Button>
        ) : short && balance && isCurrency(balance.currency) ? (
          <div className="grid gap-1.5">
            <p role="status" className="text-center text-muted text-sm">
              {t("refusal.insufficient_funds", {
                amount: formatMoney(locale, { currency: balance.currency, minor: BigInt(balance.available) }),
              })}
            </p>
            <Link
              href={`/cashier?next=${encodeURIComponent(path)}` as Route}
              className={buttonClass({ kind: "primary", size: "lg" })}
            >
              {t("deposit")}
            </Link>
          </div>
        ) : (
          <div className="grid gap-1.5">
            <Button
              kind="primary"
              size="lg"
              pending={sending}
              disabled={!figures || suspended || shared.size > 0 || offline || unanswered.length > 0}
              onClick={() => run(toSend)}
              className="figures"
            >
              {sending
                ? t("placing")
                : fetching && !offline
                  ? t("fetching")
                  : !figures
                    ? t("placeEmpty")
                    : toSend.length > 1
                      ? t("placeMany", {
                          count: toSend.length,
                          amount: formatMoney(locale, money(currency, figures.totalStake)),
                        })
                      : t("place", { amount: formatMoney(locale, money(currency, figures.totalStake)) })}
            </Button>
            {delayMs > 0 && (
              <p className="text-center text-muted text-xs">
                {t("delay", { seconds: Math.ceil(delayMs / 1_000) })}
              </p>
            )}
            {offline && (
              <p role="status" className="text-center text-warn text-xs">
                {t(connection.online ? "stale" : "offline")}
              </p>
            )}
          </div>
        )}
        {waiting.length === 0 && <OddsChoiceSelect choice={choice} />}
      </div>
    </div>
  );
}

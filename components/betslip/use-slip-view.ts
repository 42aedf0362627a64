"use client";

import { useLocale } from "next-intl";
import { readAmount } from "#lib/core/amount.ts";
import { isCurrency, money, shortDecimalText } from "#lib/core/money.ts";
import { needsConsent } from "#lib/core/odds-choice.ts";
import { decimalSeparatorOf } from "#lib/i18n/money-format.ts";
import { longestDelay } from "#lib/sportsbook/betting/views.ts";
import { useConnection, usePlayer } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { useSignedIn, useViewer } from "../viewer/provider.tsx";
import { betsOf, figuresOf, sharedEvents } from "./lines.ts";
import { useLegs } from "./use-legs.ts";
import { useSlip } from "./use-slip.ts";

const UNKNOWN = { id: "", odds: null, status: "unknown", stale: false, runningSport: null } as const;

/** The slip at this moment: every leg with its current odds, the bets that it makes, and what blocks them. */
export const useSlipView = () => {
  const { oddsFormat, terms } = usePageContext();
  const viewer = useViewer();
  const signedIn = useSignedIn();
  const locale = useLocale();
  const held = useSlip();
  const { balance } = usePlayer();
  const connection = useConnection();
  const now = useLegs(held.legs);

  const currency = viewer?.currency ?? "EUR";
  const stakeRead = readAmount(held.stake, currency, decimalSeparatorOf(locale));
  // Sent and calculated as plain text; the typed text stays in the field.
  const stake = stakeRead.ok ? shortDecimalText(money(currency, stakeRead.value)) : "";
  const choice = held.oddsChoice ?? viewer?.oddsChoice ?? "higher";
  const legs = held.legs.map((leg, at) => {
    const live = now[at] ?? UNKNOWN;
    const gone = live.status === "unavailable" || live.status === "settled";
    const ask = !gone && live.odds !== null && needsConsent(choice, BigInt(leg.odds), BigInt(live.odds));
    return { leg, live, gone, ask };
  });
  // Figures follow the odds on screen; the odds that are sent are those that the player accepted.
  const onScreen = betsOf(
    { ...held, stake, legs: legs.map(({ leg, live }) => ({ ...leg, odds: live.odds ?? leg.odds })) },
    choice,
  );
  const toSend = betsOf(
    {
      ...held,
      stake,
      legs: legs.map(({ leg, live, ask }) => ({ ...leg, odds: ask ? leg.odds : (live.odds ?? leg.odds) })),
    },
    choice,
  );
  const payoutMax = terms.payoutMax[currency];
  const figures = figuresOf(onScreen, currency, payoutMax === undefined ? null : BigInt(payoutMax));
  const combined = held.mode === "accumulator" && legs.length > 1;
  const shared = combined ? sharedEvents(held.legs) : new Set<string>();
  const goneIds = legs.filter(({ gone }) => gone).map(({ live }) => live.id);
  const short =
    balance && isCurrency(balance.currency) && figures && figures.totalStake > BigInt(balance.available)
      ? {
          currency: balance.currency,
          minor: BigInt(balance.available),
          missing: figures.totalStake - BigInt(balance.available),
        }
      : null;
  return {
    held,
    /** After signing out, results of bets are no longer shown. */
    pending: viewer ? held.pending : [],
    /** True before it is known who is signed in. */
    signedIn,
    viewer,
    oddsFormat,
    currency,
    choice,
    legs,
    toSend,
    /** The same with every change of odds accepted. */
    toSendAgreed: onScreen,
    figures,
    /** The stake in minor units, and the error if it is invalid. */
    stakeMinor: stakeRead.ok ? stakeRead.value : null,
    stakeFault: stakeRead.ok ? null : stakeRead.refusal,
    /** Set where a bet would pay more than the limit. */
    overLimit:
      figures?.maximumStake != null && payoutMax !== undefined
        ? { maximum: BigInt(payoutMax), stake: figures.maximumStake }
        : null,
    /** Whether there is such a bet at all: legs that cannot be combined, or are unavailable, return nothing. */
    payable: goneIds.length === 0 && shared.size === 0,
    combined,
    /** Events that keep an accumulator from being one. */
    shared,
    asking: legs.filter(({ ask }) => ask).length,
    goneIds,
    stopped: legs.some(({ live }) => live.status === "suspended" || live.status === "unknown"),
    fetching: legs.some(({ live }) => live.status === "unknown"),
    delayMs: longestDelay(
      terms.inPlayDelays,
      legs.flatMap(({ live }) => live.runningSport ?? []),
    ),
    /** The player's balance, if it is less than the cost of the slip. */
    short,
    online: connection.online,
    polling: connection.status === "polling",
    offline: !connection.online || connection.status === "stale",
  };
};

export type SlipView = ReturnType<typeof useSlipView>;

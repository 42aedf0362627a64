"use client";

import { useLocale } from "next-intl";
import { type AmountFault, readAmount } from "#lib/core/amount.ts";
import { type Currency, isCurrency, money, parseMinor, shortDecimalText } from "#lib/core/money.ts";
import { decimalSeparatorOf } from "#lib/i18n/money-format.ts";
import { longestDelay } from "#lib/sportsbook/betting/views.ts";
import { useConnection, usePlayer } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { useSignedIn, useViewer } from "../viewer/provider.tsx";
import type { Builder } from "./builder/builders.ts";
import type { Quote } from "./builder/quotes.ts";
import { useBuilderQuotes } from "./builder/use-builder-quotes.ts";
import { freeStakeOf } from "./free-stake.ts";
import {
  betsOf,
  type Figures,
  figuresOf,
  legsTogether,
  type Multiple,
  multiplesOf,
  oddsOfAll,
  rowOf,
  selectionsOn,
} from "./lines.ts";
import { asksAbout, legIdOf, type SlipBet } from "./stored-slip.ts";
import { useLegs } from "./use-legs.ts";
import { useSlip } from "./use-slip.ts";

const UNKNOWN = {
  id: "",
  odds: null,
  boost: null,
  status: "unknown",
  stale: false,
  runningSport: null,
} as const;

/** One bet that the slip offers, with what is typed as its stake. */
export type StakeRow = {
  key: string;
  lines: number;
  /** As typed, its value in minor units, and the error if it has none. */
  text: string;
  minor: bigint | null;
  fault: AmountFault | null;
  /** The free bet that is the stake. */
  freeBet: string | null;
  /** Null without a stake. */
  figures: Figures | null;
};

/** A bet builder, with its price. */
export type BuilderRow = StakeRow &
  Builder & {
    quote: Quote;
    /** The price changed and the player wants to be asked. */
    ask: boolean;
  };

export type MultipleRow = StakeRow & Pick<Multiple, "system">;

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, each) => all + each, 0n);

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
  const quoted = useBuilderQuotes(held.legs, now);

  const currency: Currency = viewer?.currency ?? "EUR";
  const separator = decimalSeparatorOf(locale);
  const choice = held.oddsChoice ?? viewer?.oddsChoice ?? "higher";
  const read = held.legs.map((leg, at) => {
    const known = now[at] ?? UNKNOWN;
    const boost = known.boost && held.usedBoosts.includes(known.boost.id) ? null : known.boost;
    const live = { ...known, boost };
    const gone = live.status === "unavailable" || live.status === "settled";
    const single = { was: leg.boosted ?? leg.odds, now: boost?.odds ?? live.odds ?? leg.odds };
    const several = { was: leg.odds, now: live.odds ?? leg.odds };
    const asks = ({ was, now: next }: typeof single): boolean =>
      !gone && live.odds !== null && asksAbout(choice, was, next);
    const askSeveral = held.legs.length > 1 && asks(several);
    return { leg, live, gone, ask: asks(single) || askSeveral, move: askSeveral ? several : single };
  });
  const priced = quoted.map((builder) => {
    const { odds, agreed } = builder.quote;
    return { ...builder, ask: odds !== null && agreed !== null && asksAbout(choice, agreed, odds) };
  });
  // Selections of a match that are no bet builder stand for themselves.
  const apart = priced.some(({ quote }) => quote.problem !== null);
  const jointOdds = (agreed: boolean): Map<string, string> =>
    new Map(
      priced.flatMap(({ key, quote, ask }) => {
        const odds = ask && agreed ? quote.agreed : quote.odds;
        return odds === null ? [] : [[key, odds] as const];
      }),
    );

  // Sent and calculated as plain text; the typed text stays in the field.
  const plain = (text: string): string => {
    if (freeStakeOf(text)) return text;
    const read = readAmount(text, currency, separator);
    return read.ok && read.value > 0n ? shortDecimalText(money(currency, read.value)) : "";
  };
  const stakes = Object.fromEntries(Object.entries(held.stakes).map(([key, text]) => [key, plain(text)]));
  const betsAt = (oddsOf: (leg: (typeof read)[number]) => string, agreed: boolean): SlipBet[] =>
    betsOf(
      {
        ...held,
        stakes,
        legs: read.map(({ leg: { boosted, ...leg }, ...each }) => ({
          ...leg,
          odds: oddsOf({ leg, ...each }),
          ...(each.live.boost && {
            boost: each.ask && agreed ? { ...each.live.boost, odds: boosted ?? leg.odds } : each.live.boost,
          }),
        })),
      },
      choice,
      jointOdds(agreed),
      apart,
    );
  // Figures follow the odds on screen; the odds that are sent are those that the player accepted.
  const onScreen = betsAt(({ leg, live }) => live.odds ?? leg.odds, false);
  const toSend = betsAt(({ leg, live, ask }) => (ask ? leg.odds : (live.odds ?? leg.odds)), true);

  const payoutMax = terms.payoutMax[currency];
  const limit = payoutMax === undefined ? null : BigInt(payoutMax);
  const byRow = new Map(onScreen.map((bet) => [rowOf(bet), figuresOf(bet, currency, limit)]));
  const rowAt = (key: string, lines: number): StakeRow => {
    const text = held.stakes[key] ?? "";
    const free = freeStakeOf(text);
    if (free) {
      const minor = parseMinor(free.amount, currency);
      return {
        key,
        lines,
        text: free.amount,
        minor,
        fault: null,
        freeBet: free.id,
        figures: byRow.get(key) ?? null,
      };
    }
    const read = readAmount(text, currency, separator);
    return {
      key,
      lines,
      text,
      minor: read.ok ? read.value : null,
      fault: read.ok ? null : read.refusal,
      freeBet: null,
      figures: byRow.get(key) ?? null,
    };
  };
  const singles = held.legs.map((leg) => rowAt(legIdOf(leg), 1));
  const multiples: MultipleRow[] = multiplesOf(held, apart).map(({ key, lines, system }) => ({
    ...rowAt(key, lines),
    ...(system && { system }),
  }));
  const builders: BuilderRow[] = priced.map((builder) => ({ ...builder, ...rowAt(builder.key, 1) }));
  const rows = [...singles, ...builders, ...multiples];
  const staked = rows.flatMap(({ figures }) => figures ?? []);
  const wrong = rows.some(({ fault }) => fault !== null && fault !== "empty");
  const figures =
    staked.length > 0 && !wrong
      ? {
          totalStake: sum(staked.map(({ cost }) => cost)),
          potentialReturn: sum(staked.map(({ potentialReturn }) => potentialReturn)),
        }
      : null;
  const over = rows.find((row) => row.figures?.maximumStake != null);

  const goneIds = read.filter(({ gone }) => gone).map(({ live }) => live.id);
  const inBets = new Set(toSend.flatMap((bet) => bet.legs.map(legIdOf)));
  // The price of a builder is its own: those of its selections need no answer.
  const sent = toSend.flatMap((bet) =>
    bet.legs.map((leg) => ({ id: legIdOf(leg), joint: (bet.builder ?? leg.builder) !== undefined })),
  );
  const inBuilders = new Set(sent.flatMap(({ id, joint }) => (joint ? [id] : [])));
  const alone = new Set(sent.flatMap(({ id, joint }) => (joint ? [] : [id])));
  const legs = read.map((each) => {
    const id = legIdOf(each.leg);
    return inBuilders.has(id) && !alone.has(id) ? { ...each, ask: false } : each;
  });
  const inMultiple = !apart && multiples.some(({ text }) => text !== "");
  const quoting = builders.some(
    ({ text, quote }) => (text !== "" || inMultiple) && quote.odds === null && quote.problem === null,
  );
  const used = legs.filter(({ leg }) => inBets.size === 0 || inBets.has(legIdOf(leg)));
  const together = legsTogether(
    read.map(({ leg, live }) => ({ ...leg, odds: live.odds ?? leg.odds })),
    jointOdds(false),
  );
  const available = balance && isCurrency(balance.currency) ? BigInt(balance.available) : null;
  const short =
    balance && isCurrency(balance.currency) && available !== null && figures && figures.totalStake > available
      ? {
          currency: balance.currency,
          minor: available,
          missing: figures.totalStake - available,
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
    /** In the order of the legs. */
    singles,
    builders,
    multiples,
    /** Of all bets together; null while none has a stake, or a stake is invalid. */
    figures,
    /** Set where a bet would pay more than the limit. */
    overLimit:
      over?.figures?.maximumStake != null && limit !== null
        ? { row: over.key, maximum: limit, stake: over.figures.maximumStake }
        : null,
    /** The largest payout of one bet. */
    payoutMax: limit,
    /** What the player can stake. */
    available,
    /** Whether the bets return anything: legs that are unavailable do not. */
    payable: goneIds.length === 0,
    /** How many selections the bets on several of them have: a bet builder is one. */
    selections: apart ? held.legs.length : selectionsOn(held.legs).length,
    /** Whether a builder is a selection of those bets. */
    together: !apart,
    /** The odds of all selections as one line; null while a builder has no price. */
    allOdds: together && oddsOfAll(together),
    asking:
      used.filter(({ ask }) => ask).length +
      builders.filter(({ ask, figures: staked, legs: own }) => {
        const [first] = own;
        return ask && (staked !== null || (first !== undefined && inBuilders.has(legIdOf(first))));
      }).length,
    goneIds,
    stopped: quoting || used.some(({ live }) => live.status === "suspended" || live.status === "unknown"),
    fetching: quoting || used.some(({ live }) => live.status === "unknown"),
    delayMs: longestDelay(
      terms.inPlayDelays,
      used.flatMap(({ live }) => live.runningSport ?? []),
    ),
    /** The player's balance, if it is less than the cost of the slip. */
    short,
    online: connection.online,
    polling: connection.status === "polling",
    offline: !connection.online || connection.status === "stale",
  };
};

export type SlipView = ReturnType<typeof useSlipView>;

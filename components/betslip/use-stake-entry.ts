"use client";

import { useState } from "react";
import { maxBigint, minBigint, money, shortDecimalText } from "#lib/core/money.ts";
import { useOwnKeypad } from "./keypad.tsx";
import { figuresOf } from "./lines.ts";
import { slip } from "./store.ts";
import { ALL_LEGS, legIdOf } from "./stored-slip.ts";
import type { SlipView, StakeRow } from "./use-slip-view.ts";

/** The field that writes the stake of every bet on one leg. */
export const EACH_LEG = "each";

/** The field of one text where all bets on one leg have it. */
const eachOf = (singles: readonly StakeRow[]): StakeRow => {
  const [first] = singles;
  const same = first && singles.every(({ text, freeBet }) => text === first.text && freeBet === null);
  return {
    key: EACH_LEG,
    lines: singles.length,
    text: same ? first.text : "",
    minor: same ? first.minor : null,
    // Each field says itself what is wrong with it.
    fault: null,
    freeBet: null,
    figures: null,
  };
};

/** Which stake is being entered, and how: by a field, by quick stakes, or by the slip's own keypad. */
export const useStakeEntry = (view: SlipView) => {
  const { singles, builders, multiples } = view;
  const ownKeypad = useOwnKeypad();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typing, setTyping] = useState(false);
  const [fresh, setFresh] = useState(false);
  const each = eachOf(singles);
  const rows = [...(singles.length > 1 ? [each] : []), ...singles, ...builders, ...multiples];
  const usual =
    singles.length === 1
      ? singles[0]
      : (rows.find(({ key, text }) => key !== EACH_LEG && text !== "") ??
        multiples.find(({ key }) => key === ALL_LEGS) ??
        builders.find(({ quote }) => quote.odds !== null) ??
        each);
  const active = rows.find(({ key }) => key === chosen) ?? usual ?? each;

  /** The most that a bet can cost with what the other bets leave of the balance, and with the payout limit. */
  const maximumOf = ({ key, lines, figures }: StakeRow): bigint | null => {
    const others = key === EACH_LEG ? 0n : (view.figures?.totalStake ?? 0n) - (figures?.cost ?? 0n);
    const left =
      view.available === null ? null : maxBigint(0n, view.available - others) / BigInt(Math.max(1, lines));
    if (left === null || left === 0n || view.payoutMax === null || key === EACH_LEG) return left || null;
    const builder = builders.find((one) => one.key === key);
    if (builder && builder.quote.odds === null) return null;
    const bet = (stake: string) =>
      view.legs.length > 0
        ? {
            legs:
              singles.length > 1 && singles.some((one) => one.key === key)
                ? view.legs.filter(({ leg }) => legIdOf(leg) === key)
                : view.legs,
            stake,
          }
        : null;
    const asked = bet(shortDecimalText(money(view.currency, left)));
    const system = multiples.find((one) => one.key === key)?.system;
    const within =
      asked &&
      figuresOf(
        {
          oddsChoice: view.choice,
          stake: asked.stake,
          legs: asked.legs.map(({ leg, live }) => ({
            ...leg,
            odds: (asked.legs.length === 1 ? live.boost?.odds : null) ?? live.odds ?? leg.odds,
          })),
          ...(system && { system }),
          ...(builder?.quote.odds && { builder: builder.quote.odds }),
        },
        view.currency,
        view.payoutMax,
      )?.maximumStake;
    return (within == null ? left : minBigint(left, within)) || null;
  };
  const maximum = maximumOf(active);

  const write = (key: string, text: string) => {
    setFresh(false);
    if (key === EACH_LEG) slip.setEach(text);
    else slip.setStake(key, text);
  };
  return {
    active,
    each,
    ownKeypad,
    /** Whether the keypad is open. */
    typing: typing && ownKeypad,
    /** Whether the next key begins anew. */
    fresh,
    maximum: maximum === null ? null : shortDecimalText(money(view.currency, maximum)),
    focus: (key: string) => {
      setChosen(key);
      setTyping(true);
      setFresh(true);
    },
    done: () => {
      setTyping(false);
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    },
    write,
    writeMaximum: (text: string) => {
      setFresh(true);
      if (active.key === EACH_LEG) slip.setEach(text);
      else slip.setMaximum(active.key, text);
    },
  };
};

export type StakeEntry = ReturnType<typeof useStakeEntry>;

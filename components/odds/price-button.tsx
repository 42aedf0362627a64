"use client";

import { clsx } from "clsx";
import { memo, useLayoutEffect, useRef, useState } from "react";
import { outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { quickBet } from "../betslip/quick-bet.ts";
import { goToSlip } from "../betslip/slip-navigation.ts";
import { LEGS_MAX, slip } from "../betslip/store.ts";
import { useRealtime } from "../realtime/provider.tsx";
import { usePageContext } from "../shell/page-context.tsx";
import { announce } from "../ui/announcer.tsx";
import { useViewerStore } from "../viewer/provider.tsx";
import { type Bound, bindPrice, offerOf } from "./binding.ts";
import { priceDisplayOf } from "./price-display.ts";
import { usePriceTexts } from "./price-texts.tsx";

type Props = {
  marketId: string;
  outcomeKey: string;
  /** What it is a price of, for those who do not see the table around it. */
  market: string;
  outcome: string;
  /** Shown over the price. */
  label?: string;
  /** Label left, price right: for a list of outcomes. */
  wide?: boolean;
  className?: string;
};

/**
 * One price. Its width never depends on its figures; a move shows by an arrow, its colour and a fading wash. React draws it as
 * the server did; what it shows from then on is written by `bindPrice`, which never draws anything else anew.
 */
export const PriceButton = memo(function PriceButton({
  marketId,
  outcomeKey,
  market,
  outcome,
  label,
  wide,
  className,
}: Props) {
  const texts = usePriceTexts();
  const { oddsFormat } = usePageContext();
  const viewer = useViewerStore();
  const { store } = useRealtime();
  const outcomeId = outcomeIdOf(marketId, outcomeKey);
  const [first] = useState(() => priceDisplayOf(store.price(outcomeId), oddsFormat));
  const button = useRef<HTMLButtonElement>(null);
  const drawn = useRef<typeof first | null>(first);
  const nameOf: Bound["nameOf"] = ({ state, text, plain }) =>
    plain === null
      ? texts.price(state === "offered" ? "name" : state, { market, outcome, price: text })
      : texts.price("boosted", { market, outcome, price: text, plain });
  const bound: Bound = { store, outcomeId, format: oddsFormat, nameOf };

  useLayoutEffect(() => {
    if (!button.current) return;
    const shown = drawn.current;
    drawn.current = null;
    return bindPrice(button.current, bound, shown);
  });

  const press = (byKey: boolean) => {
    const { odds, boost, offered, selected, text } = offerOf(bound);
    if (!odds || (!offered && !selected)) {
      announce(button.current?.getAttribute("aria-label") ?? "");
      return;
    }
    if (offered && quickBet.tap({ leg: { marketId, outcomeKey, odds }, boost, market, outcome })) return;
    const did = slip.toggle(
      { marketId, outcomeKey, odds, ...(boost && { boosted: boost.odds }) },
      viewer.current().viewer?.quickStakes[0],
    );
    if (did === "full") announce(texts.slip("max", { count: LEGS_MAX }));
    else if (did === "removed") announce(texts.slip("removed", { outcome }));
    else announce(texts.slip(byKey ? "addedByKey" : "added", { outcome, price: text }));
  };

  return (
    <button
      ref={button}
      type="button"
      onClick={({ detail }) => press(detail === 0)}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "s" || event.ctrlKey || event.metaKey || event.altKey) return;
        // Else the letter is typed into the field that it leads to.
        event.preventDefault();
        goToSlip();
      }}
      data-state={first.state}
      aria-pressed={false}
      aria-disabled={first.state !== "offered"}
      aria-label={nameOf(first)}
      className={clsx("price", wide && "price-wide", className)}
    >
      {label && <span>{label}</span>}
      <b data-plain={first.plain ?? undefined}>{first.text}</b>
    </button>
  );
});

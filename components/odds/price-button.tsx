"use client";

import { clsx } from "clsx";
import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/templates.ts";
import { goToSlip } from "../betslip/go.ts";
import { LEGS_MAX, slip } from "../betslip/store.ts";
import { useSelected } from "../betslip/use-slip.ts";
import { useOutcome } from "../realtime/hooks.ts";
import { useReader } from "../shell/reader.tsx";
import { announce } from "../ui/announcer.tsx";

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

const MARK = "pointer-events-none absolute size-0 border-x-[3.5px] border-x-transparent";

/** One price. Its width never depends on its figures; a move shows by an arrow, its colour and a fading wash. */
export function PriceButton({
  marketId,
  outcomeKey,
  market,
  outcome,
  label,
  wide = false,
  className,
}: Props) {
  const t = useTranslations("sportsbook.price");
  const slipText = useTranslations("betslip");
  const { oddsFormat, player } = useReader();
  const outcomeId = outcomeIdOf(marketId, outcomeKey);
  const price = useOutcome(outcomeId);
  const selected = useSelected(outcomeId);
  const { odds, status, direction, movedAt, stale } = price ?? {
    odds: null,
    status: "unavailable",
    direction: null,
    movedAt: 0,
    stale: false,
  };
  const text = odds && status !== "unavailable" ? formatOdds(BigInt(odds), oddsFormat) : "–";
  const offered = status === "offered" && odds !== null;
  const moved = offered && direction !== null && movedAt > 0;

  const press = (byKey: boolean) => {
    if (!odds || (!offered && !selected)) return;
    const did = slip.toggle({ marketId, outcomeKey, odds }, player?.quickStakes[0]);
    if (did === "full") announce(slipText("max", { count: LEGS_MAX }));
    else if (did === "removed") announce(slipText("removed", { outcome }));
    else announce(slipText(byKey ? "addedByKey" : "added", { outcome, price: text }));
  };

  return (
    <button
      type="button"
      onClick={({ detail }) => press(detail === 0)}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "s" || event.ctrlKey || event.metaKey || event.altKey) return;
        // Else the letter is typed into the field that it leads to.
        event.preventDefault();
        goToSlip();
      }}
      aria-pressed={selected}
      aria-disabled={!offered && !selected}
      aria-label={t(offered ? "name" : status === "offered" ? "unavailable" : status, {
        market,
        outcome,
        price: text,
      })}
      className={clsx(
        // Its size never follows from what is in it, so what is out of sight need not be styled or painted as it changes.
        "relative flex h-11 min-w-0 select-none items-center overflow-hidden rounded-md px-2 transition-[background-color] duration-100 [content-visibility:auto]",
        wide ? "justify-between gap-2 px-3" : "flex-col justify-center",
        selected
          ? "bg-accent text-on-accent"
          : offered
            ? "bg-raised text-ink hover:bg-hover"
            : "cursor-not-allowed bg-raised/50 text-faint",
        stale && offered && "opacity-75",
        className,
      )}
    >
      {moved && !selected && (
        <span
          key={movedAt}
          aria-hidden
          className={clsx(
            "absolute inset-0 animate-flash",
            direction === "up" ? "bg-up-wash" : "bg-down-wash",
          )}
        />
      )}
      {label && (
        <span
          className={clsx(
            "relative max-w-full truncate",
            wide ? "text-left text-sm" : "text-2xs leading-3.5",
            selected ? "text-on-accent" : wide && offered ? "text-ink" : "text-muted",
          )}
        >
          {label}
        </span>
      )}
      <span className="figures relative font-semibold text-base leading-5">
        {status === "suspended" ? <Lock aria-hidden className="size-3.5 text-faint" /> : text}
      </span>
      {moved && (
        <span
          key={`${movedAt}m`}
          aria-hidden
          className={clsx(
            MARK,
            "right-1.5 animate-arrow",
            direction === "up"
              ? "top-1.5 border-b-[5px] border-b-current"
              : "bottom-1.5 border-t-[5px] border-t-current",
            selected ? "text-on-accent" : direction === "up" ? "text-up" : "text-down",
          )}
        />
      )}
    </button>
  );
}

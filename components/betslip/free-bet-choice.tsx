"use client";

import { Gift, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { money, toDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { FreeBetKind } from "#lib/sportsbook/betting/schema.ts";
import { freeStakeOf } from "./free-stake.ts";
import { freeBets } from "./slip-reads.ts";
import { slip } from "./store.ts";
import type { SlipView, StakeRow } from "./use-slip-view.ts";

const OFFERED_MAX = 3;

/** In place of the stake: the free bet that is one, and how to take it off. */
export function FreeBetStake({ row, label, view }: { row: StakeRow; label: string; view: SlipView }) {
  const t = useTranslations("betslip.freeBet");
  const locale = useLocale();
  const amount = formatMoney(locale, money(view.currency, row.minor ?? 0n));
  return (
    <div className="flex h-10 min-w-28 pointer-coarse:h-11 items-center justify-end gap-1 rounded-md border border-accent pl-2.5">
      <span className="figures font-semibold text-sm" title={label}>
        {t("stake", { amount })}
      </span>
      <button
        type="button"
        aria-label={t("remove", { amount })}
        onClick={() => slip.setMaximum(row.key, "")}
        className="grid h-full w-9 place-items-center text-faint hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** The free bets that this bet can have as its stake, which no other bet of the slip has. */
export function FreeBetChoice({
  row,
  kind,
  odds,
  view,
}: {
  row: StakeRow;
  kind: FreeBetKind;
  odds: bigint;
  view: SlipView;
}) {
  const t = useTranslations("betslip.freeBet");
  const locale = useLocale();
  const { value } = freeBets.useHeld();
  const taken = Object.values(view.held.stakes).flatMap((text) => freeStakeOf(text)?.id ?? []);
  const usable = (view.viewer ? (value ?? []) : []).filter(
    ({ id, currency, kinds, minOdds }) =>
      currency === view.currency &&
      !taken.includes(id) &&
      (kinds.length === 0 || kinds.includes(kind)) &&
      (minOdds === null || odds >= minOdds),
  );
  if (row.freeBet !== null || usable.length === 0 || !view.payable) return null;
  return (
    <div className="mt-1.5 flex flex-wrap justify-end gap-1.5 pr-1">
      {usable.slice(0, OFFERED_MAX).map(({ id, amount }) => (
        <button
          key={id}
          type="button"
          onClick={() =>
            slip.setFreeBet(row.key, { id, amount: toDecimalText(money(view.currency, amount)) })
          }
          className="inline-flex h-8 pointer-coarse:h-11 items-center gap-1.5 rounded-md border border-line-strong px-2.5 font-medium text-xs hover:bg-hover"
        >
          <Gift aria-hidden className="size-3.5 text-accent-text" />
          {t("use", { amount: formatMoney(locale, money(view.currency, amount), { short: true }) })}
        </button>
      ))}
    </div>
  );
}

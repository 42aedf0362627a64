"use client";

import { clsx } from "clsx";
import { Zap } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { readAmount } from "#lib/core/amount.ts";
import { money } from "#lib/core/money.ts";
import { decimalSeparatorOf, formatMoney } from "#lib/i18n/money-format.ts";
import { useAmountError } from "../ui/use-amount-error.ts";
import { useViewer } from "../viewer/provider.tsx";
import { quickBet, useQuickBet } from "./quick-bet.ts";
import { STAKE_LENGTH_MAX } from "./stake-length.ts";

const useStake = () => {
  const viewer = useViewer();
  const locale = useLocale();
  const { stake } = useQuickBet();
  const currency = viewer?.currency ?? "EUR";
  const text = stake || (viewer?.quickStakes[0] ?? "");
  const read = readAmount(text, currency, decimalSeparatorOf(locale));
  return { text, read, currency, amount: read.ok ? formatMoney(locale, money(currency, read.value)) : "" };
};

/** Turns quick bet on and off, and sets its stake. Nothing for visitors, who cannot bet. */
export function QuickBetSwitch() {
  const t = useTranslations("betslip.quickBet");
  const viewer = useViewer();
  const { on } = useQuickBet();
  const { text, read, currency, amount } = useStake();
  const error = useAmountError(currency)(read.ok ? null : read.refusal);
  if (!viewer) return null;
  return (
    <div className={clsx("shrink-0 border-b px-4 text-sm", on && "bg-warn-wash")}>
      <div className="flex h-11 items-center gap-2">
        <Zap aria-hidden className={clsx("size-4 shrink-0", on ? "text-warn" : "text-faint")} />
        <span className={clsx("flex-1", on ? "font-semibold" : "text-muted")}>{t("title")}</span>
        <button
          type="button"
          role="switch"
          aria-checked={on}
          aria-label={t("title")}
          onClick={() => quickBet.turn(!on)}
          className="group -mr-2 grid h-11 w-14 place-items-center"
        >
          <span className="flex h-6 w-10 items-center rounded-full border border-line-strong bg-raised px-0.5 group-aria-checked:justify-end group-aria-checked:border-warn group-aria-checked:bg-warn">
            <span className="size-4 rounded-full bg-muted group-aria-checked:bg-bg" />
          </span>
        </button>
      </div>
      {on && (
        <div className="grid gap-1.5 pb-3">
          <label className="flex items-center justify-between gap-3">
            {t("stake")}
            <input
              value={text}
              onChange={({ target }) => quickBet.setStake(target.value.slice(0, STAKE_LENGTH_MAX))}
              onFocus={({ target }) => target.select()}
              inputMode="decimal"
              autoComplete="off"
              aria-invalid={error !== null || undefined}
              className="figures h-10 w-28 rounded-md border border-line-strong bg-bg px-2.5 text-right font-semibold aria-invalid:border-down pointer-coarse:h-11"
            />
          </label>
          <p role="status" className={clsx("text-xs", error ? "font-medium text-down" : "text-muted")}>
            {error ?? t("on", { amount })}
          </p>
        </div>
      )}
    </div>
  );
}

/** While quick bet is on, a phone says so over its bar: the slip, which says it too, is closed. */
export function QuickBetBanner() {
  const t = useTranslations("betslip.quickBet");
  const viewer = useViewer();
  const { on } = useQuickBet();
  const { amount } = useStake();
  if (!viewer || !on) return null;
  return (
    <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-30 flex h-11 items-center gap-2 border-t bg-warn-wash pr-1 pl-4 text-sm desk:hidden">
      <Zap aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 truncate font-medium">{t("banner", { amount })}</p>
      <button
        type="button"
        onClick={() => quickBet.turn(false)}
        className="h-11 shrink-0 rounded-md px-3 font-semibold"
      >
        {t("turnOff")}
      </button>
    </div>
  );
}

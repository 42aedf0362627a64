"use client";

import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useId } from "react";
import type { AmountFault } from "#lib/core/amount.ts";
import { type Currency, decimalsOf, parseMinor } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { useAmountError } from "../ui/use-amount-error.ts";
import { slip } from "./store.ts";

const STAKE_LENGTH_MAX = 20;

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const symbolOf = (locale: string, currency: Currency): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

/** Arrow keys move between quick stakes: together they are one tab stop. */
const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  const step = STEPS[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  buttons.at((at + step) % buttons.length)?.focus();
};

type Props = {
  label: string;
  /** The typed text, its value in minor units, and the error if it has none. */
  stake: string;
  minor: bigint | null;
  fault: AmountFault | null;
  currency: Currency;
  quickStakes: readonly string[];
  onEnter: () => void;
};

/** The stake, as free text in the usual notations, and the player's quick stakes. */
export function StakeField({ label, stake, minor, fault, currency, quickStakes, onEnter }: Props) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const symbol = symbolOf(locale, currency);
  const amountError = useAmountError(currency)(fault);
  const id = useId();
  const amounts = quickStakes.map((text) => ({ text, amount: parseMinor(text, currency) ?? 0n }));
  const stop = Math.max(
    0,
    amounts.findIndex(({ amount }) => amount === minor),
  );
  return (
    <div className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <div className={decimalsOf(currency) > 3 ? "relative w-48" : "relative w-36"}>
          <span aria-hidden className="pointer-events-none absolute top-3 left-3 text-faint">
            {symbol}
          </span>
          <input
            id={id}
            value={stake}
            onChange={({ target }) => slip.setStake(target.value.slice(0, STAKE_LENGTH_MAX))}
            onFocus={({ target }) => target.select()}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              onEnter();
            }}
            inputMode={decimalsOf(currency) > 0 ? "decimal" : "numeric"}
            enterKeyHint="go"
            autoComplete="off"
            placeholder="0"
            aria-invalid={amountError !== null || undefined}
            aria-describedby={amountError ? `${id}-wrong` : undefined}
            className={`figures h-11 w-full rounded-md border border-line-strong bg-bg pr-3 text-right font-semibold text-lg outline-offset-0 aria-invalid:border-down ${symbol.length > 2 ? "pl-13" : "pl-9"}`}
          />
        </div>
      </div>
      {amountError && (
        <p id={`${id}-wrong`} role="status" className="text-right font-medium text-down text-xs">
          {amountError}
        </p>
      )}
      <fieldset className="grid grid-cols-4 gap-1.5" onKeyDown={moveFocus}>
        <legend className="sr-only">{t("quick")}</legend>
        {amounts.map(({ text, amount }, at) => (
          <button
            key={text}
            type="button"
            tabIndex={at === stop ? 0 : -1}
            aria-pressed={amount === minor}
            onClick={() => slip.setStake(text)}
            className="figures h-11 rounded-md bg-raised font-medium text-sm hover:bg-hover aria-pressed:outline-2 aria-pressed:outline-ink aria-pressed:-outline-offset-2"
          >
            {formatMoney(locale, { currency, minor: amount }, { short: true })}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

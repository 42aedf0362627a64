"use client";

import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { useId } from "react";
import { type Currency, decimalsOf } from "#lib/core/money.ts";
import { useAmountError } from "../ui/use-amount-error.ts";
import { STAKE_LENGTH_MAX } from "./stake-length.ts";
import type { StakeRow } from "./use-slip-view.ts";

const symbolOf = (locale: string, currency: Currency): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

type Props = {
  label: string;
  row: Pick<StakeRow, "key" | "text" | "fault">;
  currency: Currency;
  /** Quick stakes and the keypad write to this field, and S leads to it. */
  active: boolean;
  /** Whether to show which one that is: not where there is only one. */
  marked: boolean;
  /** The site shows its own keypad instead of the device's keyboard. */
  ownKeypad: boolean;
  onType: (text: string) => void;
  onFocus: () => void;
  onEnter: () => void;
};

/** A stake, as free text in the usual notations. */
export function StakeField({
  label,
  row,
  currency,
  active,
  marked,
  ownKeypad,
  onType,
  onFocus,
  onEnter,
}: Props) {
  const symbol = symbolOf(useLocale(), currency);
  const amountError = useAmountError(currency)(row.fault);
  const id = useId();
  return (
    <div className="grid justify-items-end gap-1">
      <div className={decimalsOf(currency) > 3 ? "relative w-44" : "relative w-28"}>
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 grid place-items-center text-faint"
        >
          {symbol}
        </span>
        <input
          id={id}
          value={row.text}
          data-usual={active || undefined}
          aria-label={label}
          onChange={({ target }) => onType(target.value.slice(0, STAKE_LENGTH_MAX))}
          onFocus={({ target }) => {
            target.select();
            onFocus();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            onEnter();
          }}
          inputMode={ownKeypad ? "none" : decimalsOf(currency) > 0 ? "decimal" : "numeric"}
          enterKeyHint="go"
          autoComplete="off"
          placeholder="0"
          aria-invalid={amountError !== null || undefined}
          aria-describedby={amountError ? `${id}-wrong` : undefined}
          className={clsx(
            "figures h-10 w-full scroll-my-3 pointer-coarse:h-11 rounded-md border bg-bg pr-2.5 text-right font-semibold outline-offset-0 aria-invalid:border-down",
            marked ? "border-ink" : "border-line-strong",
            symbol.length > 2 ? "pl-13" : "pl-7",
          )}
        />
      </div>
      {amountError && (
        <p id={`${id}-wrong`} role="status" className="text-right font-medium text-down text-xs">
          {amountError}
        </p>
      )}
    </div>
  );
}

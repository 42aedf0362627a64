"use client";

import { useLocale, useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { type Currency, parseMinor } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

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
  /** Which bet they are for, where the slip has several. */
  label: string;
  amounts: readonly string[];
  /** The stake that the bet has, in minor units. */
  minor: bigint | null;
  currency: Currency;
  /** The most that this bet can be, as plain text; null where it is not known, or nothing. */
  maximum: string | null;
  onPick: (text: string) => void;
  onMaximum: (text: string) => void;
};

const LOOK =
  "figures h-11 min-w-0 truncate rounded-md bg-raised px-1 font-medium text-sm hover:bg-hover disabled:text-faint aria-pressed:outline-2 aria-pressed:outline-ink aria-pressed:-outline-offset-2";

/** The player's quick stakes, and the largest possible one. */
export function QuickStakes({ label, amounts, minor, currency, maximum, onPick, onMaximum }: Props) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const quick = amounts.map((text) => ({ text, amount: parseMinor(text, currency) ?? 0n }));
  const stop = Math.max(
    0,
    quick.findIndex(({ amount }) => amount === minor),
  );
  return (
    <fieldset className="grid auto-cols-fr grid-flow-col gap-1.5" onKeyDown={moveFocus}>
      <legend className="sr-only">{label}</legend>
      {quick.map(({ text, amount }, at) => (
        <button
          key={text}
          type="button"
          tabIndex={at === stop ? 0 : -1}
          aria-pressed={amount === minor}
          // A field keeps the focus, and with it the keypad.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(text)}
          className={LOOK}
        >
          {formatMoney(locale, { currency, minor: amount }, { short: true })}
        </button>
      ))}
      <button
        type="button"
        tabIndex={-1}
        disabled={maximum === null}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => maximum !== null && onMaximum(maximum)}
        className={LOOK}
      >
        {t("maxStake")}
      </button>
    </fieldset>
  );
}

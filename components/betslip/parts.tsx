"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { type Currency, decimalsOf, parseMinor } from "#lib/kernel/money.ts";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { type SlipMode, slip } from "./store.ts";

const MODES = ["single", "accumulator"] as const;
const CHOICES = ["none", "higher", "any"] as const;

export function ModeSwitch({ mode }: { mode: SlipMode }) {
  const t = useTranslations("betslip");
  return (
    <fieldset className="grid shrink-0 grid-cols-2 border-b">
      <legend className="sr-only">{t("mode")}</legend>
      {MODES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={mode === each}
          onClick={() => slip.setMode(each)}
          className={clsx(
            "relative h-11 font-medium text-sm",
            mode === each
              ? "text-ink after:absolute after:inset-x-4 after:bottom-0 after:h-0.5 after:bg-ink"
              : "text-muted hover:text-ink",
          )}
        >
          {t(each)}
        </button>
      ))}
    </fieldset>
  );
}

const symbolOf = (locale: string, currency: Currency): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

/** Keeps what can still become an amount: digits and one separator. */
const cleaned = (text: string): string =>
  text
    .replace(",", ".")
    .replace(/[^\d.]/g, "")
    .slice(0, 12);

export function StakeField({
  label,
  stake,
  currency,
  quickStakes,
}: {
  label: string;
  stake: string;
  currency: Currency;
  quickStakes: readonly string[];
}) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const id = useId();
  const wrong = stake !== "" && parseMinor(stake, currency) === null;
  return (
    <div className="grid gap-2">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <div className="relative w-36">
          <span aria-hidden className="pointer-events-none absolute top-3 left-3 text-faint">
            {symbolOf(locale, currency)}
          </span>
          <input
            id={id}
            value={stake}
            onChange={({ target }) => slip.setStake(cleaned(target.value))}
            onFocus={({ target }) => target.select()}
            inputMode={decimalsOf(currency) > 0 ? "decimal" : "numeric"}
            autoComplete="off"
            placeholder="0"
            aria-invalid={wrong || undefined}
            className="figures h-11 w-full rounded-md border border-line-strong bg-bg pr-3 pl-9 text-right font-semibold text-lg outline-offset-0 aria-invalid:border-down"
          />
        </div>
      </div>
      <fieldset className="grid grid-cols-4 gap-1.5">
        <legend className="sr-only">{t("quick")}</legend>
        {quickStakes.map((text) => (
          <button
            key={text}
            type="button"
            aria-pressed={stake === text}
            onClick={() => slip.setStake(text)}
            className="figures h-11 rounded-md bg-raised font-medium text-sm hover:bg-hover aria-pressed:outline-2 aria-pressed:outline-ink aria-pressed:-outline-offset-2"
          >
            {formatMoney(locale, { currency, minor: parseMinor(text, currency) ?? 0n }, { short: true })}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

export function OddsChoiceSelect({ choice }: { choice: OddsChoice }) {
  const t = useTranslations("betslip");
  return (
    <label className="relative flex h-11 items-center justify-between gap-3 text-muted text-sm">
      {t("choice")}
      <select
        value={choice}
        onChange={({ target }) => slip.setOddsChoice(CHOICES.find((each) => each === target.value) ?? "none")}
        className="h-11 appearance-none rounded-md bg-surface pr-6 pl-2 text-right font-medium text-ink hover:bg-raised"
      >
        {CHOICES.map((each) => (
          <option key={each} value={each}>
            {t(`choices.${each}`)}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-1 size-4" />
    </label>
  );
}

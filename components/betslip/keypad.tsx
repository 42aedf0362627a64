"use client";

import { Delete } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { decimalSeparatorOf } from "#lib/i18n/money-format.ts";
import { STAKE_LENGTH_MAX } from "./stake-length.ts";

/** Where a finger types, and the keypad leaves room for the slip. */
const OWN_KEYPAD = "(pointer: coarse) and (max-width: 1119px) and (min-height: 560px)";

const watch = (listener: () => void) => {
  const media = matchMedia(OWN_KEYPAD);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** Whether the slip shows its own keypad: the keyboard of a phone would cover its button. */
export const useOwnKeypad = (): boolean =>
  useSyncExternalStore(
    watch,
    () => matchMedia(OWN_KEYPAD).matches,
    () => false,
  );

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const KEY =
  "figures grid h-11 place-items-center rounded-md bg-raised font-semibold text-lg active:bg-hover disabled:text-faint";

type Props = {
  text: string;
  /** Whether the first key begins anew, as it would on a selected text. */
  fresh: boolean;
  decimals: number;
  onType: (text: string) => void;
  onDone: () => void;
};

/** Digits for the stake that has the focus. */
export function Keypad({ text, fresh, decimals, onType, onDone }: Props) {
  const t = useTranslations("betslip");
  const separator = decimalSeparatorOf(useLocale());
  const begun = fresh ? "" : text;
  const type = (key: string) => onType(`${begun}${key}`.slice(0, STAKE_LENGTH_MAX));
  const keep = (event: React.PointerEvent) => event.preventDefault();
  return (
    <fieldset className="grid grid-cols-4 gap-1.5" onPointerDown={keep}>
      <legend className="sr-only">{t("keypad")}</legend>
      <div className="col-span-3 grid grid-cols-3 gap-1.5">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" className={KEY} onClick={() => type(digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          className={KEY}
          disabled={decimals === 0 || begun.includes(separator)}
          onClick={() => type(begun === "" ? `0${separator}` : separator)}
        >
          {separator}
        </button>
        <button type="button" className={KEY} onClick={() => type("0")}>
          0
        </button>
        <button
          type="button"
          aria-label={t("deleteDigit")}
          className={KEY}
          onClick={() => onType(fresh ? "" : text.slice(0, -1))}
        >
          <Delete aria-hidden className="size-5" />
        </button>
      </div>
      <button
        type="button"
        className="rounded-md bg-raised font-semibold text-sm active:bg-hover"
        onClick={onDone}
      >
        {t("keypadDone")}
      </button>
    </fieldset>
  );
}

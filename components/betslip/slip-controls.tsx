"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
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

"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OddsChoice } from "#lib/sportsbook/betting/schema.ts";
import { slip } from "./store.ts";

const CHOICES = ["none", "higher", "any"] as const;

export function OddsChoiceSelect({ choice }: { choice: OddsChoice }) {
  const t = useTranslations("betslip");
  return (
    <label className="relative flex h-10 items-center justify-between gap-3 text-muted text-sm">
      {t("choice")}
      <select
        value={choice}
        onChange={({ target }) => slip.setOddsChoice(CHOICES.find((each) => each === target.value) ?? "none")}
        className="h-10 appearance-none rounded-md bg-surface pr-6 pl-2 text-right font-medium text-ink hover:bg-raised"
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

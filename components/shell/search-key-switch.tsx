"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { searchKey, useSearchKey } from "./search-key.ts";

/** Turns the key that goes to the search on and off, at once and for this device. */
export function SearchKeySwitch() {
  const t = useTranslations("shell");
  const id = useId();
  const on = useSearchKey();
  return (
    <div className="flex items-start gap-3 text-sm">
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={({ target }) => searchKey.set(target.checked)}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <p>
        <label htmlFor={id} className="font-medium">
          {t("searchKeySwitch")}
        </label>
        <span id={`${id}-hint`} className="block text-muted text-xs">
          {t("searchKeyHint")}
        </span>
      </p>
    </div>
  );
}

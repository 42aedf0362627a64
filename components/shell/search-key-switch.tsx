"use client";

import { useTranslations } from "next-intl";
import { HintedSwitch } from "../ui/hinted-switch.tsx";
import { searchKey, useSearchKey } from "./search-key.ts";

/** Turns the key that goes to the search on and off, at once and for this device. */
export function SearchKeySwitch() {
  const t = useTranslations("shell");
  return (
    <HintedSwitch
      on={useSearchKey()}
      set={searchKey.set}
      label={t("searchKeySwitch")}
      hint={t("searchKeyHint")}
    />
  );
}

"use client";

import { useTranslations } from "next-intl";

/** Whether bets may combine the event with others of its competition. */
export function Combinable({
  combinable,
  change,
}: {
  combinable: boolean;
  change: (combinable: boolean) => void;
}) {
  const t = useTranslations("admin.own");
  return (
    <label className="flex min-h-9 items-start gap-2 text-sm pointer-coarse:min-h-11">
      <input
        checked={combinable}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        onChange={(event) => change(event.target.checked)}
        type="checkbox"
      />
      <span>
        {t("combinable")}
        <span className="block text-muted text-xs">{t("combinableHint")}</span>
      </span>
    </label>
  );
}

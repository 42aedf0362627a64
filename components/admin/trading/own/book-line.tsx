"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";

/** What the book comes to as it is typed; under 100 % it has to be confirmed. */
export function BookLine({
  margin,
  confirmed,
  confirm,
}: {
  margin: number | null;
  confirmed: boolean;
  confirm: (confirmed: boolean) => void;
}) {
  const t = useTranslations("admin.own");
  const locale = useLocale();
  const below = margin !== null && margin < 0;
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return (
    <div aria-live="polite" className="grid gap-1">
      <p className="flex items-baseline justify-between gap-3 rounded-md bg-raised px-3 py-2">
        <span className="text-muted">{t("book")}</span>
        <strong className={clsx("figures font-semibold", below && "text-down")}>
          {margin === null ? "–" : percent.format(1 + margin)}
        </strong>
      </p>
      {below ? (
        <label className="flex min-h-9 items-center gap-2 text-down pointer-coarse:min-h-11">
          <input
            checked={confirmed}
            className="size-4 accent-accent"
            onChange={(event) => confirm(event.target.checked)}
            type="checkbox"
          />
          {t("belowFair")}
        </label>
      ) : null}
    </div>
  );
}

import { clsx } from "clsx";
import { useLocale } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { formatMoney, type MoneyFormat } from "#lib/i18n/money-format.ts";

/** Money, written as the reader writes it, in figures that keep their place. `minor` is minor units, text or bigint. */
export function Amount({
  minor,
  currency,
  className,
  ...format
}: { minor: bigint | string; currency: Currency; className?: string } & MoneyFormat) {
  return (
    <span className={clsx("figures whitespace-nowrap", className)}>
      {formatMoney(useLocale(), { currency, minor: BigInt(minor) }, format)}
    </span>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { usePlayer } from "#components/realtime/hooks.ts";
import { isCurrency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { PageLink } from "../ui/page-link.tsx";

/** What the player can spend right now, on every page and every device. Its room is kept until that is known. */
export function Balance() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { balance } = usePlayer();
  const amount =
    balance && isCurrency(balance.currency)
      ? formatMoney(locale, { currency: balance.currency, minor: BigInt(balance.available) })
      : null;
  return (
    <PageLink
      href="/account"
      aria-label={amount ? t("balanceIs", { amount }) : t("account")}
      className="figures flex h-11 min-w-28 items-center justify-center rounded-md bg-raised px-3 font-semibold text-sm hover:bg-hover"
    >
      {amount}
    </PageLink>
  );
}

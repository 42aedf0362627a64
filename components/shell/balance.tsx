"use client";

import { useLocale, useTranslations } from "next-intl";
import { usePlayer } from "#components/realtime/hooks.ts";
import { isCurrency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { PageLink } from "../ui/page-link.tsx";

/** What the player can spend right now, on every page and every device. */
export function Balance() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { balance } = usePlayer();
  if (!balance || !isCurrency(balance.currency)) return null;
  const amount = formatMoney(locale, { currency: balance.currency, minor: BigInt(balance.available) });
  return (
    <PageLink
      href="/account"
      aria-label={t("balanceIs", { amount })}
      className="figures flex h-11 items-center rounded-md bg-raised px-3 font-semibold text-sm hover:bg-hover"
    >
      {amount}
    </PageLink>
  );
}

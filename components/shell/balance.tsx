"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { usePlayer } from "#components/realtime/hooks.ts";
import { isCurrency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { SessionClock } from "../play/session-clock.tsx";
import { usePlay } from "../play/store.ts";
import { PageLink } from "../ui/page-link.tsx";

/** What the player can spend right now, on every page and every device. Its room is kept until that is known. */
export function Balance() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { balance } = usePlayer();
  const clock = usePlay()?.view.shows.clock ?? false;
  const amount =
    balance && isCurrency(balance.currency)
      ? formatMoney(locale, { currency: balance.currency, minor: BigInt(balance.available) })
      : null;
  return (
    <div className="relative">
      <PageLink
        href="/account"
        aria-label={amount ? t("balanceIs", { amount }) : t("account")}
        className={clsx(
          "figures flex h-11 min-w-28 justify-center rounded-md bg-raised px-3 font-semibold text-sm hover:bg-hover",
          clock ? "items-start pt-1" : "items-center",
        )}
      >
        {amount}
      </PageLink>
      {clock && <SessionClock />}
    </div>
  );
}

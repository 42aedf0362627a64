"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { isCurrency, money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { BetNotice } from "#lib/realtime/client/index.ts";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { toasts } from "../ui/toast-store.ts";

const GATHER_MS = 600;
/** Of more at once, one toast tells the sum. */
const EACH_MAX = 2;

/** Says by a toast how bets were settled, as it happens: a whole match of them together. */
export function SettlementToasts() {
  const t = useTranslations("bets");
  const locale = useLocale();
  const waiting = useRef<BetNotice[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const tell = useCallback(() => {
    const settled = waiting.current;
    waiting.current = [];
    const text = (minor: bigint, currency: string) =>
      isCurrency(currency) ? formatMoney(locale, money(currency, minor)) : "";
    const returnedBy = (bets: readonly BetNotice[]) =>
      bets.reduce((sum, { returned }) => sum + BigInt(returned ?? 0), 0n);
    const [first] = settled;
    if (!first) return;
    if (settled.length > EACH_MAX) {
      const returned = returnedBy(settled);
      toasts.show({
        id: `settled:${first.betId}`,
        tone: returned > 0n ? "good" : "info",
        title: t("toast.several", { count: settled.length }),
        detail: t("toast.returned", { amount: text(returned, first.currency) }),
        href: "/bets?show=settled",
      });
      return;
    }
    for (const bet of settled) {
      const returned = returnedBy([bet]);
      const result = bet.result ?? "void";
      toasts.show({
        id: `settled:${bet.betId}`,
        tone: returned > BigInt(bet.stake) ? "good" : "info",
        title:
          returned > 0n
            ? t("toast.one", { result: t(`result.${result}`), amount: text(returned, bet.currency) })
            : t(`result.${result}`),
        detail: t("toast.stake", { count: bet.legs, amount: text(BigInt(bet.stake), bet.currency) }),
        href: `/bets/${bet.betId}`,
      });
    }
  }, [locale, t]);

  usePlayerNotices(
    useCallback(
      ({ kind, bet }) => {
        if (kind !== "bet.settled" || bet?.status !== "settled" || bet.result === "edited") return;
        waiting.current = [...waiting.current.filter(({ betId }) => betId !== bet.betId), bet];
        clearTimeout(timer.current);
        timer.current = setTimeout(tell, GATHER_MS);
      },
      [tell],
    ),
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}

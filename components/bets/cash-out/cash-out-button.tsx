"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Currency } from "#lib/core/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CashOutForm } from "./cash-out-form.tsx";
import { useCashOuts } from "./offers.tsx";

const TINT_MS = 1_500;

/** Which way an amount has just moved. */
const useTint = (amount: bigint | null): "up" | "down" | null => {
  const before = useRef(amount);
  const [tint, setTint] = useState<"up" | "down" | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = amount;
    if (last === null || amount === null || last === amount) return;
    setTint(amount > last ? "up" : "down");
    const timer = setTimeout(() => setTint(null), TINT_MS);
    return () => clearTimeout(timer);
  }, [amount]);
  return tint;
};

/** What an open bet can be cashed out for now, and the way there; or why it cannot. */
export function CashOutButton({
  bet,
  wide = false,
}: {
  bet: Pick<BetView, "id" | "currency" | "autoCashOut">;
  /** As wide as its row, in a list with little room. */
  wide?: boolean;
}) {
  const betId = bet.id;
  const t = useTranslations("bets.cashOut");
  const shared = useCashOuts();
  const [open, setOpen] = useState(false);
  const cashOut = shared?.offers.get(betId);
  const offer = cashOut?.offer ?? null;
  const tint = useTint(offer?.amount ?? null);
  if (!cashOut) return null;
  if (!cashOut.offer && !open)
    return (
      <p
        className={clsx("flex items-center text-faint", wide ? "text-xs" : "min-h-11 text-sm")}
        data-cash-out="none"
      >
        {t(`why.${cashOut.reason.code}`)}
      </p>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("title")}
      trigger={
        <Button
          kind="outline"
          size={wide ? "sm" : "md"}
          data-cash-out="offer"
          className={clsx(wide && "w-full", tint === "up" && "text-up", tint === "down" && "text-down")}
        >
          <span>
            {offer
              ? t.rich("button", {
                  amount: () => <Amount minor={offer.amount} currency={offer.currency as Currency} />,
                })
              : t("title")}
            {tint && (
              <span aria-hidden className="ml-1">
                {tint === "up" ? "▲" : "▼"}
              </span>
            )}
          </span>
        </Button>
      }
    >
      <CashOutForm bet={bet} cashOut={cashOut} onClose={() => setOpen(false)} />
    </Dialog>
  );
}

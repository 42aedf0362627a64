import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { Amount } from "../ui/amount.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { cardName } from "./card-name.ts";
import { MethodIcon } from "./method-icon.tsx";
import { methodName } from "./methods.ts";
import { type PaymentTone, toneOf } from "./payment-tone.ts";

type Listed = {
  id: string;
  direction: string;
  method: string;
  amount: bigint;
  currency: Currency;
  state: string;
  reversed: bigint;
  createdAt: Date;
  instrument: { brand: string; last4: string } | null;
};

const TONES: Record<PaymentTone, string> = { good: "text-up", bad: "text-down", waits: "text-muted" };

/** Payments of a player, each a link to its steps. */
export function PaymentList({ payments, timeZone }: { payments: readonly Listed[]; timeZone: string }) {
  const t = useTranslations("cashier");
  const method = useTranslations("cashier.method");
  const format = useFormatter();
  return (
    <ul className="divide-y">
      {payments.map((payment) => {
        const { id, direction, instrument, state, reversed } = payment;
        return (
          <li key={id}>
            <PageLink
              href={`/cashier/payments/${id}` as Route}
              className="flex min-h-14 items-center gap-3 px-4 py-2.5 hover:bg-raised"
            >
              <MethodIcon method={payment.method} {...(instrument && { brand: instrument.brand })} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium text-sm">
                  {t(`payment.title.${direction as "deposit"}`)}
                  {", "}
                  {instrument ? cardName(instrument) : methodName(method, payment.method)}
                </span>
                <span className="figures block text-muted text-xs">
                  {format.dateTime(payment.createdAt, { dateStyle: "medium", timeStyle: "short", timeZone })}
                </span>
              </span>
              <span className="text-right">
                <Amount
                  minor={direction === "deposit" ? payment.amount : -payment.amount}
                  currency={payment.currency}
                  signed
                  className="block font-semibold text-sm"
                />
                <span className={`block text-xs ${TONES[toneOf(payment)]}`}>
                  {reversed > 0n
                    ? t("payment.reversedState")
                    : t(`payment.state.${`${direction}.${state}` as "deposit.created"}`)}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
}

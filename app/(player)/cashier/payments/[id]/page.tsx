import { CircleCheck, CircleX, Hourglass } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { cardName } from "#components/cashier/card-name.ts";
import { FollowPayment } from "#components/cashier/follow-payment.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { followPayment } from "#lib/cashier/index.ts";
import { isUuid } from "#lib/core/id.ts";
import { isCurrency } from "#lib/core/money.ts";
import { moneyText } from "../../../../money.ts";
import { requirePlayer } from "../../../../session.ts";

export const metadata: Metadata = { title: "Payment" };

const ICONS = { good: CircleCheck, bad: CircleX, waits: Hourglass } as const;
const TONES = { good: "text-up", bad: "text-bad", waits: "text-muted" } as const;

const toneOf = (state: string): keyof typeof ICONS => {
  if (state === "succeeded" || state === "paid") return "good";
  return ["failed", "canceled", "expired", "declined", "returned"].includes(state) ? "bad" : "waits";
};

export default async function PaymentPage({ params }: PageProps<"/cashier/payments/[id]">) {
  const { id } = await params;
  const player = await requirePlayer(`/cashier/payments/${id}`);
  const payment = isUuid(id) ? await followPayment(id, player.id) : null;
  if (!payment || !isCurrency(payment.currency)) notFound();
  const [t, text, format] = await Promise.all([
    getTranslations("cashier.payment"),
    moneyText(payment.currency),
    getFormatter(),
  ]);
  const { direction, state, action, instrument, reason } = payment;
  const tone = toneOf(state);
  const Icon = ICONS[tone];
  // Every state of every direction has its texts.
  const key = `${direction}.${state}` as "deposit.created";
  return (
    <div className="mx-auto w-full max-w-lg md:pt-2">
      <PageHead title={t(`title.${direction as "deposit"}`)} />
      <Panel>
        <div role="status" className="grid justify-items-center gap-1 p-6 text-center">
          <Icon aria-hidden className={`mb-2 size-10 ${TONES[tone]}`} strokeWidth={1.5} />
          <p className="figures font-semibold text-xl tracking-tight">{text(payment.amount)}</p>
          <p className="font-medium">{t(`state.${key}`)}</p>
          <p className="text-muted text-sm">
            {t(`text.${key as "deposit.failed"}`, { reason: reason ?? "declined" })}
          </p>
        </div>
        {action && (
          <div className="px-4 pb-4 sm:px-6">
            <a href={action.url} className={buttonClass({ kind: "primary", size: "lg" }, "w-full")}>
              {t("confirm")}
            </a>
          </div>
        )}
        <dl className="grid gap-1.5 border-t p-4 text-sm sm:px-6">
          {instrument && (
            <div className="flex justify-between gap-4">
              <dt className="text-muted">{t("card")}</dt>
              <dd className="figures">{cardName(instrument)}</dd>
            </div>
          )}
          {payment.transitions.map(({ version, toState, at }) => (
            <div key={version} className="flex justify-between gap-4">
              <dt className="text-muted">{t(`state.${`${direction}.${toState}` as "deposit.created"}`)}</dt>
              <dd className="figures">
                {format.dateTime(at, {
                  dateStyle: "medium",
                  timeStyle: "medium",
                  timeZone: player.settings.timeZone,
                })}
              </dd>
            </div>
          ))}
          <div className="flex justify-between gap-4">
            <dt className="text-muted">{t("reference")}</dt>
            <dd className="text-faint text-xs [overflow-wrap:anywhere]">{payment.id}</dd>
          </div>
        </dl>
      </Panel>
      <div className="mt-4 flex gap-2">
        <ButtonLink href="/cashier">{t(tone === "bad" ? "again" : "more")}</ButtonLink>
        <ButtonLink href="/statement">{t("statement")}</ButtonLink>
      </div>
      <FollowPayment paymentId={payment.id} />
    </div>
  );
}

import { CircleCheck, CircleX, Hourglass } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getFormatter, getTranslations } from "next-intl/server";
import { AfterDeposit } from "#components/cashier/after-deposit.tsx";
import { cardName } from "#components/cashier/card-name.ts";
import { FollowPayment } from "#components/cashier/follow-payment.tsx";
import { methodName } from "#components/cashier/methods.ts";
import { OwedNotice } from "#components/cashier/owed-notice.tsx";
import { toneOf } from "#components/cashier/payment-tone.ts";
import { PrintButton } from "#components/cashier/print-button.tsx";
import { WithdrawalSteps } from "#components/cashier/withdrawal-steps.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { followPayment } from "#lib/cashier/index.ts";
import { isUuid } from "#lib/core/id.ts";
import { isCurrency } from "#lib/core/money.ts";
import { playerOwes } from "#lib/ledger/index.ts";
import { messagesFor } from "../../../../client-messages.ts";
import { moneyText } from "../../../../money.ts";
import { requirePlayer } from "../../../../session.ts";
import { InformationNeeded } from "./information.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("cashier.payment"))("page"),
});

const ICONS = { good: CircleCheck, bad: CircleX, waits: Hourglass } as const;
const TONES = { good: "text-up", bad: "text-down", waits: "text-muted" } as const;

/** Methods whose withdrawals have a time of their own in `cashier.time`. */
const TIMED = ["card", "pay_by_bank", "paypal", "play_money", "bank_transfer", "crypto"] as const;

export default async function PaymentPage({ params, searchParams }: PageProps<"/cashier/payments/[id]">) {
  const [{ id }, { upload }] = await Promise.all([params, searchParams]);
  const player = await requirePlayer(`/cashier/payments/${id}`);
  const payment = isUuid(id) ? await followPayment(id, player.id) : null;
  if (!payment || !isCurrency(payment.currency)) notFound();
  const [t, method, times, text, format, messages, owed] = await Promise.all([
    getTranslations("cashier.payment"),
    getTranslations("cashier.method"),
    getTranslations("cashier.time"),
    moneyText(payment.currency),
    getFormatter(),
    messagesFor("common", "cashier"),
    playerOwes(player.id, player.currency),
  ]);
  const { direction, state, action, instrument, reason, reversed, reversals } = payment;
  const { timeZone } = player.settings;
  const tone = toneOf(payment);
  const Icon = ICONS[tone];
  // Every state of every direction has its texts.
  const key = `${direction}.${state}` as "deposit.created";
  const time = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "medium", timeZone });
  const timed = TIMED.find((each) => each === payment.method);
  // A withdrawal in review has a text of its own, which says how long that takes.
  const onItsWay = direction === "withdrawal" && ["requested", "approved", "sent"].includes(state);
  const withdrawal = direction === "withdrawal";
  return (
    <NextIntlClientProvider messages={messages}>
      <div className="mx-auto w-full max-w-lg md:pt-2">
        <PageHead title={t(`title.${direction as "deposit"}`)} />
        <OwedNotice owed={owed} currency={player.currency} />
        <Panel>
          <div role="status" className="grid justify-items-center gap-1 p-6 text-center">
            <Icon aria-hidden className={`mb-2 size-10 ${TONES[tone]}`} strokeWidth={1.5} />
            <p className="figures font-semibold text-xl tracking-tight">{text(payment.amount)}</p>
            <p className="font-medium">{reversed > 0n ? t("reversedState") : t(`state.${key}`)}</p>
            <p className="text-muted text-sm">
              {reversed > 0n
                ? t("reversedText", { amount: text(reversed) })
                : t(`text.${key as "deposit.failed"}`, { reason: reason ?? "declined" })}
            </p>
            {onItsWay && timed && <p className="text-muted text-sm">{times(timed)}</p>}
          </div>
          {action && (
            <div className="px-4 pb-4 sm:px-6">
              <a href={action.url} className={buttonClass({ kind: "primary", size: "lg" }, "w-full")}>
                {t("confirm")}
              </a>
            </div>
          )}
          {withdrawal && (
            <div className="border-t p-4 sm:px-6">
              <WithdrawalSteps state={state} transitions={payment.transitions} timeZone={timeZone} />
            </div>
          )}
          <dl className="grid gap-1.5 border-t p-4 text-sm sm:px-6">
            <div className="flex justify-between gap-4">
              <dt className="text-muted">{t("method")}</dt>
              <dd className="figures">
                {instrument ? cardName(instrument) : methodName(method, payment.method)}
              </dd>
            </div>
            {!withdrawal &&
              payment.transitions.map(({ version, toState, at }) => (
                <div key={version} className="flex justify-between gap-4">
                  <dt className="text-muted">
                    {t(`state.${`${direction}.${toState}` as "deposit.created"}`)}
                  </dt>
                  <dd className="figures">{time(at)}</dd>
                </div>
              ))}
            {reversals.map((reversal) => (
              <div key={reversal.id} className="flex justify-between gap-4">
                <dt className="text-muted">
                  {reversal.reinstatesId
                    ? t("givenBack", { amount: text(reversal.amount) })
                    : t(`reversal.${reversal.reason as "dispute"}`, { amount: text(reversal.amount) })}
                </dt>
                <dd className="figures text-right">{time(reversal.at)}</dd>
              </div>
            ))}
            <div className="flex justify-between gap-4">
              <dt className="text-muted">{t("reference")}</dt>
              <dd className="text-faint text-xs [overflow-wrap:anywhere]">{payment.id}</dd>
            </div>
          </dl>
        </Panel>
        {state === "information_needed" && (
          <InformationNeeded paymentId={payment.id} player={player} upload={[upload ?? []].flat()[0]} />
        )}
        <div className="mt-4 flex flex-wrap gap-2 print:hidden">
          {state === "succeeded" && <AfterDeposit />}
          <ButtonLink href="/cashier">
            {t(tone === "bad" && !withdrawal && reversed === 0n ? "again" : "more")}
          </ButtonLink>
          <ButtonLink href="/cashier/payments">{t("all")}</ButtonLink>
          <PrintButton />
        </div>
        <FollowPayment paymentId={payment.id} />
      </div>
    </NextIntlClientProvider>
  );
}

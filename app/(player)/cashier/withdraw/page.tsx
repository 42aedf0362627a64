import { Banknote } from "lucide-react";
import type { Metadata, Route } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BankLink } from "#components/cashier/bank/bank-link.tsx";
import { cardName } from "#components/cashier/card-name.ts";
import { FollowPayment } from "#components/cashier/follow-payment.tsx";
import { methodName } from "#components/cashier/methods.ts";
import { OwedNotice } from "#components/cashier/owed-notice.tsx";
import { PaymentList } from "#components/cashier/payment-list.tsx";
import { FormMessage, FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { bankTransfersOffered, cryptoOffered, destinationsOf, playerPayments } from "#lib/cashier/index.ts";
import { isCurrency } from "#lib/core/money.ts";
import { playerOwes } from "#lib/ledger/index.ts";
import { messagesFor } from "../../../client-messages.ts";
import { moneyText } from "../../../money.ts";
import { requirePlayer } from "../../../session.ts";
import { withdrawForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("cashier.withdraw"))("title"),
});

/** Methods whose rules and times have texts of their own. */
const EXPLAINED = ["card", "pay_by_bank", "paypal", "play_money", "bank_transfer", "crypto"] as const;
const SHOWN = 3;

export default async function WithdrawPage() {
  const player = await requirePlayer("/cashier/withdraw");
  const { id: playerId, currency } = player;
  const [t, pay, times, text, { available, destinations }, owed, { payments }, messages] = await Promise.all([
    getTranslations("cashier.withdraw"),
    getTranslations("cashier.method"),
    getTranslations("cashier.time"),
    moneyText(currency),
    destinationsOf({ playerId, currency }),
    playerOwes(playerId, currency),
    playerPayments(playerId, { direction: "withdrawal", before: null }, SHOWN),
    messagesFor("common", "cashier"),
  ]);
  const explained = EXPLAINED.filter((each) => destinations.some(({ method }) => method === each));
  const last = payments.flatMap((payment) =>
    isCurrency(payment.currency) ? [{ ...payment, currency: payment.currency }] : [],
  );
  return (
    <NextIntlClientProvider messages={messages}>
      <div className="mx-auto w-full max-w-lg md:pt-2">
        <PageHead title={t("title")} lead={t("lead")} />
        {bankTransfersOffered(currency) && <BankLink to="withdraw" />}
        <OwedNotice owed={owed} currency={currency} />
        <Panel>
          {destinations.length === 0 || available === 0n ? (
            <Empty icon={Banknote} title={t("noneTitle")}>
              {t("none")}
            </Empty>
          ) : (
            <Form action={withdrawForm} className="grid gap-5 p-4 sm:p-6">
              <FormMessage />
              <input type="hidden" name="idempotencyKey" value={crypto.randomUUID()} />
              <FormSelect label={t("to")} name="to">
                {destinations.map(({ method, instrument, maximum }) => (
                  <option
                    key={instrument?.id ?? method}
                    value={instrument ? `${method}:${instrument.id}` : method}
                  >
                    {`${instrument ? cardName(instrument) : methodName(pay, method)}, ${t("upTo", { amount: text(maximum) })}`}
                  </option>
                ))}
              </FormSelect>
              <FormText
                autoComplete="off"
                className="figures font-semibold text-lg"
                hint={`${t("available")}: ${text(available)}`}
                inputMode="decimal"
                label={`${t("amount")} (${currency})`}
                maxLength={20}
                name="amount"
              />
              <Submit className="w-full" kind="primary" size="lg" pendingText={t("submitting")}>
                {t("submit")}
              </Submit>
            </Form>
          )}
        </Panel>
        {cryptoOffered() && (
          <PageLink
            href="/cashier/crypto/wallets"
            className="mt-4 block w-fit font-medium text-accent-text text-sm hover:underline"
          >
            {t("wallets")}
          </PageLink>
        )}
        {explained.length > 0 && (
          <section aria-labelledby="rules" className="mt-6">
            <h2 id="rules" className="mb-2 font-semibold">
              {t("rulesTitle")}
            </h2>
            <p className="mb-3 text-muted text-sm">{t("rules")}</p>
            <dl className="grid gap-3 text-sm">
              {explained.map((method) => (
                <div key={method}>
                  <dt className="font-medium">{methodName(pay, method)}</dt>
                  <dd className="text-muted">
                    {t(`ruleOf.${method}`)} {times(method)}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {last.length > 0 && (
          <section aria-labelledby="last" className="mt-6">
            <div className="mb-2 flex items-baseline justify-between gap-3">
              <h2 id="last" className="font-semibold">
                {t("last")}
              </h2>
              <PageLink
                href={"/cashier/payments?direction=withdrawal" as Route}
                className="font-medium text-accent-text text-sm hover:underline"
              >
                {t("all")}
              </PageLink>
            </div>
            <Panel className="overflow-hidden">
              <PaymentList payments={last} timeZone={player.settings.timeZone} />
            </Panel>
          </section>
        )}
        <FollowPayment />
      </div>
    </NextIntlClientProvider>
  );
}

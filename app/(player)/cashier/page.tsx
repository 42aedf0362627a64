import { Banknote, Hourglass, IdCard } from "lucide-react";
import type { Metadata, Route } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BankLink } from "#components/cashier/bank/bank-link.tsx";
import { DepositForm } from "#components/cashier/deposit-form.tsx";
import { FollowPayment } from "#components/cashier/follow-payment.tsx";
import { LimitPrompt } from "#components/cashier/limit-prompt.tsx";
import { OwedNotice } from "#components/cashier/owed-notice.tsx";
import { PaymentList } from "#components/cashier/payment-list.tsx";
import { SavedCards } from "#components/cashier/saved-cards.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import {
  bankTransfersOffered,
  cryptoOffered,
  depositOffer,
  hasDeposited,
  playerPayments,
} from "#lib/cashier/index.ts";
import { isCurrency, parseMinor } from "#lib/core/money.ts";
import { playerBalance, playerOwes } from "#lib/ledger/index.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import { limitRules, missingIdentity } from "#lib/players/index.ts";
import { messagesFor } from "../../client-messages.ts";
import { moneyText } from "../../money.ts";
import { contextOf, requirePlayer } from "../../session.ts";
import { declineLimitsForm, setLimitForm } from "../account/limits/actions.ts";
import { depositForm, removeCardForm } from "./actions.ts";

const RECENT = 4;

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("cashier"))("title"),
});

export default async function CashierPage({ searchParams }: PageProps<"/cashier">) {
  const asked = await searchParams;
  const next = safePath(asked.next);
  const player = await requirePlayer(next === "/" ? "/cashier" : `/cashier?next=${encodeURIComponent(next)}`);
  const [t, offer, { available }, owed, messages, rules, deposited, identity, text, recent] =
    await Promise.all([
      getTranslations("cashier"),
      depositOffer(contextOf(player)),
      playerBalance(player.id, player.currency),
      playerOwes(player.id, player.currency),
      messagesFor("common", "cashier"),
      limitRules(player.id),
      hasDeposited(player.id),
      missingIdentity(player.id),
      moneyText(player.currency),
      playerPayments(player.id, { direction: "all", before: null }, RECENT),
    ]);
  const payments = recent.payments.flatMap((payment) =>
    isCurrency(payment.currency) ? [{ ...payment, currency: payment.currency }] : [],
  );
  // What a bet slip lacks is what its player most likely wants to deposit.
  const wanted = typeof asked.amount === "string" ? parseMinor(asked.amount, player.currency) : null;
  return (
    <div className="mx-auto w-full max-w-lg md:pt-2">
      <PageHead title={t("title")} lead={t("lead")} />
      <nav
        aria-label={t("nav")}
        className="mb-4 flex flex-wrap gap-x-5 gap-y-2 font-medium text-accent-text text-sm"
      >
        <PageLink href="/cashier/withdraw" className="hover:underline">
          {t("withdraw.link")}
        </PageLink>
        {cryptoOffered() && (
          <PageLink href="/cashier/crypto" className="hover:underline">
            {t("crypto")}
          </PageLink>
        )}
        {bankTransfersOffered(player.currency) && <BankLink to="deposit" />}
        <PageLink href="/cashier/payments" className="hover:underline">
          {t("payments.title")}
        </PageLink>
        <PageLink href="/statement" className="hover:underline">
          {t("statement")}
        </PageLink>
      </nav>
      <OwedNotice owed={owed} currency={player.currency} />
      {offer?.methods.some(({ method }) => method === "play_money") && (
        <Notice className="mb-4">{t("demo")}</Notice>
      )}
      {offer?.unverified && !identity?.gates.includes("deposit") ? (
        <Notice
          tone="warn"
          className="mb-4"
          action={
            <ButtonLink size="sm" href="/account/identity">
              {t("identityVerify")}
            </ButtonLink>
          }
        >
          {t("identityRoom", { amount: text(offer.unverified) })}
        </Notice>
      ) : null}
      <Panel>
        {!offer ? (
          <Empty icon={Banknote} title={t("offTitle")}>
            {t("off")}
          </Empty>
        ) : identity?.gates.includes("deposit") || offer.unverified === 0n ? (
          <Empty
            icon={IdCard}
            title={t("identityTitle")}
            action={
              <ButtonLink href="/account/identity" kind="primary">
                {t("identityVerify")}
              </ButtonLink>
            }
          >
            {t("identityFirst")}
          </Empty>
        ) : rules.missing.length > 0 || (rules.unanswered && !deposited) ? (
          <LimitPrompt
            currency={player.currency}
            missing={rules.missing}
            decline={declineLimitsForm}
            set={setLimitForm}
          />
        ) : offer.leftToday < offer.limits.minimum ? (
          <Empty icon={Hourglass} title={t("limitTitle")}>
            {t("limit")}
          </Empty>
        ) : (
          <NextIntlClientProvider messages={messages}>
            <DepositForm
              action={depositForm}
              offer={offer}
              balance={available}
              owed={owed}
              wanted={wanted}
              next={next as Route}
              firstKey={crypto.randomUUID()}
            />
          </NextIntlClientProvider>
        )}
      </Panel>
      <NextIntlClientProvider messages={messages}>
        {offer && offer.saved.length > 0 && <SavedCards saved={offer.saved} remove={removeCardForm} />}
        {payments.length > 0 && (
          <section aria-labelledby="recent" className="mt-6">
            <div className="mb-2 flex items-baseline justify-between gap-3">
              <h2 id="recent" className="font-semibold">
                {t("recent.title")}
              </h2>
              <PageLink
                href="/cashier/payments"
                className="font-medium text-accent-text text-sm hover:underline"
              >
                {t("recent.all")}
              </PageLink>
            </div>
            <Panel className="overflow-hidden">
              <PaymentList payments={payments} timeZone={player.settings.timeZone} />
            </Panel>
          </section>
        )}
        <FollowPayment />
      </NextIntlClientProvider>
    </div>
  );
}

import { ReceiptText } from "lucide-react";
import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { FollowPayment } from "#components/cashier/follow-payment.tsx";
import { PaymentList } from "#components/cashier/payment-list.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { playerPayments } from "#lib/cashier/index.ts";
import { PaymentsQuery } from "#lib/cashier/schema.ts";
import { isCurrency } from "#lib/core/money.ts";
import { requirePlayer } from "../../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("cashier.payments"))("title"),
});

const DIRECTIONS = ["all", "deposit", "withdrawal"] as const;

const addressOf = ({ direction, before }: PaymentsQuery): Route => {
  const query = new URLSearchParams({
    ...(direction !== "all" && { direction }),
    ...(before && { before }),
  }).toString();
  return (query ? `/cashier/payments?${query}` : "/cashier/payments") as Route;
};

export default async function PaymentsPage({ searchParams }: PageProps<"/cashier/payments">) {
  const asked = await searchParams;
  const query = PaymentsQuery.parse({ direction: asked.direction, before: asked.before ?? null });
  const player = await requirePlayer(addressOf({ ...query, before: null }));
  const [t, { payments, next }] = await Promise.all([
    getTranslations("cashier.payments"),
    playerPayments(player.id, query),
  ]);
  const shown = payments.flatMap((payment) =>
    isCurrency(payment.currency) ? [{ ...payment, currency: payment.currency }] : [],
  );
  return (
    <div className="mx-auto w-full max-w-lg md:pt-2">
      <PageHead title={t("title")} lead={t("lead")} />
      <nav aria-label={t("filter")} className="mb-4 flex flex-wrap gap-2">
        {DIRECTIONS.map((direction) => (
          <PageLink
            key={direction}
            href={addressOf({ direction, before: null })}
            aria-current={query.direction === direction ? "page" : undefined}
            className={buttonClass({ kind: query.direction === direction ? "secondary" : "quiet" })}
          >
            {t(`directions.${direction}`)}
          </PageLink>
        ))}
      </nav>
      <Panel className="overflow-hidden">
        {shown.length === 0 ? (
          <Empty
            icon={ReceiptText}
            title={t("emptyTitle")}
            action={
              <ButtonLink href="/cashier" kind="primary">
                {t("deposit")}
              </ButtonLink>
            }
          >
            {t("empty")}
          </Empty>
        ) : (
          <PaymentList payments={shown} timeZone={player.settings.timeZone} />
        )}
      </Panel>
      {(query.before || next) && (
        <div className="mt-4 flex justify-between gap-3">
          {query.before ? (
            <PageLink href={addressOf({ ...query, before: null })} className={buttonClass({ kind: "quiet" })}>
              {t("newest")}
            </PageLink>
          ) : (
            <span />
          )}
          {next && (
            <PageLink href={addressOf({ ...query, before: next })} className={buttonClass({})}>
              {t("older")}
            </PageLink>
          )}
        </div>
      )}
      <FollowPayment />
    </div>
  );
}

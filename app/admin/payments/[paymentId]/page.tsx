import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { Facts, Panel } from "#components/admin/panel.tsx";
import { BlockInstrument, RefundDeposit } from "#components/admin/payments/money-actions.tsx";
import { nameOf, PaymentState } from "#components/admin/payments/names.tsx";
import { ContinueReview, DecideWithdrawal, TakeReview } from "#components/admin/payments/review-actions.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { paymentRecord } from "#lib/cashier/index.ts";
import { paymentsCorrect, paymentsRead, paymentsReview } from "#lib/cashier/permissions.ts";
import { isUuid } from "#lib/core/id.ts";
import { isCurrency, money, toDecimalText } from "#lib/core/money.ts";
import { may } from "#lib/platform/permission.ts";
import { staffPage } from "../../staff-page.ts";
import {
  approveWithdrawalAction,
  askInformationAction,
  blockInstrumentAction,
  continueReviewAction,
  declineWithdrawalAction,
  refundDepositAction,
  releaseReviewAction,
  takeReviewAction,
  unblockInstrumentAction,
} from "../actions.ts";
import {
  Checks,
  Exceptions,
  Information,
  Payouts,
  ProviderEvents,
  reasonOf,
  Timeline,
  Transfers,
} from "./parts.tsx";

export const metadata: Metadata = { title: "Payment" };

export default async function PaymentOfPlayer({ params }: { params: Promise<{ paymentId: string }> }) {
  const { paymentId } = await params;
  const { staff, t, format } = await staffPage(`/admin/payments/${paymentId}`, paymentsRead);
  const payment = isUuid(paymentId) ? await paymentRecord(paymentId) : null;
  if (!payment) notFound();
  const { direction, state, amount, currency, player, assignment, instrument } = payment;
  const reviewed = state === "in_review" || state === "information_needed";
  const reviewer = direction === "withdrawal" && reviewed && may(staff, paymentsReview);
  const own = assignment?.staffId === staff.id;
  const corrects = may(staff, paymentsCorrect);
  const left = payment.refundedBy.reduce(
    (rest, refund) => (refund.state === "failed" ? rest : rest - refund.amount),
    amount - payment.reversed,
  );
  const shown = { payment, t, format };
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/payments">
          {t("payments.one.back")}
        </PageLink>
      </nav>
      <PageHead
        aside={
          <span className="flex flex-wrap gap-2">
            {reviewer && (
              <TakeReview
                assignee={assignment?.name ?? null}
                assigneeId={assignment?.staffId ?? null}
                own={own}
                paymentId={payment.id}
                release={releaseReviewAction}
                take={takeReviewAction}
              />
            )}
            {reviewer && state === "information_needed" && (
              <ContinueReview paymentId={payment.id} proceed={continueReviewAction} />
            )}
            {reviewer && state === "in_review" && (own || !assignment) && (
              <DecideWithdrawal
                approve={approveWithdrawalAction}
                ask={askInformationAction}
                decline={declineWithdrawalAction}
                paymentId={payment.id}
              />
            )}
            {corrects &&
              direction === "deposit" &&
              state === "succeeded" &&
              left > 0n &&
              isCurrency(currency) && (
                <RefundDeposit
                  amount={toDecimalText(money(currency, left))}
                  currency={currency}
                  paymentId={payment.id}
                  refund={refundDepositAction}
                />
              )}
            {corrects && instrument && (
              <BlockInstrument
                block={blockInstrumentAction}
                blocked={payment.blocked}
                instrumentId={instrument.id}
                unblock={unblockInstrumentAction}
              />
            )}
          </span>
        }
        lead={
          <span className="inline-flex flex-wrap items-center gap-2">
            <PaymentState state={state} t={t} />
            {payment.blocked && <Badge tone="down">{t("payments.instrument.blocked")}</Badge>}
            {payment.assignedFrom &&
              t("payments.one.assignedFrom", { object: payment.assignedFrom.objectId })}
            {assignment && reviewed && t("payments.one.assigned", { name: assignment.name })}
          </span>
        }
        title={`${nameOf(t, "direction", direction)} ${format.money(amount, currency)}`}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Timeline {...shown} />
          <Information {...shown} />
          <Payouts {...shown} />
          <Transfers {...shown} />
          <ProviderEvents {...shown} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("payments.one.facts")}>
            <Facts
              facts={[
                {
                  label: t("payments.one.player"),
                  value: (
                    <PageLink
                      className="hover:underline"
                      href={`/admin/players/${payment.playerId}` as Route}
                    >
                      {player.email}
                    </PageLink>
                  ),
                },
                { label: t("payments.one.country"), value: player.country },
                { label: t("payments.one.method"), value: nameOf(t, "method", payment.method) },
                { label: t("payments.one.provider"), value: nameOf(t, "provider", payment.provider) },
                ...(payment.objectId ? [{ label: t("payments.one.object"), value: payment.objectId }] : []),
                ...(instrument
                  ? [
                      {
                        label: t("payments.one.instrument"),
                        value: `${instrument.brand} •••• ${instrument.last4}${
                          instrument.country ? `, ${instrument.country}` : ""
                        }`,
                      },
                    ]
                  : []),
                ...(instrument?.funding
                  ? [{ label: t("payments.one.funding"), value: instrument.funding }]
                  : []),
                ...(payment.reason
                  ? [{ label: t("payments.one.reason"), value: reasonOf(t, payment.reason) }]
                  : []),
                { label: t("payments.one.at"), value: format.moment(payment.createdAt) },
                { label: t("payments.one.id"), value: payment.id },
              ]}
            />
          </Panel>
          {direction === "withdrawal" && <Checks payment={payment} t={t} />}
          <Exceptions {...shown} />
        </div>
      </div>
    </>
  );
}

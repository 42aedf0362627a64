import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { nameOf } from "#components/admin/payments/names.tsx";
import { PaymentsNav } from "#components/admin/payments/nav.tsx";
import { TakeReview } from "#components/admin/payments/review-actions.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { reviewQueue } from "#lib/cashier/index.ts";
import { paymentsRead, paymentsReview } from "#lib/cashier/permissions.ts";
import type { QueuedWithdrawal } from "#lib/cashier/schema.ts";
import { may } from "#lib/platform/permission.ts";
import { staffPage } from "../../staff-page.ts";
import { releaseReviewAction, takeReviewAction } from "../actions.ts";

export const metadata: Metadata = { title: "Withdrawals in review" };

export default async function ReviewQueue() {
  const { staff, t, format } = await staffPage("/admin/payments/review", paymentsRead);
  const rows = await reviewQueue();
  const now = Date.now();
  const reviewer = may(staff, paymentsReview);
  const table = (title: string, shown: QueuedWithdrawal[]) => (
    <Panel flush title={title}>
      <DataTable
        caption={title}
        columns={[
          {
            id: "player",
            label: t("payments.list.player"),
            head: true,
            cell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
          },
          {
            id: "amount",
            label: t("payments.list.amount"),
            numeric: true,
            cell: ({ amount, currency }) => format.money(amount, currency),
          },
          {
            id: "method",
            label: t("payments.list.method"),
            cell: ({ method }) => nameOf(t, "method", method),
          },
          {
            id: "age",
            label: t("payments.review.age"),
            numeric: true,
            cell: ({ createdAt }) => format.age((now - createdAt.getTime()) / 1_000),
          },
          {
            id: "reasons",
            label: t("payments.review.reasons"),
            cell: ({ reasons, answeredAt }) => (
              <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
                {reasons.map((reason) => (
                  <Badge key={reason} tone="warn">
                    {nameOf(t, "check", reason)}
                  </Badge>
                ))}
                {answeredAt && <Badge tone="accent">{t("payments.review.answered")}</Badge>}
              </span>
            ),
          },
          {
            id: "assignee",
            label: t("payments.review.assignee"),
            cell: ({ assignee }) => assignee ?? t("payments.review.nobody"),
          },
          ...(reviewer
            ? [
                {
                  id: "take",
                  label: t("payments.review.take"),
                  act: true,
                  cell: ({ id, assigneeId, assignee }: QueuedWithdrawal) => (
                    <span className="relative z-10">
                      <TakeReview
                        assignee={assignee}
                        assigneeId={assigneeId}
                        own={assigneeId === staff.id}
                        paymentId={id}
                        release={releaseReviewAction}
                        take={takeReviewAction}
                      />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
        empty={t("payments.review.empty")}
        rowHref={({ id }) => `/admin/payments/${id}`}
        rowKey={({ id }) => id}
        rows={shown}
      />
    </Panel>
  );
  return (
    <>
      <PageHead lead={t("payments.review.lead")} title={t("payments.title")} />
      <PaymentsNav t={t} view="review" />
      {table(
        t("payments.review.waiting"),
        rows.filter(({ state }) => state === "in_review"),
      )}
      {table(
        t("payments.review.needed"),
        rows.filter(({ state }) => state === "information_needed"),
      )}
    </>
  );
}

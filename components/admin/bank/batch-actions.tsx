"use client";

import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "../dialog.tsx";

type Answer = Promise<ActionResult<unknown, { code: string }>>;
type Step = (input: { batchId: string; reason: string; idempotencyKey: string }) => Answer;

/** Puts what waits for an account into a batch. */
export function PrepareBatch({
  account,
  prepare,
}: {
  account: string;
  prepare: (input: { account: string; idempotencyKey: string }) => Answer;
}) {
  const t = useTranslations("admin.bank.queue");
  return (
    <ReasonDialog
      confirmLabel={t("prepare")}
      label={t("prepare")}
      reasons={[]}
      small
      submit={({ idempotencyKey }) => prepare({ account, idempotencyKey })}
      title={t("prepareTitle")}
    >
      <p className="text-muted">{t("prepareLead")}</p>
    </ReasonDialog>
  );
}

const BATCH_STEPS = {
  prepared: ["discard", "release"],
  released: ["markSent"],
  sent: [],
  discarded: [],
} as const;

/** What can be done with a batch in its state. */
export function BatchSteps({
  batchId,
  state,
  steps,
}: {
  batchId: string;
  state: keyof typeof BATCH_STEPS;
  steps: Record<"discard" | "release" | "markSent", Step>;
}) {
  const t = useTranslations("admin.bank.batch");
  return BATCH_STEPS[state].map((step) => (
    <ReasonDialog
      confirmLabel={t(step)}
      key={step}
      label={t(step)}
      reasons={[]}
      strong={step !== "discard"}
      submit={({ note, idempotencyKey }) =>
        steps[step]({ batchId, reason: note.trim() || t(`${step}Title`), idempotencyKey })
      }
      title={t(`${step}Title`)}
      tone={step === "discard" ? "danger" : "plain"}
    >
      <p className="text-muted">{t(`${step}Lead`)}</p>
    </ReasonDialog>
  ));
}

/** Ends a transfer that the bank refused. */
export function RejectPayout({
  payoutId,
  reject,
}: {
  payoutId: string;
  reject: (input: { payoutId: string; reason: string; idempotencyKey: string }) => Answer;
}) {
  const t = useTranslations("admin.bank.batch");
  return (
    <ReasonDialog
      confirmLabel={t("reject")}
      label={t("reject")}
      reasons={[]}
      small
      submit={({ note, idempotencyKey }) =>
        reject({ payoutId, reason: note.trim() || t("rejectTitle"), idempotencyKey })
      }
      title={t("rejectTitle")}
      tone="danger"
    >
      <p className="text-muted">{t("rejectLead")}</p>
    </ReasonDialog>
  );
}

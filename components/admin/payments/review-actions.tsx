"use client";

import { Check, FileQuestion, Hand, RotateCcw, Undo2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog, refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import { reasonText, useReasons } from "./reasons.ts";

type Refusal = { code: string };
type Answer = Promise<ActionResult<null, Refusal>>;
type Decided = { paymentId: string; reason: string; idempotencyKey: string };

/** Takes a withdrawal, or gives it back. `assigneeId` is who has it as the page was read. */
export function TakeReview({
  paymentId,
  assigneeId,
  assignee,
  own,
  take,
  release,
}: {
  paymentId: string;
  assigneeId: string | null;
  assignee: string | null;
  own: boolean;
  take: (input: { paymentId: string; from: string | null }) => Answer;
  release: (input: { paymentId: string }) => Answer;
}) {
  const t = useTranslations("admin.payments.review");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const router = useRouter();
  const [pending, start] = useTransition();
  const [refused, setRefused] = useState<string | null>(null);
  const send = (): void =>
    start(async () => {
      const done = await (own ? release({ paymentId }) : take({ paymentId, from: assigneeId }));
      setRefused(done.ok ? null : refusalText(tRefusal, done.refusal));
      router.refresh();
    });
  return (
    <span className="inline-grid gap-1">
      <Button kind="outline" onClick={send} pending={pending} size="sm">
        {own ? <RotateCcw aria-hidden className="size-3.5" /> : <Hand aria-hidden className="size-3.5" />}
        {own ? t("release") : assignee ? t("takeOver", { name: assignee }) : t("take")}
      </Button>
      {refused && (
        <Notice live="assertive" tone="bad">
          {refused}
        </Notice>
      )}
    </span>
  );
}

/** What a reviewer does with a withdrawal: approve, decline, ask for documents. */
export function DecideWithdrawal({
  paymentId,
  approve,
  decline,
  ask,
}: {
  paymentId: string;
  approve: (input: Decided) => Answer;
  decline: (input: Decided) => Answer;
  ask: (input: { paymentId: string; note: string; idempotencyKey: string }) => Answer;
}) {
  const t = useTranslations("admin.payments.review");
  const reasons = useReasons();
  return (
    <>
      <ReasonDialog
        asks={t("askNote")}
        confirmLabel={t("askConfirm")}
        label={
          <>
            <FileQuestion aria-hidden className="size-3.5" />
            {t("ask")}
          </>
        }
        reasons={[]}
        submit={({ note, idempotencyKey }) => ask({ paymentId, note, idempotencyKey })}
        title={t("askTitle")}
      >
        <p className="text-muted">{t("askLead")}</p>
      </ReasonDialog>
      <ReasonDialog
        confirmLabel={t("decline")}
        label={
          <>
            <X aria-hidden className="size-3.5" />
            {t("decline")}
          </>
        }
        reasons={reasons(["source_unclear", "other_name", "fraud", "player_asked", "other"])}
        submit={({ idempotencyKey, ...why }) =>
          decline({ paymentId, reason: reasonText(why), idempotencyKey })
        }
        title={t("declineTitle")}
        tone="danger"
      >
        <p className="text-muted">{t("declineLead")}</p>
      </ReasonDialog>
      <ReasonDialog
        confirmLabel={t("approve")}
        label={
          <>
            <Check aria-hidden className="size-3.5" />
            {t("approve")}
          </>
        }
        reasons={reasons(["identity_confirmed", "source_confirmed", "usual_play", "other"])}
        strong
        submit={({ idempotencyKey, ...why }) =>
          approve({ paymentId, reason: reasonText(why), idempotencyKey })
        }
        title={t("approveTitle")}
      >
        <p className="text-muted">{t("approveLead")}</p>
      </ReasonDialog>
    </>
  );
}

/** Ends the wait for documents. */
export function ContinueReview({
  paymentId,
  proceed,
}: {
  paymentId: string;
  proceed: (input: Decided) => Answer;
}) {
  const t = useTranslations("admin.payments.review");
  const reasons = useReasons();
  return (
    <ReasonDialog
      confirmLabel={t("continue")}
      label={
        <>
          <Undo2 aria-hidden className="size-3.5" />
          {t("continue")}
        </>
      }
      reasons={reasons(["not_needed", "player_asked", "other"])}
      submit={({ idempotencyKey, ...why }) => proceed({ paymentId, reason: reasonText(why), idempotencyKey })}
      title={t("continueTitle")}
    >
      <p className="text-muted">{t("continueLead")}</p>
    </ReasonDialog>
  );
}

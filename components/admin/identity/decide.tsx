"use client";

import { Check, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { TextField } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import { type DecideRefusal, IDENTITY_REASONS, type IdentityReason } from "#lib/players/schema.ts";
import { ReasonDialog } from "../dialog.tsx";

type Answer<Refusal> = Promise<ActionResult<null, Refusal>>;
type Noted = { note: string; idempotencyKey: string };

/** Approves or refuses documents that are under review. */
export function DecideIdentity({
  submissionId,
  approve,
  refuse,
}: {
  submissionId: string;
  approve: (input: Noted & { submissionId: string; expiresOn: string }) => Answer<DecideRefusal>;
  refuse: (input: Noted & { submissionId: string; reason: IdentityReason }) => Answer<DecideRefusal>;
}) {
  const t = useTranslations("admin.identity");
  const expiresOn = useRef<HTMLInputElement>(null);
  return (
    <>
      <ReasonDialog
        confirmLabel={t("refuse")}
        label={
          <>
            <X aria-hidden className="size-3.5" />
            {t("refuse")}
          </>
        }
        reasons={IDENTITY_REASONS.map((code) => ({ code, label: t(`reason.${code}`) }))}
        submit={({ reason, ...rest }) => refuse({ submissionId, reason: reason as IdentityReason, ...rest })}
        title={t("refuseTitle")}
        tone="danger"
      >
        <p className="text-muted">{t("refuseLead")}</p>
      </ReasonDialog>
      <ReasonDialog
        confirmLabel={t("approve")}
        label={
          <>
            <Check aria-hidden className="size-3.5" />
            {t("approve")}
          </>
        }
        reasons={[]}
        strong
        submit={({ note, idempotencyKey }) =>
          approve({ submissionId, expiresOn: expiresOn.current?.value ?? "", note, idempotencyKey })
        }
        title={t("approveTitle")}
      >
        <p className="text-muted">{t("approveLead")}</p>
        <TextField
          hint={t("expiresHint")}
          label={t("expiresOn")}
          max="2199-12-31"
          ref={expiresOn}
          type="date"
        />
      </ReasonDialog>
    </>
  );
}

/** Takes back what was verified about a player. */
export function RevokeIdentity({
  playerId,
  revoke,
}: {
  playerId: string;
  revoke: (
    input: Noted & { playerId: string; reason: IdentityReason },
  ) => Answer<{ code: "nothing_verified" }>;
}) {
  const t = useTranslations("admin.identity");
  return (
    <ReasonDialog
      confirmLabel={t("revoke")}
      label={
        <>
          <Undo2 aria-hidden className="size-3.5" />
          {t("revoke")}
        </>
      }
      reasons={IDENTITY_REASONS.map((code) => ({ code, label: t(`reason.${code}`) }))}
      submit={({ reason, ...rest }) => revoke({ playerId, reason: reason as IdentityReason, ...rest })}
      title={t("revokeTitle")}
      tone="danger"
    >
      <p className="text-muted">{t("revokeLead")}</p>
    </ReasonDialog>
  );
}

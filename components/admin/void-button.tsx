"use client";

import { Ban } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import {
  VOID_REASONS,
  type VoidBetInput,
  type VoidBetRefusal,
  type VoidEffect,
  type VoidReason,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "./dialog.tsx";
import { makeFormat } from "./format.ts";

type Preview = ActionResult<VoidEffect, { code: "already_settled" }> | "failed" | null;

function Effect({ preview }: { preview: Preview }) {
  const t = useTranslations("admin.void");
  const format = makeFormat(useLocale(), "UTC");
  if (preview === null) return <p className="min-h-16 text-muted">{t("counting")}</p>;
  if (preview === "failed" || !preview.ok)
    return (
      <p className="min-h-16 text-down">
        {preview !== "failed" && preview.refusal.code === "already_settled" ? t("gone") : t("failed")}
      </p>
    );
  const { refundedStake, returnBefore, currency } = preview.value;
  return (
    <dl className="grid min-h-16 grid-cols-[1fr_auto] content-start gap-x-4 gap-y-1 rounded-md border border-line bg-bg px-3 py-2 figures">
      <dt className="text-muted">{t("refunded")}</dt>
      <dd className="text-right font-semibold">{format.money(refundedStake, currency)}</dd>
      <dt className="text-muted">{t("returnBefore")}</dt>
      <dd className="text-right">{format.money(returnBefore, currency)}</dd>
    </dl>
  );
}

/** Voids one bet after showing what its player gets back. */
export function VoidBetButton({
  betId,
  previewBet,
  confirm,
}: {
  betId: string;
  previewBet: (input: { betId: string }) => Promise<ActionResult<VoidEffect, { code: "already_settled" }>>;
  confirm: (input: VoidBetInput) => Promise<ActionResult<VoidEffect, VoidBetRefusal>>;
}) {
  const t = useTranslations("admin.void");
  const tReason = useTranslations("admin.voidReason");
  const [preview, setPreview] = useState<Preview>(null);
  const look = (): void => {
    setPreview(null);
    previewBet({ betId }).then(setPreview, () => setPreview("failed"));
  };
  return (
    <ReasonDialog
      confirmLabel={t("confirmBet")}
      label={
        <>
          <Ban aria-hidden className="size-3.5" />
          {t("bet")}
        </>
      }
      onOpen={look}
      ready={preview !== null && preview !== "failed" && preview.ok}
      reasons={VOID_REASONS.map((code) => ({ code, label: tReason(code) }))}
      submit={({ reason, ...rest }) => confirm({ betId, reason: reason as VoidReason, ...rest })}
      title={t("betTitle")}
      tone="danger"
    >
      <Effect preview={preview} />
    </ReasonDialog>
  );
}

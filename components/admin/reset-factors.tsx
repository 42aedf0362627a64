"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  RESET_PROOFS,
  type ResetFactorsInput,
  type ResetFactorsRefusal,
  type ResetProof,
} from "#lib/players/schema.ts";
import { ReasonDialog } from "./dialog.tsx";

/** Asks a second person to remove the second factors of a player who has lost them. */
export function ResetFactors({
  playerId,
  reset,
}: {
  playerId: string;
  reset: (input: ResetFactorsInput) => Promise<ActionResult<null, ResetFactorsRefusal>>;
}) {
  const t = useTranslations("admin.resetFactors");
  return (
    <ReasonDialog
      confirmLabel={t("confirm")}
      label={
        <>
          <KeyRound aria-hidden className="size-3.5" />
          {t("open")}
        </>
      }
      reasons={RESET_PROOFS.map((code) => ({ code, label: t(`proof.${code}`) }))}
      submit={({ reason, ...rest }) => reset({ playerId, reason: reason as ResetProof, ...rest })}
      title={t("title")}
      tone="danger"
    >
      <p className="text-muted">{t("lead")}</p>
    </ReasonDialog>
  );
}

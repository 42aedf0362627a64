"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  REOPEN_REASONS,
  type ReopenEventInput,
  type ReopenEventRefusal,
  type ReopenReason,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "./dialog.tsx";

/** Lets the feed run a finished event again. */
export function ReopenButton({
  eventId,
  name,
  reopen,
}: {
  eventId: string;
  name: string;
  reopen: (input: ReopenEventInput) => Promise<ActionResult<null, ReopenEventRefusal>>;
}) {
  const t = useTranslations("admin.reopen");
  const tReason = useTranslations("admin.settlementReason");
  return (
    <ReasonDialog
      confirmLabel={t("open")}
      label={
        <>
          <RotateCcw aria-hidden className="size-3.5" />
          {t("open")}
        </>
      }
      reasons={REOPEN_REASONS.map((code) => ({ code, label: tReason(code) }))}
      submit={({ reason, ...rest }) => reopen({ eventId, reason: reason as ReopenReason, ...rest })}
      title={t("title", { name })}
    >
      <p className="text-muted">{t("lead")}</p>
    </ReasonDialog>
  );
}

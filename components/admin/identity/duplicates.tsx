"use client";

import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "../dialog.tsx";

type Decision = "same" | "different";

/** Decides whether two accounts are one person's. */
export function DecideDuplicate({
  caseId,
  decide,
}: {
  caseId: string;
  decide: (input: {
    caseId: string;
    decision: Decision;
    note: string;
    idempotencyKey: string;
  }) => Promise<ActionResult<null, { code: "already_decided" }>>;
}) {
  const t = useTranslations("admin.identity.duplicates");
  return (
    <ReasonDialog
      confirmLabel={t("decide")}
      label={t("decide")}
      reasons={(["same", "different"] as const).map((code) => ({ code, label: t(code) }))}
      submit={({ reason, ...rest }) => decide({ caseId, decision: reason as Decision, ...rest })}
      title={t("decideTitle")}
    >
      <p className="text-muted">{t("decideLead")}</p>
    </ReasonDialog>
  );
}

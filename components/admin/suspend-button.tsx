"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type ResumeInput,
  type ResumeRefusal,
  STAFF_SUSPENSION_REASONS,
  type StaffScope,
  type StaffSuspensionReason,
  type SuspendInput,
  type SuspendRefusal,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "./dialog.tsx";

export type SuspensionActions = {
  suspend: (input: SuspendInput) => Promise<ActionResult<null, SuspendRefusal>>;
  resume: (input: ResumeInput) => Promise<ActionResult<null, ResumeRefusal>>;
};

/** Suspends betting here or resumes it, whichever staff can do now. */
export function SuspendButton({
  where,
  name,
  suspended,
  effect,
  label,
  suspend,
  resume,
}: SuspensionActions & {
  where: StaffScope;
  /** What it is called: "Match result", "Football". */
  name: string;
  suspended: boolean;
  /** What the suspension would cover, as text. */
  effect?: string;
  /** On the button, if its scope is not clear enough. */
  label?: string;
}) {
  const t = useTranslations("admin.suspend");
  const tReason = useTranslations("admin.suspensionReason");
  const { scope } = where;
  const shown = effect ? <p className="text-muted">{effect}</p> : null;
  if (suspended) {
    return (
      <ReasonDialog
        confirmLabel={t("resume")}
        label={
          <>
            <Play aria-hidden className="size-3.5" />
            {label ? t("resumeNamed", { name: label }) : t(`resumeScope.${scope}`)}
          </>
        }
        reasons={[]}
        submit={({ note, idempotencyKey }) => resume({ where, note, idempotencyKey })}
        title={t("resumeTitle", { name })}
      >
        {shown}
      </ReasonDialog>
    );
  }
  return (
    <ReasonDialog
      confirmLabel={t("suspend")}
      label={
        <>
          <Pause aria-hidden className="size-3.5" />
          {label ? t("suspendNamed", { name: label }) : t(`suspendScope.${scope}`)}
        </>
      }
      reasons={STAFF_SUSPENSION_REASONS.map((code) => ({ code, label: tReason(code) }))}
      submit={({ reason, ...rest }) => suspend({ where, reason: reason as StaffSuspensionReason, ...rest })}
      title={t("suspendTitle", { name })}
      tone={scope === "all" || scope === "sport" ? "danger" : "plain"}
    >
      {shown}
    </ReasonDialog>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  type ChangePolicyRefusal,
  type ChangePolicyWire,
  POLICY_REASONS,
  type PolicyChange,
  type PolicyEffect,
  type PolicyReason,
  type PreviewPolicyWire,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { PolicyRules } from "#lib/sportsbook/betting/schema.ts";
import { ReasonDialog } from "../dialog.tsx";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { PolicyChanges } from "./changes.tsx";
import type { SportNames } from "./names.ts";

export type PolicyActions = {
  preview: (input: PreviewPolicyWire) => Promise<ActionResult<PolicyEffect, never>>;
  publish: (input: ChangePolicyWire) => Promise<ActionResult<{ version: number }, ChangePolicyRefusal>>;
};

type Seen = { effect: PolicyEffect } | "failed" | null;

/** Weaker protection is pointed out, not forbidden: no delay, or a limit that nothing reaches. */
const isUnguarded = (rules: PolicyRules): boolean =>
  rules.inPlayDelayMsDefault === 0 || Object.values(rules.inPlayDelayMs).includes(0);

/** Shows the changes and what they would affect, asks for a reason, and publishes them. */
export function ReviewPolicy({
  base,
  changes,
  draft,
  sports,
  format,
  preview,
  publish,
  onPublished,
}: PolicyActions & {
  base: number;
  changes: readonly PolicyChange[];
  draft: { wire: PreviewPolicyWire["rules"]; rules: PolicyRules } | null;
  sports: SportNames;
  format: Format;
  onPublished: (version: number) => void;
}) {
  const t = useTranslations("admin") as unknown as Translate;
  const [seen, setSeen] = useState<Seen>(null);
  const look = (): void => {
    setSeen(null);
    if (!draft) return;
    preview({ rules: draft.wire }).then(
      (answer) => setSeen(answer.ok ? { effect: answer.value } : "failed"),
      () => setSeen("failed"),
    );
  };
  return (
    <ReasonDialog
      confirmLabel={t("policy.publish", { version: base + 1 })}
      disabled={changes.length === 0}
      label={t("policy.review")}
      onOpen={look}
      ready={seen !== null && seen !== "failed"}
      reasons={POLICY_REASONS.map((code) => ({ code, label: t(`policy.reason.${code}`) }))}
      strong
      submit={async ({ reason, ...rest }) => {
        if (!draft) throw new Error("nothing was drafted");
        const done = await publish({ base, rules: draft.wire, reason: reason as PolicyReason, ...rest });
        if (done.ok) onPublished(done.value.version);
        return done;
      }}
      title={t("policy.reviewTitle", { count: changes.length })}
      wide
    >
      <PolicyChanges changes={changes} format={format} sports={sports} t={t} />
      <div className="grid gap-1">
        {draft && isUnguarded(draft.rules) ? <p className="text-warn">{t("policy.effect.noDelay")}</p> : null}
        {seen === null ? <p className="text-muted">{t("policy.effect.counting")}</p> : null}
        {seen === "failed" ? <p className="text-down">{t("policy.effect.failed")}</p> : null}
        {seen !== null && seen !== "failed" ? (
          <>
            <p>{t("policy.effect.full", { next: seen.effect.fullNext, now: seen.effect.fullNow })}</p>
            <p className="text-muted">{t("policy.effect.bets", { waiting: seen.effect.waiting })}</p>
          </>
        ) : null}
      </div>
    </ReasonDialog>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";

type Verdict = { entries: bigint; broken: { id: bigint }[] };

/** Recomputes every hash of the audit trail on the server and reports broken entries. */
export function VerifyChain({
  verify,
}: {
  verify: (input: Record<string, never>) => Promise<ActionResult<Verdict, never>>;
}) {
  const t = useTranslations("admin.audit");
  const [answer, setAnswer] = useState<ActionResult<Verdict, never> | null>(null);
  const [pending, start] = useTransition();
  return (
    <span className="flex flex-wrap items-center gap-3">
      <span aria-live="polite">
        {answer === null ? null : !answer.ok ? (
          <Badge tone="warn">{t("failed")}</Badge>
        ) : answer.value.broken.length > 0 ? (
          <Badge tone="down">
            {t("broken", {
              ids: answer.value.broken
                .slice(0, 5)
                .map(({ id }) => id)
                .join(", "),
            })}
          </Badge>
        ) : (
          <Badge tone="up">{t("intact", { entries: Number(answer.value.entries) })}</Badge>
        )}
      </span>
      <Button
        kind="outline"
        onClick={() => start(async () => setAnswer(await verify({})))}
        pending={pending}
        size="sm"
      >
        {t("verify")}
      </Button>
    </span>
  );
}

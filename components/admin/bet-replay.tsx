"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { ReplayedDecision } from "#lib/sportsbook/betting/schema.ts";
import { Code } from "./code.tsx";
import { Panel } from "./panel.tsx";

const text = (value: unknown): string => JSON.stringify(value, null, 2);

/** Decides the bet again on the server, from what was stored with it, and shows inputs, the answer then and the answer now. */
export function BetReplay({
  betId,
  replay,
}: {
  betId: string;
  replay: (input: { betId: string }) => Promise<ActionResult<ReplayedDecision[], never>>;
}) {
  const t = useTranslations("admin.replay");
  const [answer, setAnswer] = useState<ActionResult<ReplayedDecision[], never> | null>(null);
  const [pending, start] = useTransition();
  const decisions = answer?.ok ? answer.value : [];
  return (
    <Panel
      aside={
        <>
          <span aria-live="polite">
            {answer === null ? null : !answer.ok ? (
              <Badge tone="warn">{t("failed")}</Badge>
            ) : decisions.every(({ same }) => same) ? (
              <Badge tone="up">{t("same")}</Badge>
            ) : (
              <Badge tone="down">{t("other")}</Badge>
            )}
          </span>
          <Button
            kind="outline"
            onClick={() => start(async () => setAnswer(await replay({ betId })))}
            pending={pending}
            size="sm"
          >
            {t("again")}
          </Button>
        </>
      }
      title={t("title")}
    >
      <p className="text-muted text-sm">{t("note")}</p>
      {decisions.map(({ stage, inputs, given, again, same }) => (
        <section key={stage} className="mt-4 grid gap-2">
          <h3 className="flex items-center gap-2 font-semibold text-sm">
            {t(`stage.${stage}`)}
            <Badge tone={same ? "up" : "down"}>{t(same ? "same" : "other")}</Badge>
          </h3>
          <div className="grid gap-3 lg:grid-cols-2">
            {(["given", "again"] as const).map((when) => (
              <div key={when} className="grid min-w-0 content-start gap-1">
                <p className="text-muted text-xs">{t(when === "given" ? "then" : "now")}</p>
                <Code label={`${t(`stage.${stage}`)}: ${t(when === "given" ? "then" : "now")}`}>
                  {text(when === "given" ? given : again)}
                </Code>
              </div>
            ))}
          </div>
          <p className="text-muted text-xs">{t("inputs")}</p>
          <Code label={`${t(`stage.${stage}`)}: ${t("inputs")}`}>
            {inputs ? text(inputs) : t("noInputs")}
          </Code>
        </section>
      ))}
    </Panel>
  );
}

"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { ReplayedDecision } from "#lib/sportsbook/betting/schema.ts";
import { Code } from "./code.tsx";
import { Panel } from "./panel.tsx";

const text = (value: unknown): string => JSON.stringify(value, null, 2);

type ReplayedAnswer = { when: "given" | "again"; words: "both" | "then" | "now" };

/** Side by side only where they differ. */
const answers = (same: boolean): ReplayedAnswer[] =>
  same
    ? [{ when: "given", words: "both" }]
    : [
        { when: "given", words: "then" },
        { when: "again", words: "now" },
      ];

/**
 * Replays the decision on the server, on the stored inputs, and shows the inputs, the original answer and the answer
 * now.
 */
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
          <div className={clsx("grid gap-3", !same && "lg:grid-cols-2")}>
            {answers(same).map(({ when, words }) => (
              <div key={when} className="grid min-w-0 content-start gap-1">
                <p className="text-muted text-xs">{t(words)}</p>
                <Code label={`${t(`stage.${stage}`)}: ${t(words)}`}>
                  {text(when === "given" ? given : again)}
                </Code>
              </div>
            ))}
          </div>
          {inputs ? (
            <details>
              <summary className="flex min-h-9 items-center text-muted text-xs hover:text-ink pointer-coarse:min-h-11">
                {t("inputs")}
              </summary>
              <Code label={`${t(`stage.${stage}`)}: ${t("inputs")}`}>{text(inputs)}</Code>
            </details>
          ) : (
            <p className="text-muted text-xs">{`${t("inputs")}: ${t("noInputs")}`}</p>
          )}
        </section>
      ))}
    </Panel>
  );
}

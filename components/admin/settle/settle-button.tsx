"use client";

import { Gavel } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import {
  type PreviewSettlementInput,
  SETTLEMENT_REASONS,
  type SettleManuallyInput,
  type SettlementCase,
  type SettlementCaseInput,
  type SettlementEffect,
  type SettlementPreview,
  type SettlementReason,
  type SettleRefusal,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog, refusalText } from "../dialog.tsx";
import { makeFormat } from "../format.ts";
import type { Translate } from "../names.ts";
import { BeforeTheEnd } from "./before-the-end.tsx";
import { actionOf, type Draft, draftOf, draftOutcomes, effectiveCancels, possibleActions } from "./draft.ts";
import { SettlementEffects } from "./effect.tsx";
import { Journal } from "./journal.tsx";
import { OutcomeResults } from "./outcomes.tsx";
import { CancelChoice, CancelWindow } from "./window.tsx";

export type SettleActions = {
  settlementCase: (
    input: SettlementCaseInput,
  ) => Promise<ActionResult<SettlementCase, { code: "unknown_market" }>>;
  previewSettlement: (
    input: PreviewSettlementInput,
  ) => Promise<
    ActionResult<SettlementPreview, Exclude<SettleRefusal, { code: "effect_changed" | "event_not_over" }>>
  >;
  settle: (input: SettleManuallyInput) => Promise<ActionResult<SettlementEffect[], SettleRefusal>>;
};

type Shown = { for: Draft; preview: SettlementPreview | null; refusal: { code: string } | null };

const FAILED = { code: "effect_failed" };

/**
 * Settles a market manually: sets, confirms or rolls back its result, cancels it or rolls the cancellation back. Its
 * financial impact is shown for the chosen action, and nothing can be confirmed unseen.
 */
export function SettleButton({
  marketId,
  name,
  outcomes,
  participants,
  settled,
  timeZone,
  bare = false,
  settlementCase,
  previewSettlement,
  settle,
}: SettleActions & {
  marketId: string;
  name: string;
  outcomes: readonly { key: string; name: string }[];
  participants: readonly string[];
  settled: boolean;
  timeZone: string;
  /** A symbol alone, in a row of them. */
  bare?: boolean;
}) {
  const t = useTranslations("admin.settle");
  const tReason = useTranslations("admin.settlementReason");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const format = makeFormat(useLocale(), timeZone);
  const [found, setFound] = useState<SettlementCase | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);

  const nameOf = (key: string): string => outcomes.find((outcome) => outcome.key === key)?.name ?? key;

  const preview = (next: Draft, of: SettlementCase): void => {
    setDraft(next);
    const action = actionOf(next, of, timeZone);
    if (!action) return;
    const say = (answer: Omit<Shown, "for">): void => setShown({ for: next, ...answer });
    previewSettlement({ marketId, action }).then(
      (answer) =>
        say(
          answer.ok ? { preview: answer.value, refusal: null } : { preview: null, refusal: answer.refusal },
        ),
      () => say({ preview: null, refusal: FAILED }),
    );
  };
  const open = (): void => {
    setFound(null);
    setDraft(null);
    setShown(null);
    settlementCase({ marketId, score: null }).then(
      (answer) => {
        if (!answer.ok) return;
        setFound(answer.value);
        preview(draftOf(answer.value), answer.value);
      },
      () => setShown(null),
    );
  };
  const change = (next: Partial<Draft>): void => {
    if (draft && found) preview({ ...draft, ...next }, found);
  };
  const fill = async (score: [number, number][]): Promise<boolean> => {
    const answer = await settlementCase({ marketId, score });
    if (!answer.ok || !answer.value.suggested) return false;
    change({ outcomes: draftOutcomes(answer.value.keys, answer.value.suggested) });
    return true;
  };
  const early = draft?.kind === "result" && found?.eventOver === false;
  // An answer about an older choice does not apply to this one.
  const current = draft && shown?.for === draft ? shown : null;
  const action = draft && found ? actionOf(draft, found, timeZone) : null;

  return (
    <ReasonDialog
      confirmLabel={t(`confirm.${draft?.kind ?? "result"}`)}
      label={
        <>
          <Gavel aria-hidden className="size-3.5" />
          <span className={bare ? "sr-only" : undefined}>{settled ? t("correct") : t("open")}</span>
          <span className="sr-only">{name}</span>
        </>
      }
      onOpen={open}
      ready={
        action !== null && current !== null && current.preview !== null && !(early && !draft?.beforeTheEnd)
      }
      reasons={SETTLEMENT_REASONS.map((code) => ({ code, label: tReason(code) }))}
      small
      submit={async ({ reason, ...rest }) => {
        const seen = current?.preview?.seen ?? "";
        const done = await settle({
          marketId,
          action: action ?? { kind: "confirm" },
          reason: reason as SettlementReason,
          ...rest,
          seen,
          ...(early ? { beforeTheEnd: draft?.beforeTheEnd === true } : {}),
        });
        if (!done.ok && done.refusal.code === "effect_changed" && draft)
          setShown({ for: draft, preview: done.refusal.preview, refusal: null });
        return done;
      }}
      title={settled ? t("correctTitle", { name }) : t("title", { name })}
      tone="danger"
      wide
    >
      {draft && found ? (
        <>
          <fieldset className="min-w-0">
            <legend className="mb-1.5 font-medium">{t("action")}</legend>
            <div className="flex flex-wrap gap-1.5">
              {possibleActions(found).map((kind) => (
                <label
                  className="flex min-h-9 items-center gap-2 rounded-md border px-2.5 hover:bg-raised has-checked:border-accent has-checked:bg-raised pointer-coarse:min-h-11"
                  key={kind}
                >
                  <input
                    checked={draft.kind === kind}
                    className="size-4 accent-accent"
                    name="action"
                    onChange={() => change({ kind })}
                    type="radio"
                  />
                  {t(`actions.${kind}`)}
                </label>
              ))}
            </div>
            <p className="mt-1.5 text-muted">{t(`lead.${draft.kind}`)}</p>
          </fieldset>
          {draft.kind === "result" ? (
            <>
              {early ? (
                <BeforeTheEnd
                  confirmed={draft.beforeTheEnd}
                  confirm={(beforeTheEnd) => change({ beforeTheEnd })}
                />
              ) : null}
              <OutcomeResults
                change={(next) => change({ outcomes: next })}
                fromScore={{
                  fill,
                  finalScore: found.eventOver ? found.score : null,
                  participants,
                  sportId: found.sportId,
                }}
                nameOf={nameOf}
                outcomes={draft.outcomes}
              />
            </>
          ) : null}
          {draft.kind === "cancel" ? (
            <CancelWindow change={change} draft={draft} format={format} timeZone={timeZone} />
          ) : null}
          {draft.kind === "rollback_cancel" ? (
            <CancelChoice cancels={effectiveCancels(found)} change={change} draft={draft} format={format} />
          ) : null}
          <section aria-label={t("effect")} aria-live="polite" className="min-h-24">
            <h3 className="mb-1.5 font-medium">{t("effect")}</h3>
            {current?.preview ? (
              <SettlementEffects effects={current.preview.effects} format={format} />
            ) : current?.refusal ? (
              <p className="text-down">
                {current.refusal === FAILED ? t("failed") : refusalText(tRefusal, current.refusal)}
              </p>
            ) : action ? (
              <p className="text-muted">{t("counting")}</p>
            ) : (
              <p className="text-muted">{t("incomplete")}</p>
            )}
          </section>
          <Journal format={format} nameOf={nameOf} entries={found.entries} />
        </>
      ) : (
        <p className="min-h-40 text-muted">{t("counting")}</p>
      )}
    </ReasonDialog>
  );
}

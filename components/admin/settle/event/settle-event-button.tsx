"use client";

import { Gavel } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import {
  type EventPlanRefusal,
  type EventSettlementCase,
  type EventSettlementCaseInput,
  type EventSettlementPreview,
  type PreviewEventSettlementInput,
  SETTLEMENT_REASONS,
  type SettleEventInput,
  type SettleEventRefusal,
  type SettlementReason,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog, refusalText } from "../../dialog.tsx";
import { type Format, makeFormat } from "../../format.ts";
import type { Translate } from "../../names.ts";
import { BeforeTheEnd } from "../before-the-end.tsx";
import { SettlementEffects } from "../effect.tsx";
import { ScoreFields, type ScoreRows } from "../outcomes.tsx";
import { decisionOf, type MarketDraft, marketDraft } from "./draft.ts";
import { MarketRow } from "./market-row.tsx";

export type SettleEventActions = {
  eventCase: (
    input: EventSettlementCaseInput,
  ) => Promise<ActionResult<EventSettlementCase, { code: "unknown_event" }>>;
  previewEvent: (
    input: PreviewEventSettlementInput,
  ) => Promise<ActionResult<EventSettlementPreview, EventPlanRefusal>>;
  settleEvent: (
    input: Omit<SettleEventInput, "note"> & { note: string },
  ) => Promise<ActionResult<EventSettlementPreview, SettleEventRefusal>>;
};

type Mode = "settle" | "rollback";
type Draft = { mode: Mode; markets: Record<string, MarketDraft>; beforeTheEnd: boolean };
type Decisions = PreviewEventSettlementInput["decisions"];
type Shown = { for: Draft; preview: EventSettlementPreview | null; refusal: { code: string } | null };

const FAILED = { code: "effect_failed" };

const emptyDraft = (found: EventSettlementCase, mode: Mode): Draft => ({
  mode,
  markets: Object.fromEntries(found.markets.map((market) => [market.marketId, marketDraft(market)])),
  beforeTheEnd: false,
});

/** The decisions of a draft; null while one is incomplete, or there is none. */
const decisionsOf = ({ mode, markets }: Draft, found: EventSettlementCase): Decisions | null => {
  if (mode === "rollback") {
    const settled = found.markets.filter((market) => market.settled);
    return settled.length > 0
      ? settled.map(({ marketId }) => ({ marketId, action: { kind: "rollback_result" as const } }))
      : null;
  }
  const all: Decisions = [];
  for (const market of found.markets) {
    const draft = markets[market.marketId];
    const action = market.settled || !draft ? null : decisionOf(market, draft);
    if (action === "incomplete") return null;
    if (action) all.push({ marketId: market.marketId, action });
  }
  return all.length > 0 ? all : null;
};

function Effect({
  shown,
  counting,
  base,
  format,
}: {
  shown: Shown | null;
  counting: boolean;
  base: string;
  format: Format;
}) {
  const t = useTranslations("admin.settle");
  const tEvent = useTranslations("admin.settleEvent");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const preview = shown?.preview;
  return (
    <section aria-label={t("effect")} aria-live="polite" className="grid min-h-24 content-start gap-1.5">
      <h3 className="font-medium">{t("effect")}</h3>
      {preview ? (
        <>
          <p className="figures font-semibold">
            {tEvent("base", {
              paid: format.money(preview.base.paid, base),
              takenBack: format.money(preview.base.takenBack, base),
              house: format.signed(preview.base.house, base),
            })}
          </p>
          <SettlementEffects effects={preview.effects} format={format} />
        </>
      ) : shown?.refusal ? (
        <p className="text-down">
          {shown.refusal === FAILED ? t("failed") : refusalText(tRefusal, shown.refusal)}
        </p>
      ) : (
        <p className="text-muted">{counting ? t("counting") : tEvent("nothing")}</p>
      )}
    </section>
  );
}

/**
 * Settles all markets of a match from its score, or rolls all results back, as one decision with one money effect. Nothing is
 * proposed until a score is typed, and each market can be left out, voided or decided by hand.
 */
export function SettleEventButton({
  eventId,
  name,
  sportId,
  participants,
  base,
  timeZone,
  eventCase,
  previewEvent,
  settleEvent,
}: SettleEventActions & {
  eventId: string;
  name: string;
  sportId: string;
  participants: readonly string[];
  base: string;
  timeZone: string;
}) {
  const t = useTranslations("admin.settleEvent");
  const tReason = useTranslations("admin.settlementReason");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const format = makeFormat(useLocale(), timeZone);
  const [found, setFound] = useState<EventSettlementCase | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);

  const preview = (next: Draft, of: EventSettlementCase): void => {
    setDraft(next);
    const decisions = decisionsOf(next, of);
    if (!decisions) return;
    const say = (answer: Omit<Shown, "for">): void => setShown({ for: next, ...answer });
    previewEvent({ eventId, decisions }).then(
      (answer) =>
        say(
          answer.ok ? { preview: answer.value, refusal: null } : { preview: null, refusal: answer.refusal },
        ),
      () => say({ preview: null, refusal: FAILED }),
    );
  };
  const load = async (score: [number, number][] | null): Promise<boolean> => {
    const answer = await eventCase({ eventId, score }).catch(() => null);
    if (!answer?.ok) return false;
    setFound(answer.value);
    preview(
      { ...emptyDraft(answer.value, "settle"), beforeTheEnd: draft?.beforeTheEnd ?? false },
      answer.value,
    );
    return score === null || answer.value.markets.some(({ suggested }) => suggested !== null);
  };
  const open = (): void => {
    setFound(null);
    setDraft(null);
    setShown(null);
    void load(null);
  };

  const decisions = draft && found ? decisionsOf(draft, found) : null;
  const current = draft && shown?.for === draft ? shown : null;
  const early = draft?.mode === "settle" && found?.eventOver === false;
  const refusal = current?.refusal as { code: string; marketId?: string; why?: string } | null | undefined;
  const settledCount = found?.markets.filter(({ settled }) => settled).length ?? 0;
  const finalScore: ScoreRows | null = found?.score ?? null;

  return (
    <ReasonDialog
      confirmLabel={t(draft?.mode === "rollback" ? "confirmRollback" : "confirm", {
        count: decisions?.length ?? 0,
      })}
      label={
        <>
          <Gavel aria-hidden className="size-3.5" />
          {t("open")}
        </>
      }
      onOpen={open}
      ready={decisions !== null && !!current?.preview && !(early && !draft?.beforeTheEnd)}
      reasons={SETTLEMENT_REASONS.map((code) => ({ code, label: tReason(code) }))}
      submit={async ({ reason, note, idempotencyKey }) => {
        const done = await settleEvent({
          eventId,
          decisions: decisions ?? [],
          reason: reason as SettlementReason,
          note,
          idempotencyKey,
          seen: current?.preview?.seen ?? "",
          ...(early ? { beforeTheEnd: draft?.beforeTheEnd === true } : {}),
        });
        if (!done.ok && done.refusal.code === "effect_changed" && draft)
          setShown({ for: draft, preview: done.refusal.preview, refusal: null });
        return done;
      }}
      title={t("title", { name })}
      tone="danger"
      wide
    >
      {draft && found ? (
        <>
          {settledCount > 0 ? (
            <fieldset className="flex flex-wrap gap-1.5">
              <legend className="sr-only">{t("action")}</legend>
              {(["settle", "rollback"] as const).map((mode) => (
                <label
                  className="flex min-h-9 items-center gap-2 rounded-md border px-2.5 hover:bg-raised has-checked:border-accent has-checked:bg-raised pointer-coarse:min-h-11"
                  key={mode}
                >
                  <input
                    checked={draft.mode === mode}
                    className="size-4 accent-accent"
                    name="mode"
                    onChange={() => preview({ ...draft, mode }, found)}
                    type="radio"
                  />
                  {t(`modes.${mode}`, { count: settledCount })}
                </label>
              ))}
            </fieldset>
          ) : null}
          {draft.mode === "settle" ? (
            <>
              {early ? (
                <BeforeTheEnd
                  confirm={(beforeTheEnd) => preview({ ...draft, beforeTheEnd }, found)}
                  confirmed={draft.beforeTheEnd}
                />
              ) : null}
              <ScoreFields
                fill={load}
                finalScore={finalScore}
                participants={participants}
                sportId={found.sportId}
              />
              <ul aria-label={t("markets")} className="max-h-96 divide-y divide-line overflow-y-auto pr-1">
                {found.markets
                  .filter(({ settled }) => !settled)
                  .map((market) => (
                    <MarketRow
                      change={(next) =>
                        preview({ ...draft, markets: { ...draft.markets, [market.marketId]: next } }, found)
                      }
                      draft={draft.markets[market.marketId] ?? marketDraft(market)}
                      key={market.marketId}
                      market={market}
                      sportId={sportId}
                      participants={participants}
                      refused={
                        refusal?.marketId === market.marketId
                          ? refusalText(tRefusal, { code: refusal.why ?? refusal.code })
                          : null
                      }
                    />
                  ))}
              </ul>
            </>
          ) : (
            <p className="text-muted">{t("rollbackLead", { count: settledCount })}</p>
          )}
          <Effect base={base} counting={decisions !== null} format={format} shown={current} />
        </>
      ) : (
        <p className="min-h-40 text-muted">{t("loading")}</p>
      )}
    </ReasonDialog>
  );
}

"use client";

import { Ban } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import {
  VOID_REASONS,
  type VoidBetInput,
  type VoidBetRefusal,
  type VoidEffect,
  type VoidMarketInput,
  type VoidMarketRefusal,
  type VoidReason,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "./dialog.tsx";
import { makeFormat } from "./format.ts";
import { VoidEffectTable } from "./void-effect.tsx";

const useEffectPreview = (load: () => Promise<VoidEffect[] | null>) => {
  const [effects, setEffects] = useState<VoidEffect[] | null>(null);
  const [failed, setFailed] = useState(false);
  const preview = (): void => {
    setEffects(null);
    setFailed(false);
    load().then(
      (found) => (found ? setEffects(found) : setFailed(true)),
      () => setFailed(true),
    );
  };
  return { effects, failed, preview };
};

const useReasons = () => {
  const t = useTranslations("admin.voidReason");
  return VOID_REASONS.map((code) => ({ code, label: t(code) }));
};

type Preview<Input> = (input: Input) => Promise<ActionResult<VoidEffect[], never>>;

const effectsOf = (answer: ActionResult<VoidEffect[], never>): VoidEffect[] | null =>
  answer.ok ? answer.value : null;

/** Voids one bet after showing what goes back to its player. */
export function VoidBetButton({
  betId,
  previewBet,
  confirm,
}: {
  betId: string;
  previewBet: Preview<{ betId: string }>;
  confirm: (input: VoidBetInput) => Promise<ActionResult<VoidEffect, VoidBetRefusal>>;
}) {
  const t = useTranslations("admin.void");
  const format = makeFormat(useLocale(), "UTC");
  const { effects, failed, preview } = useEffectPreview(async () => effectsOf(await previewBet({ betId })));
  return (
    <ReasonDialog
      confirmLabel={t("confirmBet")}
      label={
        <>
          <Ban aria-hidden className="size-3.5" />
          {t("bet")}
        </>
      }
      onOpen={preview}
      ready={effects !== null && effects.length > 0}
      reasons={useReasons()}
      submit={({ reason, note }) => confirm({ betId, reason: reason as VoidReason, note })}
      title={t("betTitle")}
      tone="danger"
    >
      {failed ? (
        <p className="text-down">{t("failed")}</p>
      ) : (
        <VoidEffectTable effects={effects} format={format} />
      )}
    </ReasonDialog>
  );
}

/** Cancels a market after showing whose stakes go back and which accumulators go on without it. */
export function VoidMarketButton({
  marketId,
  name,
  previewMarket,
  confirm,
}: {
  marketId: string;
  name: string;
  previewMarket: Preview<{ marketId: string }>;
  confirm: (input: VoidMarketInput) => Promise<ActionResult<VoidEffect[], VoidMarketRefusal>>;
}) {
  const t = useTranslations("admin.void");
  const format = makeFormat(useLocale(), "UTC");
  const { effects, failed, preview } = useEffectPreview(async () =>
    effectsOf(await previewMarket({ marketId })),
  );
  const betsSeen = (effects ?? []).reduce(
    (all, { refundedBets, reducedBets }) => all + refundedBets + reducedBets,
    0,
  );
  return (
    <ReasonDialog
      confirmLabel={t("confirmMarket")}
      label={
        <>
          <Ban aria-hidden className="size-3.5" />
          {t("market")}
          <span className="sr-only">{name}</span>
        </>
      }
      onOpen={preview}
      ready={effects !== null}
      reasons={useReasons()}
      small
      submit={async ({ reason, note }) => {
        const done = await confirm({ marketId, reason: reason as VoidReason, note, betsSeen });
        if (!done.ok && done.refusal.code === "effect_changed") preview();
        return done;
      }}
      title={t("marketTitle", { name })}
      tone="danger"
    >
      <p className="text-muted">{t("final")}</p>
      {failed ? (
        <p className="text-down">{t("failed")}</p>
      ) : (
        <VoidEffectTable effects={effects} format={format} />
      )}
    </ReasonDialog>
  );
}

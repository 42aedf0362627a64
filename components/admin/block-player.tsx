"use client";

import { Ban, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  BLOCK_REASONS,
  type BlockPlayerInput,
  type BlockReason,
  type BlockRefusal,
  LIFT_REASONS,
  type LiftBlockInput,
  type LiftReason,
  type LiftRefusal,
} from "#lib/players/schema.ts";
import { ReasonDialog } from "./dialog.tsx";

/** Keeps a player from betting, or lets a player bet again whom staff blocked. */
export function BlockPlayer({
  playerId,
  blocked,
  block,
  lift,
}: {
  playerId: string;
  blocked: boolean;
  block: (input: BlockPlayerInput) => Promise<ActionResult<null, BlockRefusal>>;
  lift: (input: LiftBlockInput) => Promise<ActionResult<null, LiftRefusal>>;
}) {
  const t = useTranslations("admin.block");
  return blocked ? (
    <ReasonDialog
      key="lift"
      confirmLabel={t("lift")}
      label={
        <>
          <LockOpen aria-hidden className="size-3.5" />
          {t("lift")}
        </>
      }
      reasons={LIFT_REASONS.map((code) => ({ code, label: t(`liftReason.${code}`) }))}
      submit={({ reason, ...rest }) => lift({ playerId, reason: reason as LiftReason, ...rest })}
      title={t("liftTitle")}
    >
      <p className="text-muted">{t("liftLead")}</p>
    </ReasonDialog>
  ) : (
    <ReasonDialog
      key="block"
      confirmLabel={t("block")}
      label={
        <>
          <Ban aria-hidden className="size-3.5" />
          {t("block")}
        </>
      }
      reasons={BLOCK_REASONS.map((code) => ({ code, label: t(`reason.${code}`) }))}
      submit={({ reason, ...rest }) => block({ playerId, reason: reason as BlockReason, ...rest })}
      title={t("blockTitle")}
      tone="danger"
    >
      <p className="text-muted">{t("blockLead")}</p>
    </ReasonDialog>
  );
}

"use client";

import { Ban, LockOpen, Scale, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { SelectField, TextField } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "../dialog.tsx";
import { reasonText, useReasons } from "./reasons.ts";

type Refusal = { code: string };
type Keyed = { reason: string; idempotencyKey: string };

/** Blocks the card of a payment, or lifts that. */
export function BlockInstrument({
  instrumentId,
  blocked,
  block,
  unblock,
}: {
  instrumentId: string;
  blocked: boolean;
  block: (input: Keyed & { instrumentId: string }) => Promise<ActionResult<null, Refusal>>;
  unblock: (input: Keyed & { instrumentId: string }) => Promise<ActionResult<null, Refusal>>;
}) {
  const t = useTranslations("admin.payments.instrument");
  const reasons = useReasons();
  const Icon = blocked ? LockOpen : Ban;
  const act = blocked ? unblock : block;
  return (
    <ReasonDialog
      confirmLabel={t(blocked ? "unblock" : "block")}
      key={String(blocked)}
      label={
        <>
          <Icon aria-hidden className="size-3.5" />
          {t(blocked ? "unblock" : "block")}
        </>
      }
      reasons={reasons(
        blocked ? ["our_error", "player_asked", "not_needed", "other"] : ["fraud", "other_name", "other"],
      )}
      submit={({ idempotencyKey, ...why }) => act({ instrumentId, reason: reasonText(why), idempotencyKey })}
      title={t(blocked ? "unblockTitle" : "blockTitle")}
      tone={blocked ? "plain" : "danger"}
    >
      <p className="text-muted">{t(blocked ? "unblockLead" : "blockLead")}</p>
    </ReasonDialog>
  );
}

/** Refunds a deposit to where it came from. */
export function RefundDeposit({
  paymentId,
  amount,
  currency,
  refund,
}: {
  paymentId: string;
  /** What is left of it, as plain decimal text. */
  amount: string;
  currency: string;
  refund: (
    input: Keyed & { paymentId: string; amount: string },
  ) => Promise<ActionResult<{ paymentId: string }, Refusal>>;
}) {
  const t = useTranslations("admin.payments.refund");
  const reasons = useReasons();
  const field = useRef<HTMLInputElement>(null);
  return (
    <ReasonDialog
      confirmLabel={t("open")}
      label={
        <>
          <Undo2 aria-hidden className="size-3.5" />
          {t("open")}
        </>
      }
      reasons={reasons(["player_asked", "our_error", "source_unclear", "fraud", "other"])}
      submit={({ idempotencyKey, ...why }) =>
        refund({
          paymentId,
          amount: field.current?.value ?? "",
          reason: reasonText(why),
          idempotencyKey,
        })
      }
      title={t("title")}
    >
      <p className="text-muted">{t("lead")}</p>
      <TextField
        autoComplete="off"
        className="figures"
        defaultValue={amount}
        inputMode="decimal"
        label={t("amount", { currency })}
        ref={field}
        required
      />
    </ReasonDialog>
  );
}

/** Corrects a player's cash by hand. */
export function AdjustBalance({
  playerId,
  currency,
  adjust,
}: {
  playerId: string;
  currency: string;
  adjust: (
    input: Keyed & { playerId: string; direction: "credit" | "debit"; amount: string },
  ) => Promise<ActionResult<null, Refusal>>;
}) {
  const t = useTranslations("admin.payments.adjust");
  const reasons = useReasons();
  const amount = useRef<HTMLInputElement>(null);
  const direction = useRef<HTMLSelectElement>(null);
  return (
    <ReasonDialog
      confirmLabel={t("open")}
      label={
        <>
          <Scale aria-hidden className="size-3.5" />
          {t("open")}
        </>
      }
      reasons={reasons(["our_error", "provider_error", "goodwill", "other"])}
      submit={({ idempotencyKey, ...why }) =>
        adjust({
          playerId,
          direction: direction.current?.value === "debit" ? "debit" : "credit",
          amount: amount.current?.value ?? "",
          reason: reasonText(why),
          idempotencyKey,
        })
      }
      title={t("title")}
    >
      <p className="text-muted">{t("lead")}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField defaultValue="credit" label={t("direction")} ref={direction}>
          <option value="credit">{t("credit")}</option>
          <option value="debit">{t("debit")}</option>
        </SelectField>
        <TextField
          autoComplete="off"
          className="figures"
          inputMode="decimal"
          label={t("amount", { currency })}
          ref={amount}
          required
        />
      </div>
    </ReasonDialog>
  );
}

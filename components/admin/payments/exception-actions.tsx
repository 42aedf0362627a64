"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { TextField } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "../dialog.tsx";
import { reasonText, useReasons } from "./reasons.ts";

type Refusal = { code: string };
type Keyed = { reason: string; idempotencyKey: string };
type Resolve = (input: Keyed & { exceptionId: string }) => Promise<ActionResult<null, Refusal>>;

/** Assigns money in suspense to a player, returns it, or closes an exception without money. */
export function ResolveException({
  exceptionId,
  suspended,
  assign,
  giveBack,
  dismiss,
}: {
  exceptionId: string;
  suspended: boolean;
  assign: (
    input: Keyed & { exceptionId: string; player: string },
  ) => Promise<ActionResult<{ paymentId: string }, Refusal>>;
  giveBack: Resolve;
  dismiss: Resolve;
}) {
  const t = useTranslations("admin.payments.exceptions");
  const reasons = useReasons();
  const player = useRef<HTMLInputElement>(null);
  if (!suspended)
    return (
      <ReasonDialog
        confirmLabel={t("dismiss")}
        label={t("dismiss")}
        reasons={reasons(["provider_error", "our_error", "other"])}
        small
        submit={({ idempotencyKey, ...why }) =>
          dismiss({ exceptionId, reason: reasonText(why), idempotencyKey })
        }
        title={t("dismissTitle")}
      >
        <p className="text-muted">{t("dismissLead")}</p>
      </ReasonDialog>
    );
  return (
    <>
      <ReasonDialog
        confirmLabel={t("assign")}
        label={t("assign")}
        reasons={reasons(["sender_named", "our_error", "provider_error", "other"])}
        small
        submit={({ idempotencyKey, ...why }) =>
          assign({
            exceptionId,
            player: player.current?.value ?? "",
            reason: reasonText(why),
            idempotencyKey,
          })
        }
        title={t("assignTitle")}
      >
        <p className="text-muted">{t("assignLead")}</p>
        <TextField
          autoComplete="off"
          label={t("assignPlayer")}
          maxLength={200}
          minLength={3}
          ref={player}
          required
          spellCheck={false}
        />
      </ReasonDialog>
      <ReasonDialog
        confirmLabel={t("return")}
        label={t("return")}
        reasons={reasons(["source_unclear", "other_name", "player_asked", "other"])}
        small
        submit={({ idempotencyKey, ...why }) =>
          giveBack({ exceptionId, reason: reasonText(why), idempotencyKey })
        }
        title={t("returnTitle")}
      >
        <p className="text-muted">{t("returnLead")}</p>
      </ReasonDialog>
    </>
  );
}

type EventsAction = (input: {
  provider: string;
  kind: string;
  idempotencyKey: string;
}) => Promise<ActionResult<{ events: number }, Refusal>>;

/** Processes parked events of one kind again, or takes them off the list. */
export function ParkedEventsActions({
  provider,
  kind,
  processable,
  retry,
  dismiss,
}: {
  provider: string;
  kind: string;
  processable: boolean;
  retry: EventsAction;
  dismiss: EventsAction;
}) {
  const t = useTranslations("admin.payments.exceptions");
  return (
    <>
      {processable && (
        <ReasonDialog
          confirmLabel={t("retry")}
          label={t("retry")}
          reasons={[]}
          small
          submit={({ idempotencyKey }) => retry({ provider, kind, idempotencyKey })}
          title={t("retryTitle")}
        >
          <p className="text-muted">{t("retryLead")}</p>
        </ReasonDialog>
      )}
      <ReasonDialog
        confirmLabel={t("dismissEvents")}
        label={t("dismissEvents")}
        reasons={[]}
        small
        submit={({ idempotencyKey }) => dismiss({ provider, kind, idempotencyKey })}
        title={t("dismissEventsTitle")}
      >
        <p className="text-muted">{t("dismissEventsLead")}</p>
      </ReasonDialog>
    </>
  );
}

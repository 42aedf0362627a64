"use client";

import { Hand, RefreshCw, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { COUNTER_ACCOUNTS, type CounterAccount } from "#lib/cashier/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog, refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import { reasonText, useReasons } from "./reasons.ts";

type Refusal = { code: string };

type Correct = (input: {
  differenceId: string;
  counter: CounterAccount;
  ledgerAmount: string | null;
  outsideAmount: string | null;
  reason: string;
  idempotencyKey: string;
}) => Promise<ActionResult<{ transferId: string }, Refusal>>;

/** Takes a difference or gives it back, and posts its correction. Amounts are minor units, as the page shows them. */
export function DifferenceActions({
  differenceId,
  assigneeId,
  own,
  ledgerAmount,
  outsideAmount,
  take,
  correct,
}: {
  differenceId: string;
  assigneeId: string | null;
  own: boolean;
  ledgerAmount: string | null;
  outsideAmount: string | null;
  take: (input: { differenceId: string; from: string | null }) => Promise<ActionResult<null, Refusal>>;
  correct: Correct;
}) {
  const t = useTranslations("admin.payments.reconciliation");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const tAccount = useTranslations("admin.account");
  const reasons = useReasons();
  const router = useRouter();
  const counter = useRef<HTMLSelectElement>(null);
  const [pending, start] = useTransition();
  const [refused, setRefused] = useState<string | null>(null);
  const send = (): void =>
    start(async () => {
      const done = await take({ differenceId, from: assigneeId });
      setRefused(done.ok ? null : refusalText(tRefusal, done.refusal));
      router.refresh();
    });
  return (
    <>
      <Button kind="quiet" onClick={send} pending={pending} size="sm">
        {own ? <RotateCcw aria-hidden className="size-3.5" /> : <Hand aria-hidden className="size-3.5" />}
        {t(own ? "release" : "take")}
      </Button>
      <ReasonDialog
        confirmLabel={t("correct")}
        label={t("correct")}
        reasons={reasons(["provider_error", "our_error", "fee", "timing", "other"])}
        small
        submit={({ idempotencyKey, ...why }) =>
          correct({
            differenceId,
            counter: (counter.current?.value ?? "adjustments") as CounterAccount,
            ledgerAmount,
            outsideAmount,
            reason: reasonText(why),
            idempotencyKey,
          })
        }
        title={t("correctTitle")}
      >
        <p className="text-muted">{t("correctLead")}</p>
        <SelectField label={t("counter")} ref={counter}>
          {COUNTER_ACCOUNTS.map((account) => (
            <option key={account} value={account}>
              {tAccount(account)}
            </option>
          ))}
        </SelectField>
      </ReasonDialog>
      {refused && (
        <Notice live="assertive" tone="bad">
          {refused}
        </Notice>
      )}
    </>
  );
}

/** Has a provider reconciled now. */
export function StartReconciliation({
  providers,
  since,
  until,
  start,
}: {
  providers: readonly { id: string; name: string }[];
  /** The days to begin with, YYYY-MM-DD. */
  since: string;
  until: string;
  start: (input: { provider: string; since: string; until: string }) => Promise<ActionResult<null, Refusal>>;
}) {
  const t = useTranslations("admin.payments.reconciliation");
  const provider = useRef<HTMLSelectElement>(null);
  const from = useRef<HTMLInputElement>(null);
  const to = useRef<HTMLInputElement>(null);
  return (
    <ReasonDialog
      confirmLabel={t("start")}
      label={
        <>
          <RefreshCw aria-hidden className="size-3.5" />
          {t("start")}
        </>
      }
      reasons={[]}
      submit={() =>
        start({
          provider: provider.current?.value ?? "",
          since: from.current?.value ?? "",
          until: to.current?.value ?? "",
        })
      }
      title={t("startTitle")}
    >
      <p className="text-muted">{t("startLead")}</p>
      <SelectField label={t("provider")} ref={provider}>
        {providers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField defaultValue={since} label={t("from")} ref={from} required type="date" />
        <TextField defaultValue={until} label={t("to")} ref={to} required type="date" />
      </div>
    </ReasonDialog>
  );
}

"use client";

import { Gift, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { CheckField, SelectField, TextField } from "#components/ui/field.tsx";
import { type SportTranslator, sportName } from "#lib/i18n/market-names.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { FREE_BET_KINDS, type FreeBetKind } from "#lib/sportsbook/betting/schema.ts";
import { ReasonDialog } from "../dialog.tsx";
import { reasonText } from "../payments/reasons.ts";
import { readOdds } from "../trading/read.ts";

type Refusal = { code: string };
type Keyed = { reason: string; idempotencyKey: string };
type Why = keyof Messages["admin"]["freeBets"]["reason"];

const useReasons = (codes: readonly Why[]) => {
  const t = useTranslations("admin.freeBets.reason");
  return codes.map((code) => ({ code, label: t(code) }));
};

/** Gives a player a free bet, with what it can be used for. */
export function GrantFreeBet({
  playerId,
  currency,
  sports,
  grant,
}: {
  playerId: string;
  currency: string;
  sports: readonly string[];
  grant: (
    input: Keyed & {
      playerId: string;
      amount: string;
      days: number;
      minOdds?: string;
      sports: string[];
      kinds: FreeBetKind[];
    },
  ) => Promise<ActionResult<{ freeBetId: string }, Refusal>>;
}) {
  const t = useTranslations("admin.freeBets");
  const names = useTranslations("admin.sports") as unknown as SportTranslator;
  const reasons = useReasons(["goodwill", "our_error", "loyalty", "other"]);
  const amount = useRef<HTMLInputElement>(null);
  const days = useRef<HTMLInputElement>(null);
  const kind = useRef<HTMLSelectElement>(null);
  const [odds, setOdds] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const minOdds = odds.trim() === "" ? null : readOdds(odds);
  return (
    <ReasonDialog
      confirmLabel={t("grant")}
      label={
        <>
          <Gift aria-hidden className="size-3.5" />
          {t("grant")}
        </>
      }
      ready={odds.trim() === "" || minOdds !== null}
      reasons={reasons}
      small
      submit={({ idempotencyKey, ...why }) => {
        const only = FREE_BET_KINDS.find((each) => each === kind.current?.value);
        return grant({
          playerId,
          amount: amount.current?.value ?? "",
          days: Number(days.current?.value ?? 0),
          ...(minOdds !== null && { minOdds: minOdds.toString() }),
          sports: [...chosen],
          kinds: only ? [only] : [],
          reason: reasonText(why),
          idempotencyKey,
        });
      }}
      title={t("title")}
    >
      <p className="text-muted">{t("lead")}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          autoComplete="off"
          className="figures"
          inputMode="decimal"
          label={t("amount", { currency })}
          ref={amount}
          required
        />
        <TextField
          className="figures"
          defaultValue="7"
          inputMode="numeric"
          label={t("days")}
          ref={days}
          required
        />
        <TextField
          autoComplete="off"
          className="figures"
          inputMode="decimal"
          label={t("minOdds")}
          onChange={({ target }) => setOdds(target.value)}
          placeholder={t("any")}
          value={odds}
        />
        <SelectField defaultValue="" label={t("kinds")} ref={kind}>
          <option value="">{t("anyKind")}</option>
          {FREE_BET_KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <fieldset>
        <legend className="font-medium text-sm">{t("sports")}</legend>
        <div className="flex flex-wrap gap-x-5">
          {sports.map((sport) => (
            <CheckField
              checked={chosen.includes(sport)}
              key={sport}
              label={sportName(names, sport)}
              onChange={({ target }) =>
                setChosen((now) => (target.checked ? [...now, sport] : now.filter((each) => each !== sport)))
              }
            />
          ))}
        </div>
      </fieldset>
    </ReasonDialog>
  );
}

/** Takes back a free bet that is not used yet. */
export function WithdrawFreeBet({
  freeBetId,
  withdraw,
}: {
  freeBetId: string;
  withdraw: (input: Keyed & { freeBetId: string }) => Promise<ActionResult<null, Refusal>>;
}) {
  const t = useTranslations("admin.freeBets");
  const reasons = useReasons(["our_error", "abuse", "other"]);
  return (
    <ReasonDialog
      confirmLabel={t("withdraw")}
      label={
        <>
          <Undo2 aria-hidden className="size-3.5" />
          {t("withdraw")}
        </>
      }
      reasons={reasons}
      small
      submit={({ idempotencyKey, ...why }) =>
        withdraw({ freeBetId, reason: reasonText(why), idempotencyKey })
      }
      title={t("withdrawTitle")}
    >
      <p className="text-muted">{t("withdrawLead")}</p>
    </ReasonDialog>
  );
}

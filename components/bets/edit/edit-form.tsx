"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { readAmount } from "#lib/core/amount.ts";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { useRefusalText } from "../../betslip/refusal-text.ts";
import { slip } from "../../betslip/store.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useAmountError } from "../../ui/use-amount-error.ts";
import { useCashOuts } from "../cash-out/offers.tsx";
import { draftOf, type EditableBet, sameSelections, wireOf, withLeg, withoutLeg } from "./draft.ts";
import { EditLeg } from "./edit-leg.tsx";
import { EditMoney } from "./edit-money.tsx";
import { EditRefusalNotice } from "./edit-refusal.tsx";
import { FromSlip } from "./from-slip.tsx";
import { usePreview } from "./use-preview.ts";
import { type SaveRefusal, useSave } from "./use-save.ts";

/** Refusals of one selection, which are shown beside it. */
const isOfLeg = (refusal: SaveRefusal | null): boolean =>
  refusal !== null && "outcomeKey" in refusal && !("maximumStake" in refusal);

/** Edits an open bet: its selections, and its stake. What it is worth pays for the new bet, and all stays live until it is saved. */
export function EditForm({ bet, onClose }: { bet: EditableBet; onClose: () => void }) {
  const t = useTranslations("bets.edit");
  const shared = useCashOuts();
  const currency = bet.currency as Currency;
  const amountError = useAmountError(currency);
  const refusalText = useRefusalText(currency);
  const [first] = useState(() => draftOf(bet));
  const [draft, setDraft] = useState(first);
  const [typed, setTyped] = useState<string | null>(null);
  const amount = typed === null ? null : readAmount(typed, currency);
  const stake = amount?.ok ? toDecimalText(money(currency, amount.value)) : null;
  const wire = wireOf(draft);
  const { preview, current, ended, renew } = usePreview(bet.id, wire, stake);
  const { save, pending, refusal, forget } = useSave(bet.id, () => {
    const added = draft.legs.filter((leg) => !first.legs.some(({ marketId }) => marketId === leg.marketId));
    slip.remove(added.map(({ marketId, outcomeKey }) => outcomeIdOf(marketId, outcomeKey)));
    announce(t("done"));
    onClose();
  });
  // What a refusal was about has moved: the next try begins with what holds now.
  useEffect(() => {
    if (!refusal) return;
    renew();
    shared?.renew();
  }, [refusal, renew, shared?.renew]);

  const change = (next: typeof draft): void => {
    forget();
    setDraft(next);
  };
  const fill = (text: string): void => {
    forget();
    setTyped(text);
  };
  const decided = bet.legs.length - first.legs.length;
  const problem: SaveRefusal | null = refusal ?? (current ? (preview?.refusal ?? null) : null);
  const wrong = amount && !amount.ok && amount.refusal !== "empty" ? amountError(amount.refusal) : null;
  const empty = typed !== null && !amount?.ok;
  const same = sameSelections(first, draft) && (preview?.stake ?? null) === (preview?.value ?? null);
  const ready =
    current &&
    preview?.value != null &&
    !preview.refusal &&
    !ended &&
    !empty &&
    !same &&
    draft.legs.length > 0;
  const notCombinable = problem?.code === "legs_not_combinable" ? problem.marketIds : [];
  const stateOf = (marketId: string, outcomeKey: string) =>
    preview?.legs.find((leg) => leg.marketId === marketId && leg.outcomeKey === outcomeKey) ??
    preview?.legs.find((leg) => leg.marketId === marketId) ??
    null;

  return (
    <div className="grid grid-cols-1 gap-4">
      <ul className="divide-y rounded-md border">
        {wire.legs.map(({ marketId, outcomeKey, builder }, at) => {
          const known = stateOf(marketId, outcomeKey);
          const state =
            known && known.outcomeKey !== outcomeKey ? { ...known, odds: null, problem: null } : known;
          const fault = state?.problem ?? (notCombinable.includes(marketId) ? problem : null);
          return (
            <EditLeg
              key={marketId}
              leg={{ marketId, outcomeKey }}
              state={state}
              builder={
                builder === undefined ? null : wire.legs[at - 1]?.builder === builder ? "other" : "first"
              }
              only={draft.legs.length === 1}
              error={
                fault && "code" in fault ? refusalText(fault as Parameters<typeof refusalText>[0]) : null
              }
              onSwap={(key) => change(withLeg(draft, { marketId, outcomeKey: key }))}
              onRemove={() => change(withoutLeg(draft, marketId))}
            />
          );
        })}
      </ul>
      {decided > 0 && <p className="text-muted text-xs">{t("decided", { count: decided })}</p>}
      <FromSlip draft={draft} onAdd={(pick) => change(withLeg(draft, pick))} />
      <TextField
        label={t(preview && preview.lines > 1 ? "stakePerLine" : "stake", { currency })}
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? preview?.lineStake ?? ""}
        error={wrong}
        onChange={({ target }) => fill(target.value.slice(0, 20))}
        onFocus={({ target }) => target.select()}
      />
      {preview && <EditMoney preview={preview} />}
      <div className="sticky -bottom-5 -mx-5 -mb-5 grid grid-cols-1 gap-2 border-t bg-surface px-5 pt-3 pb-5">
        {ended && (
          <Notice tone="bad" live="assertive">
            {t("ended")}
          </Notice>
        )}
        {preview?.reason && <Notice tone="warn">{t(`why.${preview.reason.code}`)}</Notice>}
        {problem && !isOfLeg(problem) && notCombinable.length === 0 && (
          <EditRefusalNotice
            refusal={problem}
            currency={currency}
            lines={preview?.lines ?? 1}
            onStake={fill}
          />
        )}
        {preview && preview.delayMs > 0 && (
          <p className="text-muted text-xs">{t("waits", { seconds: Math.ceil(preview.delayMs / 1_000) })}</p>
        )}
        <Button
          kind="primary"
          size="lg"
          pending={pending}
          disabled={!ready}
          onClick={() => preview && save(wire, preview)}
        >
          {t(pending ? "saving" : "save")}
        </Button>
      </div>
    </div>
  );
}

"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { DeskLimits } from "#lib/backoffice/schema.ts";
import { type Currency, money, parseMinor, shortDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import type {
  MarketRefusal,
  MarketSet,
  SetEventLimitsInput,
  SetEventLimitsRefusal,
  SetMarketLimitsInput,
} from "#lib/sportsbook/trading/schema.ts";
import { CONTROL_FIELD, ControlField, ControlPopover } from "./control-popover.tsx";

export type LimitActions = {
  setMarketLimits: (input: SetMarketLimitsInput) => Promise<ActionResult<MarketSet, MarketRefusal>>;
  setEventLimits: (input: SetEventLimitsInput) => Promise<ActionResult<MarketSet, SetEventLimitsRefusal>>;
};

/** Null: empty, which leaves it to the next wider limit. False: no amount. */
const readLimit = (text: string, currency: Currency): string | null | false => {
  if (text.trim() === "") return null;
  const minor = parseMinor(text.trim(), currency);
  return minor !== null && minor > 0n ? minor.toString() : false;
};

const asTyped = (amount: bigint | null, currency: Currency): string =>
  amount === null ? "" : shortDecimalText(money(currency, amount));

/** What a player may stake and win here, and a popover to change it. */
export function LimitsControl({
  target,
  name,
  currency,
  limits,
  above,
  setMarketLimits,
  setEventLimits,
}: LimitActions & {
  target: { scope: "market" | "event"; id: string; version: number };
  name: string;
  currency: Currency;
  limits: DeskLimits;
  /** Those of the event, which apply to the market too. */
  above?: DeskLimits;
}) {
  const t = useTranslations("admin.limits");
  const locale = useLocale();
  const [stake, setStake] = useState("");
  const [payout, setPayout] = useState("");
  const [stakeMax, payoutMax] = [readLimit(stake, currency), readLimit(payout, currency)];
  const valid = stakeMax !== false && payoutMax !== false;
  const { scope, id, version } = target;
  const command = (next: { stakeMax: string | null; payoutMax: string | null }) => (idempotencyKey: string) =>
    scope === "market"
      ? setMarketLimits({ marketId: id, version, ...next, idempotencyKey })
      : setEventLimits({ eventId: id, version, ...next, idempotencyKey });
  const amount = (own: bigint | null, wider: bigint | null | undefined) => {
    const shown = own === null || (wider != null && wider < own) ? (wider ?? null) : own;
    return shown === null ? null : (
      <span className={clsx(shown !== own && "text-muted")}>
        {formatMoney(locale, money(currency, shown), { short: true })}
      </span>
    );
  };
  const shown = [
    { key: "stake" as const, text: amount(limits.stakeMax, above?.stakeMax) },
    { key: "payout" as const, text: amount(limits.payoutMax, above?.payoutMax) },
  ].filter(({ text }) => text !== null);
  const inForce = shown.map(({ key, text }) => (
    <span className="flex justify-between gap-1.5" key={key}>
      <span className="text-muted">{t(`short.${key}`)}</span>
      {text}
    </span>
  ));
  return (
    <ControlPopover
      label={t("title", { name })}
      onOpen={() => {
        setStake(asTyped(limits.stakeMax, currency));
        setPayout(asTyped(limits.payoutMax, currency));
      }}
      submit={(send) => {
        if (stakeMax === false || payoutMax === false) return;
        send(command({ stakeMax, payoutMax }));
      }}
      title={t("title", { name })}
      trigger={
        scope === "event" ? (
          <Button kind="outline" size="sm">
            {t("open")}
            {shown.length > 0 ? <span className="flex gap-2 text-xs figures">{inForce}</span> : null}
            <span className="sr-only">{t("title", { name })}</span>
          </Button>
        ) : (
          <button
            className="grid min-h-8 w-full content-center rounded px-1.5 text-2xs leading-tight figures hover:bg-hover focus-visible:outline-2 focus-visible:outline-accent pointer-coarse:min-h-11"
            type="button"
          >
            <span className="sr-only">{t("title", { name })} </span>
            {shown.length > 0 ? (
              inForce
            ) : (
              <span className="text-right text-faint text-xs" title={t("policyTitle")}>
                –
              </span>
            )}
          </button>
        )
      }
      footer={({ pending, send }) => (
        <>
          {limits.stakeMax !== null || limits.payoutMax !== null ? (
            <Button
              disabled={pending}
              kind="quiet"
              onClick={() => send(command({ stakeMax: null, payoutMax: null }))}
              size="sm"
            >
              {t("remove")}
            </Button>
          ) : null}
          <Button disabled={!valid} kind="primary" pending={pending} size="sm" type="submit">
            {t("apply")}
          </Button>
        </>
      )}
    >
      <p className="-mt-2 text-muted text-xs">{t(scope === "market" ? "leadMarket" : "leadEvent")}</p>
      <div className="flex gap-2">
        {(
          [
            ["stake", stake, setStake, stakeMax],
            ["payout", payout, setPayout, payoutMax],
          ] as const
        ).map(([key, value, set, read]) => (
          <ControlField key={key} label={t(`${key}Max`, { currency })}>
            <input
              aria-invalid={read === false || undefined}
              autoComplete="off"
              className={`${CONTROL_FIELD} figures`}
              inputMode="decimal"
              onChange={(event) => set(event.target.value)}
              placeholder={t("policy")}
              value={value}
            />
          </ControlField>
        ))}
      </div>
    </ControlPopover>
  );
}

"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  MARGIN_METHODS,
  type MarketRefusal,
  type MarketSet,
  type SetMarginInput,
  type SetMarginRefusal,
  type SetMarketStatusInput,
} from "#lib/sportsbook/trading/schema.ts";
import { CONTROL_FIELD, ControlField, ControlPopover } from "./control-popover.tsx";
import { readMargin } from "./read.ts";

export type MarketSettingsActions = {
  setMargin: (input: SetMarginInput) => Promise<ActionResult<MarketSet, SetMarginRefusal>>;
  setMarketStatus: (input: SetMarketStatusInput) => Promise<ActionResult<MarketSet, MarketRefusal>>;
};

type Method = (typeof MARGIN_METHODS)[number];

const percentText = (overround: number): string => String(Math.round((overround - 1) * 10_000) / 100);

/** A market's own margin and method, and whether it is on the board. */
export function MarketSettings({
  marketId,
  version,
  name,
  off,
  own,
  margin,
  setMargin,
  setMarketStatus,
}: MarketSettingsActions & {
  marketId: string;
  version: number;
  name: string;
  off: boolean;
  /** Set for this market alone; null where it has the competition's or the model's. */
  own: { method: Method; overround: number } | null;
  /** As it is offered now: 0.05 is 5 %. */
  margin: number | null;
}) {
  const t = useTranslations("admin.marketSettings");
  const [percent, setPercent] = useState("");
  const [method, setMethod] = useState<Method>("power");
  const overroundBp = readMargin(percent);
  const target = { marketId, version };
  return (
    <ControlPopover
      label={t("title", { name })}
      onOpen={() => {
        setPercent(own ? percentText(own.overround) : margin === null ? "" : percentText(1 + margin));
        setMethod(own?.method ?? "power");
      }}
      submit={(send) => {
        if (overroundBp === null) return;
        send((idempotencyKey) => setMargin({ ...target, margin: { method, overroundBp }, idempotencyKey }));
      }}
      title={name}
      trigger={
        <Button kind="quiet" size="iconSm" title={t("open")}>
          <SlidersHorizontal aria-hidden className="size-3.5" />
          <span className="sr-only">{t("title", { name })}</span>
        </Button>
      }
      footer={({ pending, send }) => (
        <>
          <Button
            className="mr-auto"
            disabled={pending}
            kind={off ? "secondary" : "danger"}
            onClick={() => send((idempotencyKey) => setMarketStatus({ ...target, on: off, idempotencyKey }))}
            size="sm"
          >
            {off ? t("switchOn") : t("switchOff")}
          </Button>
          {own ? (
            <Button
              disabled={pending}
              kind="quiet"
              onClick={() => send((idempotencyKey) => setMargin({ ...target, margin: null, idempotencyKey }))}
              size="sm"
            >
              {t("useDefault")}
            </Button>
          ) : null}
          <Button disabled={overroundBp === null} kind="primary" pending={pending} size="sm" type="submit">
            {t("apply")}
          </Button>
        </>
      )}
    >
      <div className="flex gap-2">
        <ControlField className="w-24" label={t("margin")}>
          <input
            aria-invalid={overroundBp === null || undefined}
            autoComplete="off"
            className={`${CONTROL_FIELD} figures`}
            inputMode="decimal"
            onChange={(event) => setPercent(event.target.value)}
            value={percent}
          />
        </ControlField>
        <ControlField label={t("method")}>
          <select
            className={CONTROL_FIELD}
            onChange={(event) => setMethod(event.target.value as Method)}
            value={method}
          >
            {MARGIN_METHODS.map((each) => (
              <option key={each} value={each}>
                {t(`methods.${each}`)}
              </option>
            ))}
          </select>
        </ControlField>
      </div>
    </ControlPopover>
  );
}

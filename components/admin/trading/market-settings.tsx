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
import { refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import { Popover } from "./popover.tsx";
import { readMargin } from "./read.ts";
import { useSend } from "./use-send.ts";

export type MarketSettingsActions = {
  setMargin: (input: SetMarginInput) => Promise<ActionResult<MarketSet, SetMarginRefusal>>;
  setMarketStatus: (input: SetMarketStatusInput) => Promise<ActionResult<MarketSet, MarketRefusal>>;
};

type Method = (typeof MARGIN_METHODS)[number];

const FIELD =
  "h-9 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm hover:border-muted pointer-coarse:h-11";

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
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const [open, setOpen] = useState(false);
  const [percent, setPercent] = useState("");
  const [method, setMethod] = useState<Method>("power");
  const { pending, refusal, reset, send } = useSend(() => setOpen(false));
  const overroundBp = readMargin(percent);
  const target = { marketId, version };
  const change = (next: boolean): void => {
    if (next) {
      setPercent(own ? percentText(own.overround) : margin === null ? "" : percentText(1 + margin));
      setMethod(own?.method ?? "power");
      reset();
    }
    setOpen(next);
  };
  return (
    <Popover
      label={t("title", { name })}
      onOpenChange={change}
      open={open}
      trigger={
        <Button kind="quiet" size="sm">
          <SlidersHorizontal aria-hidden className="size-3.5" />
          {t("open")}
          <span className="sr-only">{name}</span>
        </Button>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (overroundBp === null) return;
          send((idempotencyKey) => setMargin({ ...target, margin: { method, overroundBp }, idempotencyKey }));
        }}
      >
        <h3 className="font-semibold">{name}</h3>
        <div className="flex gap-2">
          <label className="grid w-24 gap-1">
            <span className="text-muted text-xs">{t("margin")}</span>
            <input
              aria-invalid={overroundBp === null || undefined}
              autoComplete="off"
              className={`${FIELD} figures`}
              inputMode="decimal"
              onChange={(event) => setPercent(event.target.value)}
              value={percent}
            />
          </label>
          <label className="grid min-w-0 flex-1 gap-1">
            <span className="text-muted text-xs">{t("method")}</span>
            <select
              className={FIELD}
              onChange={(event) => setMethod(event.target.value as Method)}
              value={method}
            >
              {MARGIN_METHODS.map((each) => (
                <option key={each} value={each}>
                  {t(`methods.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        {refusal ? (
          <p className="text-down text-xs" role="alert">
            {refusalText(tRefusal, refusal)}
          </p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
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
        </div>
      </form>
    </Popover>
  );
}

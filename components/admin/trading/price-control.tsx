"use client";

import { Lock, Minus, Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { oddsText } from "#lib/core/odds.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  bookMargin,
  type MarketSet,
  PRICE_MINUTES,
  type ReleasePriceInput,
  type ReleasePriceRefusal,
  type SetPriceInput,
  type SetPriceRefusal,
  ticksFrom,
} from "#lib/sportsbook/trading/schema.ts";
import { refusalText } from "../dialog.tsx";
import { makeFormat } from "../format.ts";
import type { Translate } from "../names.ts";
import { Popover } from "./popover.tsx";
import { readOdds } from "./read.ts";
import { useSend } from "./use-send.ts";

export type PriceActions = {
  setPrice: (input: SetPriceInput) => Promise<ActionResult<MarketSet, SetPriceRefusal>>;
  releasePrice: (input: ReleasePriceInput) => Promise<ActionResult<MarketSet, ReleasePriceRefusal>>;
};

type Priced = { key: string; odds: bigint | null; probability: number | null; active: boolean };

const FIELD =
  "h-9 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm hover:border-muted pointer-coarse:h-11";

/** The odds of an outcome, and a popover in which a trader sets another price by ticks or by typing, with its lock. */
export function PriceControl({
  marketId,
  version,
  outcomes,
  outcomeKey,
  name,
  feedOdds,
  manual,
  timeZone,
  setPrice,
  releasePrice,
}: PriceActions & {
  marketId: string;
  /** Of the market's settings. */
  version: number;
  outcomes: readonly Priced[];
  outcomeKey: string;
  name: string;
  /** What the feed or the model says. */
  feedOdds: bigint | null;
  /** What a trader has set: until when, by whom. */
  manual: { expiresAt: Date | null; byName: string | null } | null;
  timeZone: string;
}) {
  const t = useTranslations("admin.price");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const format = makeFormat(useLocale(), timeZone);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState<number | null>(15);
  const [confirmed, setConfirmed] = useState(false);
  const { pending, refusal, reset, send } = useSend(() => setOpen(false));

  const outcome = outcomes.find(({ key }) => key === outcomeKey);
  const odds = outcome?.odds ?? null;
  const price = readOdds(text);
  const margin =
    price === null
      ? null
      : bookMargin(outcomes.map((each) => (each.key === outcomeKey ? { ...each, odds: price } : each)));
  const below = margin !== null && margin < 0;
  const change = (next: boolean): void => {
    if (next) {
      setText(odds === null ? "" : oddsText(odds));
      setConfirmed(false);
      reset();
    }
    setOpen(next);
  };
  const step = (ticks: number): void => {
    const from = price ?? odds;
    if (from !== null) setText(oddsText(ticksFrom(from, ticks)));
  };
  const target = { marketId, outcomeKey, version };
  const moved = manual !== null || (feedOdds !== null && feedOdds !== odds);

  return (
    <Popover
      label={t("title", { name })}
      onOpenChange={change}
      open={open}
      trigger={
        <button
          className="-mx-1.5 inline-flex min-h-8 items-center gap-1 rounded px-1.5 font-semibold figures hover:bg-hover focus-visible:outline-2 focus-visible:outline-accent disabled:font-normal disabled:text-faint pointer-coarse:min-h-11"
          disabled={odds === null || !outcome?.active}
          type="button"
        >
          {manual ? <Lock aria-hidden className="size-3 text-accent" /> : null}
          <span className="sr-only">{manual ? t("manualOdds", { name }) : t("change", { name })}</span>
          {format.odds(odds)}
          {moved && feedOdds !== null ? (
            <span className="font-normal text-muted text-xs line-through">{format.odds(feedOdds)}</span>
          ) : null}
        </button>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (price === null) return;
          send((idempotencyKey) =>
            setPrice({
              ...target,
              odds: price.toString(),
              minutes,
              ...(below && confirmed ? { belowFair: true } : {}),
              idempotencyKey,
            }),
          );
        }}
      >
        <div>
          <h3 className="font-semibold">{name}</h3>
          <p className="text-muted text-xs figures">
            {t("feed", {
              odds: format.odds(feedOdds),
              fair: outcome?.probability == null ? "–" : format.percent(outcome.probability),
            })}
          </p>
          {manual ? (
            <p className="text-xs">
              {manual.expiresAt
                ? t("until", { at: format.clock(manual.expiresAt), name: manual.byName ?? "–" })
                : t("locked", { name: manual.byName ?? "–" })}
            </p>
          ) : null}
        </div>
        <div className="flex items-end gap-1.5">
          <Button aria-label={t("down")} kind="outline" onClick={() => step(-1)} size="iconSm">
            <Minus aria-hidden className="size-4" />
          </Button>
          <label className="grid min-w-0 flex-1 gap-1">
            <span className="text-muted text-xs">{t("odds")}</span>
            <input
              aria-invalid={price === null || undefined}
              autoComplete="off"
              className={`${FIELD} w-full text-center font-semibold figures`}
              inputMode="decimal"
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                event.preventDefault();
                step(event.key === "ArrowUp" ? 1 : -1);
              }}
              value={text}
            />
          </label>
          <Button aria-label={t("up")} kind="outline" onClick={() => step(1)} size="iconSm">
            <Plus aria-hidden className="size-4" />
          </Button>
          <label className="grid gap-1">
            <span className="text-muted text-xs">{t("lock")}</span>
            <select
              className={FIELD}
              onChange={(event) => setMinutes(event.target.value === "" ? null : Number(event.target.value))}
              value={minutes ?? ""}
            >
              {PRICE_MINUTES.map((each) => (
                <option key={each} value={each ?? ""}>
                  {each === null ? t("untilReleased") : t("minutes", { minutes: each })}
                </option>
              ))}
            </select>
          </label>
        </div>
        <p aria-live="polite" className={below ? "text-down text-xs" : "text-muted text-xs"}>
          {margin === null ? t("noMargin") : t("margin", { margin: format.percent(margin) })}
        </p>
        {below ? (
          <label className="flex items-start gap-2 text-xs">
            <input
              checked={confirmed}
              className="size-4 accent-accent"
              onChange={(event) => setConfirmed(event.target.checked)}
              type="checkbox"
            />
            {t("belowFair")}
          </label>
        ) : null}
        {refusal ? (
          <p className="text-down text-xs" role="alert">
            {refusalText(tRefusal, refusal)}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          {manual ? (
            <Button
              disabled={pending}
              kind="quiet"
              onClick={() => send((idempotencyKey) => releasePrice({ ...target, idempotencyKey }))}
              size="sm"
            >
              {t("release")}
            </Button>
          ) : null}
          <Button
            disabled={price === null || (below && !confirmed)}
            kind="primary"
            pending={pending}
            size="sm"
            type="submit"
          >
            {price === null ? t("set") : t("offer", { odds: format.odds(price) })}
          </Button>
        </div>
      </form>
    </Popover>
  );
}

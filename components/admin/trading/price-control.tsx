"use client";

import { Lock, Minus, Plus, Zap } from "lucide-react";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageLink } from "#components/ui/page-link.tsx";
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
import { makeFormat } from "../format.ts";
import { CONTROL_FIELD, ControlField, ControlPopover } from "./control-popover.tsx";
import { readOdds } from "./read.ts";

export type PriceActions = {
  setPrice: (input: SetPriceInput) => Promise<ActionResult<MarketSet, SetPriceRefusal>>;
  releasePrice: (input: ReleasePriceInput) => Promise<ActionResult<MarketSet, ReleasePriceRefusal>>;
};

type Priced = { key: string; odds: bigint | null; probability: number | null; active: boolean };

/** The odds of an outcome over its fair probability, and a popover in which a trader sets another price by ticks or by typing, with its lock. */
export function PriceControl({
  marketId,
  version,
  winners,
  outcomes,
  outcomeKey,
  name,
  boost,
  feedOdds,
  manual,
  timeZone,
  setPrice,
  releasePrice,
}: PriceActions & {
  marketId: string;
  /** Of the market's settings. */
  version: number;
  /** How many outcomes win: of a market that staff wrote. */
  winners?: number | undefined;
  outcomes: readonly Priced[];
  outcomeKey: string;
  name: string;
  /** The better odds of singles before the event; null without. */
  boost: bigint | null;
  /** What the feed or the model says. */
  feedOdds: bigint | null;
  /** What a trader has set: until when, by whom. */
  manual: { expiresAt: Date | null; byName: string | null } | null;
  timeZone: string;
}) {
  const t = useTranslations("admin.price");
  const format = makeFormat(useLocale(), timeZone);
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState<number | null>(15);
  const [confirmed, setConfirmed] = useState(false);

  const outcome = outcomes.find(({ key }) => key === outcomeKey);
  const odds = outcome?.odds ?? null;
  const fair = outcome?.probability == null ? "–" : format.percent(outcome.probability);
  const price = readOdds(text);
  const margin =
    price === null
      ? null
      : bookMargin(
          outcomes.map((each) => (each.key === outcomeKey ? { ...each, odds: price } : each)),
          winners,
        );
  const below = margin !== null && margin < 0;
  const step = (ticks: number): void => {
    const from = price ?? odds;
    if (from !== null) setText(oddsText(ticksFrom(from, ticks)));
  };
  const target = { marketId, outcomeKey, version };
  const moved = manual !== null || (feedOdds !== null && feedOdds !== odds);

  return (
    <ControlPopover
      label={t("title", { name })}
      onOpen={() => {
        setText(odds === null ? "" : oddsText(odds));
        setConfirmed(false);
      }}
      submit={(send) => {
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
      title={name}
      trigger={
        <button
          className="flex min-h-8 w-full flex-col items-start justify-center rounded px-1.5 text-left leading-none figures hover:bg-hover focus-visible:outline-2 focus-visible:outline-accent disabled:text-faint pointer-coarse:min-h-11"
          disabled={odds === null || !outcome?.active}
          type="button"
        >
          <span className="sr-only">{manual ? t("manualOdds", { name }) : t("change", { name })} </span>
          <span className="inline-flex items-center gap-1 whitespace-nowrap font-semibold text-sm leading-4.5">
            {manual ? <Lock aria-hidden className="size-3 text-accent" /> : null}
            {format.odds(odds)}
            {boost === null ? null : (
              <>
                <Zap aria-hidden className="size-3 text-accent" />
                <span className="sr-only">{t("boosted", { odds: format.odds(boost) })}</span>
              </>
            )}
            {moved && feedOdds !== null ? (
              <span className="font-normal text-2xs text-muted line-through">{format.odds(feedOdds)}</span>
            ) : null}
          </span>
          <span className="text-2xs text-muted leading-3.5">
            <span className="sr-only">{t("fair")} </span>
            {fair}
          </span>
        </button>
      }
      footer={({ pending, send }) => (
        <>
          <PageLink
            className={buttonClass({ kind: "quiet", size: "sm" })}
            href={
              `/admin/trading/boosts?${new URLSearchParams({ market: marketId, outcome: outcomeKey })}` as Route
            }
          >
            <Zap aria-hidden className="size-3.5" />
            {t("boost")}
          </PageLink>
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
        </>
      )}
    >
      <div className="-mt-2">
        <p className="text-muted text-xs figures">{t("feed", { odds: format.odds(feedOdds), fair })}</p>
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
        <ControlField label={t("odds")}>
          <input
            aria-invalid={price === null || undefined}
            autoComplete="off"
            className={`${CONTROL_FIELD} text-center font-semibold figures`}
            inputMode="decimal"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
              event.preventDefault();
              step(event.key === "ArrowUp" ? 1 : -1);
            }}
            value={text}
          />
        </ControlField>
        <Button aria-label={t("up")} kind="outline" onClick={() => step(1)} size="iconSm">
          <Plus aria-hidden className="size-4" />
        </Button>
        <ControlField className="flex-none" label={t("lock")}>
          <select
            className={CONTROL_FIELD}
            onChange={(event) => setMinutes(event.target.value === "" ? null : Number(event.target.value))}
            value={minutes ?? ""}
          >
            {PRICE_MINUTES.map((each) => (
              <option key={each} value={each ?? ""}>
                {each === null ? t("untilReleased") : t("minutes", { minutes: each })}
              </option>
            ))}
          </select>
        </ControlField>
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
    </ControlPopover>
  );
}

"use client";

import { clsx } from "clsx";
import { ArrowLeftRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { EditPreviewLeg } from "#lib/sportsbook/betting/schema.ts";
import { useNamed } from "../../event/use-named.ts";
import { usePageContext } from "../../shell/page-context.tsx";
import { Button } from "../../ui/button.tsx";

/** Names a selection, also of a match that the page does not show. */
export const useSelectionName = (marketId: string) => {
  const m = useTranslations("sports");
  const { event, named } = useNamed(marketId);
  return {
    outcome: (key: string) => outcomeName(m, named, key),
    market: marketFamilyName(m, named),
    event: event?.name ?? "",
  };
};

/** One selection of the bet that an edit makes: removed, or swapped for another outcome of its market. */
export function EditLeg({
  leg,
  state,
  builder,
  only,
  error,
  onSwap,
  onRemove,
}: {
  leg: { marketId: string; outcomeKey: string };
  /** What is known of it now; null until it was read. */
  state: EditPreviewLeg | null;
  /** Its place in a bet builder; null where it has a price of its own. */
  builder: "first" | "other" | null;
  /** A bet has one selection at least. */
  only: boolean;
  error: string | null;
  onSwap: (outcomeKey: string) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("bets.edit");
  const bets = useTranslations("bets");
  const { oddsFormat } = usePageContext();
  const name = useSelectionName(leg.marketId);
  const [swapping, setSwapping] = useState(false);
  const outcome = name.outcome(leg.outcomeKey);
  const others = state?.outcomes ?? [];
  return (
    <li className={clsx("grid grid-cols-1 gap-1.5 py-2.5 pr-1 pl-3", error && "bg-down-wash/40")}>
      {builder === "first" && (
        <p className="flex justify-between gap-3 pr-2 text-muted text-xs">
          {bets("builder")}
          <span className="figures font-semibold text-ink text-sm">
            {state?.odds ? formatOdds(state.odds, oddsFormat) : "–"}
          </span>
        </p>
      )}
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <p className="truncate font-semibold text-sm">{outcome}</p>
          <p className="truncate text-muted text-xs">
            {name.market} · {name.event}
          </p>
        </div>
        {builder === null && (
          <span className="figures shrink-0 pr-1 font-semibold text-sm">
            {state?.odds ? formatOdds(state.odds, oddsFormat) : "–"}
          </span>
        )}
        {others.length > 1 && (
          <Button
            kind="quiet"
            size="iconSm"
            aria-expanded={swapping}
            aria-label={t("swap", { outcome })}
            onClick={() => setSwapping((open) => !open)}
          >
            <ArrowLeftRight aria-hidden className="size-4" />
          </Button>
        )}
        {!only && (
          <Button kind="quiet" size="iconSm" aria-label={t("remove", { outcome })} onClick={onRemove}>
            <X aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      {swapping && (
        <div className="grid grid-cols-2 gap-1.5 pr-2 sm:grid-cols-3">
          {others.map(({ key, odds }) => (
            <Button
              key={key}
              size="sm"
              kind={key === leg.outcomeKey ? "outline" : "secondary"}
              aria-pressed={key === leg.outcomeKey}
              className="justify-between!"
              onClick={() => {
                setSwapping(false);
                if (key !== leg.outcomeKey) onSwap(key);
              }}
            >
              <span className="truncate">{name.outcome(key)}</span>
              <span className="figures">{formatOdds(odds, oddsFormat)}</span>
            </Button>
          ))}
        </div>
      )}
      {error && (
        <p role="alert" className="pr-2 font-medium text-down text-xs">
          {error}
        </p>
      )}
    </li>
  );
}

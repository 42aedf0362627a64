"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { LEGS_MAX } from "../../betslip/stored-slip.ts";
import { useLegs } from "../../betslip/use-legs.ts";
import { useSlip } from "../../betslip/use-slip.ts";
import { usePageContext } from "../../shell/page-context.tsx";
import { Button } from "../../ui/button.tsx";
import type { Draft } from "./draft.ts";
import { useSelectionName } from "./edit-leg.tsx";

type Pick = { marketId: string; outcomeKey: string };

function Choice({ pick, odds, onAdd }: { pick: Pick; odds: string | null; onAdd: () => void }) {
  const t = useTranslations("bets.edit");
  const { oddsFormat } = usePageContext();
  const name = useSelectionName(pick.marketId);
  const outcome = name.outcome(pick.outcomeKey);
  return (
    <li className="flex items-center gap-2 py-2 pr-1 pl-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-sm">{outcome}</p>
        <p className="truncate text-muted text-xs">
          {name.market} · {name.event}
        </p>
      </div>
      {odds && <span className="figures shrink-0 text-sm">{formatOdds(BigInt(odds), oddsFormat)}</span>}
      <Button size="sm" kind="quiet" aria-label={t("add", { outcome })} disabled={!odds} onClick={onAdd}>
        <Plus aria-hidden className="size-4" />
      </Button>
    </li>
  );
}

/** The selections of the slip that the edited bet does not have yet. */
export function FromSlip({ draft, onAdd }: { draft: Draft; onAdd: (pick: Pick) => void }) {
  const t = useTranslations("bets.edit");
  const { legs } = useSlip();
  const now = useLegs(legs);
  const offered = legs.flatMap((leg, at) =>
    draft.legs.some(({ marketId, outcomeKey }) => marketId === leg.marketId && outcomeKey === leg.outcomeKey)
      ? []
      : [{ leg, odds: now[at]?.odds ?? null }],
  );
  if (draft.legs.length >= LEGS_MAX) return null;
  if (offered.length === 0) return <p className="text-muted text-xs">{t("addHint")}</p>;
  return (
    <section className="grid grid-cols-1 gap-1.5">
      <h3 className="font-medium text-sm">{t("onSlip")}</h3>
      <ul className="divide-y rounded-md border">
        {offered.map(({ leg, odds }) => (
          <Choice
            key={`${leg.marketId} ${leg.outcomeKey}`}
            pick={leg}
            odds={odds}
            onAdd={() => onAdd({ marketId: leg.marketId, outcomeKey: leg.outcomeKey })}
          />
        ))}
      </ul>
    </section>
  );
}

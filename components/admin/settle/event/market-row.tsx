"use client";

import { useTranslations } from "next-intl";
import type { EventCaseMarket } from "#lib/backoffice/schema.ts";
import { marketName, outcomeName, type Translate } from "../../names.ts";
import { FIELD, OutcomeResults } from "../outcomes.tsx";
import { type MarketChoice, type MarketDraft, winners } from "./draft.ts";

/** One market of the match: what the score makes of it, and what happens to it. */
export function MarketRow({
  market,
  draft,
  change,
  sportId,
  participants,
  refused,
}: {
  market: EventCaseMarket;
  draft: MarketDraft;
  change: (next: MarketDraft) => void;
  sportId: string;
  participants: readonly string[];
  /** Why its decision cannot be carried out; null where it can. */
  refused: string | null;
}) {
  const t = useTranslations("admin.settleEvent");
  const tAdmin = useTranslations("admin") as unknown as Translate;
  const named = { ...market, sportId, participants };
  const name = marketName(tAdmin, named);
  const nameOf = (key: string): string => outcomeName(tAdmin, named, key);
  const won = market.suggested ? winners(market.suggested) : null;
  const choices: MarketChoice[] = [...(won ? (["proposed"] as const) : []), "own", "void", "leave"];
  return (
    <li className="grid gap-2 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-40 flex-1">
          <span className="block font-medium">{name}</span>
          <span className="block text-muted text-xs">
            {won === null
              ? t("undecided")
              : won.length === 0
                ? t("noWinner")
                : t("wins", { outcomes: won.map(nameOf).join(", ") })}
            {market.bets > 0 ? ` · ${t("bets", { bets: market.bets })}` : null}
          </span>
        </span>
        <select
          aria-label={t("choiceOf", { market: name })}
          className={`${FIELD} w-40`}
          onChange={(event) => change({ ...draft, choice: event.target.value as MarketChoice })}
          value={draft.choice}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`choices.${choice}`)}
            </option>
          ))}
        </select>
      </div>
      {draft.choice === "own" ? (
        <OutcomeResults
          change={(outcomes) => change({ ...draft, outcomes })}
          fromScore={null}
          nameOf={nameOf}
          outcomes={draft.outcomes}
        />
      ) : null}
      {refused ? (
        <p className="text-down text-xs" role="alert">
          {refused}
        </p>
      ) : null}
    </li>
  );
}

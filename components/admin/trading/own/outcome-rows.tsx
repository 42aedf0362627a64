"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { OUTCOME_NAME_MAX, OUTCOMES_MAX } from "#lib/sportsbook/trading/schema.ts";
import { CONTROL_FIELD } from "../control-popover.tsx";
import { readOdds } from "../read.ts";
import { type DraftRow, pasted } from "./book.ts";

let made = 0;
export const blankRows = (count: number): DraftRow[] =>
  Array.from({ length: count }, () => {
    made += 1;
    return { id: made, name: "", odds: "" };
  });

/** Names and prices, a row each. A list that is pasted into a name fills as many rows as it has lines. */
export function OutcomeRows({
  rows,
  change,
  min,
}: {
  rows: readonly DraftRow[];
  change: (next: DraftRow[]) => void;
  /** Rows that stay. */
  min: number;
}) {
  const t = useTranslations("admin.own");
  const set = (at: number, part: Partial<DraftRow>): void =>
    change(rows.map((row, other) => (other === at ? { ...row, ...part } : row)));
  const paste = (at: number, text: string): boolean => {
    const lines = pasted(text)?.slice(0, OUTCOMES_MAX - at);
    if (!lines) return false;
    const filled = lines.map((line) => ({ ...(blankRows(1)[0] as DraftRow), ...line }));
    change([...rows.slice(0, at), ...filled, ...rows.slice(at + lines.length)]);
    return true;
  };
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1 font-medium">{t("outcomes")}</legend>
      <ol className="-m-1 grid max-h-[42dvh] gap-1.5 overflow-y-auto p-1">
        {rows.map((row, at) => (
          <li className="grid grid-cols-[1.5rem_1fr_5.5rem_2rem] items-center gap-1.5" key={row.id}>
            <span aria-hidden className="figures text-right text-faint text-xs">
              {at + 1}
            </span>
            <input
              aria-label={t("outcomeName", { number: at + 1 })}
              autoComplete="off"
              className={CONTROL_FIELD}
              maxLength={OUTCOME_NAME_MAX}
              onChange={(event) => set(at, { name: event.target.value })}
              onPaste={(event) => {
                if (paste(at, event.clipboardData.getData("text"))) event.preventDefault();
              }}
              value={row.name}
            />
            <input
              aria-invalid={(row.odds !== "" && readOdds(row.odds) === null) || undefined}
              aria-label={t("outcomeOdds", { number: at + 1 })}
              autoComplete="off"
              className={`${CONTROL_FIELD} figures text-right`}
              inputMode="decimal"
              onChange={(event) => set(at, { odds: event.target.value })}
              placeholder={t("odds")}
              value={row.odds}
            />
            {rows.length > min ? (
              <Button
                kind="quiet"
                onClick={() => change(rows.filter((_, other) => other !== at))}
                size="iconSm"
                type="button"
              >
                <X aria-hidden className="size-4" />
                <span className="sr-only">{t("removeOutcome", { number: at + 1 })}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          disabled={rows.length >= OUTCOMES_MAX}
          kind="outline"
          onClick={() => change([...rows, ...blankRows(1)])}
          size="sm"
          type="button"
        >
          <Plus aria-hidden className="size-3.5" />
          {t("addOutcome")}
        </Button>
        <p className="text-muted text-xs">{t("pasteHint")}</p>
      </div>
    </fieldset>
  );
}

"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  type CreateMarketInput,
  type CreateMarketRefusal,
  OUTCOMES_MAX,
  OUTCOMES_MIN,
  TITLE_MAX,
} from "#lib/sportsbook/trading/schema.ts";
import { CONTROL_FIELD, ControlField } from "../control-popover.tsx";
import { type DraftRow, marginOf, outcomesOf } from "./book.ts";
import { BookLine } from "./book-line.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { blankRows, OutcomeRows } from "./outcome-rows.tsx";

const FIRST_ROWS = 3;

/** Writes a market: a title, outcomes with their prices, and how many of them win. */
export function NewMarket({
  eventId,
  name,
  createMarket,
}: {
  eventId: string;
  name: string;
  createMarket: (
    input: CreateMarketInput,
  ) => Promise<ActionResult<{ marketId: string }, CreateMarketRefusal>>;
}) {
  const t = useTranslations("admin.own");
  const [title, setTitle] = useState("");
  const [rows, setRows] = useState<DraftRow[]>([]);
  const [places, setPlaces] = useState("1");
  const [belowFair, setBelowFair] = useState(false);
  const winners = /^\d{1,2}$/.test(places) ? Number(places) : 0;
  const outcomes = outcomesOf(rows);
  const margin = marginOf(rows, Math.max(1, winners));
  const below = margin !== null && margin < 0;
  const ready =
    title.trim() !== "" &&
    outcomes !== null &&
    outcomes.length >= OUTCOMES_MIN &&
    winners >= 1 &&
    winners < outcomes.length &&
    (!below || belowFair);
  const yesNo = (): void => {
    const [yes, no] = blankRows(2) as [DraftRow, DraftRow];
    setRows([
      { ...yes, name: t("yes") },
      { ...no, name: t("no") },
    ]);
    setPlaces("1");
  };
  return (
    <FormDialog
      confirmLabel={t("offerMarket")}
      onOpen={() => {
        setTitle("");
        setRows(blankRows(FIRST_ROWS));
        setPlaces("1");
        setBelowFair(false);
      }}
      ready={ready}
      submit={(send) =>
        send((idempotencyKey) =>
          createMarket({
            eventId,
            title,
            outcomes: outcomes ?? [],
            winners,
            ...(below && { belowFair }),
            idempotencyKey,
          }),
        )
      }
      title={t("newMarketOn", { name })}
      trigger={
        <Button kind="outline" size="sm">
          <Plus aria-hidden className="size-3.5" />
          {t("newMarket")}
        </Button>
      }
      wide
    >
      <div className="flex flex-wrap gap-2">
        <ControlField className="min-w-52 flex-1" label={t("marketTitle")}>
          <input
            autoComplete="off"
            className={CONTROL_FIELD}
            maxLength={TITLE_MAX}
            onChange={(event) => setTitle(event.target.value)}
            placeholder={t("marketTitleExample")}
            value={title}
          />
        </ControlField>
        <ControlField className="w-24" label={t("winners")}>
          <input
            className={`${CONTROL_FIELD} figures`}
            max={OUTCOMES_MAX - 1}
            min={1}
            onChange={(event) => setPlaces(event.target.value)}
            type="number"
            value={places}
          />
        </ControlField>
        <Button className="self-end" kind="secondary" onClick={yesNo} size="sm" type="button">
          {t("yesNo")}
        </Button>
      </div>
      <OutcomeRows change={setRows} min={OUTCOMES_MIN} rows={rows} />
      <BookLine confirm={setBelowFair} confirmed={belowFair} margin={margin} />
      <p className="text-muted text-xs">{t("marketNote")}</p>
    </FormDialog>
  );
}

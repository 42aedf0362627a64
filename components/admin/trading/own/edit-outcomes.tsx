"use client";

import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  type MarketSet,
  OUTCOME_NAME_MAX,
  TITLE_MAX,
  type UpdateOutcomesInput,
  type UpdateOutcomesRefusal,
} from "#lib/sportsbook/trading/schema.ts";
import { CONTROL_FIELD, ControlField } from "../control-popover.tsx";
import { type DraftRow, isBlank, outcomesOf } from "./book.ts";
import { FormDialog } from "./form-dialog.tsx";
import { blankRows, OutcomeRows } from "./outcome-rows.tsx";

export type OutcomesActions = {
  updateOutcomes: (input: UpdateOutcomesInput) => Promise<ActionResult<MarketSet, UpdateOutcomesRefusal>>;
};

type Known = { key: string; name: string; active: boolean; decided: boolean };

/** Adds outcomes to a market that staff wrote, withdraws them, or corrects its names. */
export function EditOutcomes({
  marketId,
  version,
  title,
  outcomes,
  updateOutcomes,
}: OutcomesActions & {
  marketId: string;
  version: number;
  title: string;
  outcomes: readonly Known[];
}) {
  const t = useTranslations("admin.own");
  const [called, setCalled] = useState("");
  const [known, setKnown] = useState<readonly Known[]>([]);
  const [rows, setRows] = useState<DraftRow[]>([]);
  const [belowFair, setBelowFair] = useState(false);
  const add = outcomesOf(rows);
  const change = (key: string, part: Partial<Known>): void =>
    setKnown(known.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const before = (key: string): Known | undefined => outcomes.find((each) => each.key === key);
  const rename = known.flatMap(({ key, name }) => (name.trim() === before(key)?.name ? [] : [{ key, name }]));
  const offer = known.flatMap(({ key, active }) => (active === before(key)?.active ? [] : [{ key, active }]));
  const changed =
    called.trim() !== title || rename.length + offer.length > 0 || rows.some((row) => !isBlank(row));
  return (
    <FormDialog
      confirmLabel={t("save")}
      onOpen={() => {
        setCalled(title);
        setKnown(outcomes);
        setRows(blankRows(1));
        setBelowFair(false);
      }}
      ready={changed && add !== null && known.every(({ name }) => name.trim() !== "")}
      submit={(send) =>
        send((idempotencyKey) =>
          updateOutcomes({
            marketId,
            version,
            ...(called.trim() !== title && { title: called }),
            rename,
            add: add ?? [],
            offer,
            ...(belowFair && { belowFair }),
            idempotencyKey,
          }),
        )
      }
      title={t("editMarket")}
      trigger={
        <Button kind="quiet" size="iconSm" title={t("editMarket")}>
          <ListPlus aria-hidden className="size-3.5" />
          <span className="sr-only">{t("editMarketOf", { name: title })}</span>
        </Button>
      }
      wide
    >
      <ControlField label={t("marketTitle")}>
        <input
          className={CONTROL_FIELD}
          maxLength={TITLE_MAX}
          onChange={(event) => setCalled(event.target.value)}
          value={called}
        />
      </ControlField>
      <fieldset className="grid min-w-0 gap-1.5">
        <legend className="mb-1 font-medium">{t("offered")}</legend>
        <ul className="grid max-h-[32dvh] gap-1.5 overflow-y-auto pr-1">
          {known.map(({ key, name, active, decided }) => (
            <li className="grid grid-cols-[1fr_auto] items-center gap-3" key={key}>
              <input
                aria-label={t("outcomeName", { number: Number(key) })}
                className={CONTROL_FIELD}
                maxLength={OUTCOME_NAME_MAX}
                onChange={(event) => change(key, { name: event.target.value })}
                value={name}
              />
              <label className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  checked={active}
                  className="size-4 accent-accent"
                  disabled={decided}
                  onChange={(event) => change(key, { active: event.target.checked })}
                  type="checkbox"
                />
                {t("onOffer")}
                <span className="sr-only">{name}</span>
              </label>
            </li>
          ))}
        </ul>
        <p className="text-muted text-xs">{t("renameHint")}</p>
      </fieldset>
      <OutcomeRows change={setRows} min={1} rows={rows} />
      <label className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
        <input
          checked={belowFair}
          className="size-4 accent-accent"
          onChange={(event) => setBelowFair(event.target.checked)}
          type="checkbox"
        />
        {t("allowBelowFair")}
      </label>
    </FormDialog>
  );
}

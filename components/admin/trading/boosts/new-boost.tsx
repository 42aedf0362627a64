"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { type Currency, money, parseMinor } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  onLadder,
  type SetBoostInput,
  type SetBoostRefusal,
  ticksFrom,
} from "#lib/sportsbook/trading/schema.ts";
import { refusalText } from "../../dialog.tsx";
import { makeFormat } from "../../format.ts";
import type { Translate } from "../../names.ts";
import { readOdds } from "../read.ts";
import { useSend } from "../use-send.ts";

export type SetBoost = (input: SetBoostInput) => Promise<ActionResult<{ boostId: string }, SetBoostRefusal>>;

const MINUTES = [null, 30, 60, 180, 720] as const;
const TEN_PERCENT = { times: 11n, of: 10n };

const amountOf = (text: string, currency: Currency): bigint | null => {
  const minor = parseMinor(text.trim(), currency);
  return minor !== null && minor > 0n ? minor : null;
};

/** Boosts one outcome: better odds, what a player may stake at them, what all bets may win, and until when. */
export function NewBoost({
  marketId,
  outcomeKey,
  odds,
  currency,
  timeZone,
  setBoost,
}: {
  marketId: string;
  outcomeKey: string;
  /** What it is offered at now. */
  odds: bigint;
  currency: Currency;
  timeZone: string;
  setBoost: SetBoost;
}) {
  const t = useTranslations("admin.boosts");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const locale = useLocale();
  const router = useRouter();
  const format = makeFormat(locale, timeZone);
  const [price, setPrice] = useState(() => {
    const higher = onLadder((odds * TEN_PERCENT.times) / TEN_PERCENT.of);
    return format.odds(higher > odds ? higher : ticksFrom(odds, 1));
  });
  const [stake, setStake] = useState("25");
  const [liability, setLiability] = useState("5000");
  const [minutes, setMinutes] = useState<number | null>(null);
  const { pending, refusal, send } = useSend(() => router.push("/admin/trading/boosts"));

  const boosted = readOdds(price);
  const better = boosted !== null && boosted > odds ? boosted : null;
  const [stakeMax, liabilityMax] = [amountOf(stake, currency), amountOf(liability, currency)];
  const ready = better !== null && stakeMax !== null && liabilityMax !== null;
  const text = (minor: bigint) => formatMoney(locale, money(currency, minor), { short: true });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        send((idempotencyKey) =>
          setBoost({
            marketId,
            outcomeKey,
            odds: better.toString(),
            stakeMax: stakeMax.toString(),
            liabilityMax: liabilityMax.toString(),
            minutes,
            idempotencyKey,
          }),
        );
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <TextField
          autoComplete="off"
          className="figures"
          error={better === null ? t("notBetter", { odds: format.odds(odds) }) : undefined}
          inputMode="decimal"
          label={t("boosted")}
          onChange={({ target }) => setPrice(target.value)}
          value={price}
        />
        <TextField
          autoComplete="off"
          className="figures"
          error={stakeMax === null ? t("noAmount") : undefined}
          inputMode="decimal"
          label={t("stakeMax", { currency })}
          onChange={({ target }) => setStake(target.value)}
          value={stake}
        />
        <TextField
          autoComplete="off"
          className="figures"
          error={liabilityMax === null ? t("noAmount") : undefined}
          inputMode="decimal"
          label={t("liabilityMax", { currency })}
          onChange={({ target }) => setLiability(target.value)}
          value={liability}
        />
        <SelectField
          label={t("ends")}
          onChange={({ target }) => setMinutes(target.value === "" ? null : Number(target.value))}
          value={minutes ?? ""}
        >
          {MINUTES.map((each) => (
            <option key={each} value={each ?? ""}>
              {each === null ? t("atStart") : t("minutes", { minutes: each })}
            </option>
          ))}
        </SelectField>
      </div>
      {ready ? (
        <p className="text-muted text-sm figures">
          {t("most", {
            cost: text((liabilityMax * (better - odds)) / (better - 10_000n)),
            stake: text((liabilityMax * 10_000n) / (better - 10_000n)),
          })}
        </p>
      ) : null}
      {refusal ? (
        <p className="text-down text-sm" role="alert">
          {refusalText(tRefusal, refusal)}
        </p>
      ) : null}
      <div>
        <Button disabled={!ready} kind="primary" pending={pending} type="submit">
          {better === null ? t("boost") : t("boostTo", { odds: format.odds(better) })}
        </Button>
      </div>
    </form>
  );
}

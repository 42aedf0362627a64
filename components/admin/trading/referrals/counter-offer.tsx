"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { isCurrency, money, shortDecimalText } from "#lib/core/money.ts";
import { oddsText } from "#lib/core/odds.ts";
import type { QueuedReferral } from "#lib/sportsbook/betting/schema.ts";
import { refusalText } from "../../dialog.tsx";
import type { Translate } from "../../names.ts";
import { Popover } from "../popover.tsx";
import { readOdds } from "../read.ts";
import { useSend } from "../use-send.ts";
import type { ReferralActions } from "./referral-row.tsx";

const FIELD =
  "h-9 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm hover:border-muted pointer-coarse:h-11";

/** The largest stake within the limits, or what the player asked for where none is. */
const suggested = ({ limit, currency, lineStake }: QueuedReferral): string =>
  limit.maximumStake > 0n && isCurrency(currency)
    ? shortDecimalText(money(currency, limit.maximumStake))
    : lineStake;

/** A button with the form of a counter offer: another stake, and for a single other odds. */
export function CounterOffer({
  bet,
  open,
  onOpenChange,
  done,
  offer,
}: Pick<ReferralActions, "offer"> & {
  bet: QueuedReferral;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  done: () => void;
}) {
  const t = useTranslations("admin.referrals");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const [leg, another] = bet.legs;
  const single = leg && !another ? leg : null;
  const [stake, setStake] = useState(() => suggested(bet));
  const [odds, setOdds] = useState(() => (single ? oddsText(single.odds) : ""));
  const { pending, refusal, send } = useSend(() => {
    onOpenChange(false);
    done();
  });
  const price = single ? readOdds(odds) : null;
  const offered = single && price !== null && price !== single.odds ? price : null;
  return (
    <Popover
      label={t("counterTitle")}
      onOpenChange={onOpenChange}
      open={open}
      trigger={<Button size="sm">{t("counter")}</Button>}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (single && price === null) return;
          send((idempotencyKey) =>
            offer({ betId: bet.id, stake: stake.trim(), odds: offered?.toString() ?? null, idempotencyKey }),
          );
        }}
      >
        <h3 className="font-semibold">{t("counterTitle")}</h3>
        <p className="text-muted text-xs">{t("offerHint")}</p>
        <label className="grid gap-1">
          <span className="text-muted text-xs">{t("offerStake")}</span>
          <input
            className={FIELD}
            inputMode="decimal"
            onChange={(e) => setStake(e.target.value)}
            value={stake}
          />
        </label>
        {single ? (
          <label className="grid gap-1">
            <span className="text-muted text-xs">{t("offerOdds")}</span>
            <input
              className={FIELD}
              inputMode="decimal"
              onChange={(e) => setOdds(e.target.value)}
              value={odds}
            />
          </label>
        ) : null}
        {refusal ? (
          <p className="text-down text-xs" role="alert">
            {refusalText(tRefusal, refusal)}
          </p>
        ) : null}
        <Button disabled={pending} kind="primary" type="submit">
          {pending ? t("sending") : t("send")}
        </Button>
      </form>
    </Popover>
  );
}

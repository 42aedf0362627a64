"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { money, shortDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { quotes } from "./builder/quotes.ts";
import { placement } from "./placement.ts";
import { SLIP_HASH } from "./slip-navigation.ts";
import { type SlipBet, slip } from "./store.ts";
import type { SlipView } from "./use-slip-view.ts";

const ARMED_AFTER_MS = 400;

/**
 * False for a moment after the question has changed: a tap in progress must not accept odds that the player has not
 * seen.
 */
const useArmed = (asked: string): boolean => {
  const [armed, setArmed] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setArmed(asked), ARMED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return armed === asked;
};

type Props = {
  view: SlipView;
  sending: boolean;
  /** A bet without an answer comes first. */
  doubtful: boolean;
  onPlace: (bets: readonly SlipBet[]) => void;
};

const cannotPlace = ({ view, doubtful }: Props): boolean =>
  !view.viewer || !view.figures || view.stopped || view.offline || doubtful;

/** The odds have changed and the player wants to be asked: one press accepts and places. */
function AcceptAndPlace(props: Props) {
  const { view, sending, onPlace } = props;
  const t = useTranslations("betslip");
  const locale = useLocale();
  const prices = view.legs.flatMap(({ live: { id, odds, boost } }) =>
    odds ? [[id, { odds, ...(boost && { boosted: boost.odds }) }] as const] : [],
  );
  const joint = view.builders.map(({ key, quote }) => [key, quote.odds]);
  const armed = useArmed(JSON.stringify([prices, joint]));
  const { figures, currency } = view;
  return (
    <>
      <p role="status" className="text-center font-medium text-sm text-warn">
        {t("changed")}
      </p>
      <Button
        kind="caution"
        size="long"
        pending={sending}
        disabled={cannotPlace(props)}
        aria-disabled={!armed || undefined}
        onClick={() => {
          if (!armed) return;
          slip.agree(new Map(prices));
          for (const { legs } of view.builders) quotes.agree(legs);
          onPlace(view.toSendAgreed);
        }}
        className="figures"
      >
        {figures
          ? t("accept", { amount: formatMoney(locale, money(currency, figures.totalStake)) })
          : t("acceptEmpty")}
      </Button>
    </>
  );
}

function Place(props: Props) {
  const { view, sending, onPlace } = props;
  const t = useTranslations("betslip");
  const locale = useLocale();
  const { figures, currency, toSend } = view;
  const texts = () => {
    if (sending) return t("placing");
    if (view.fetching && !view.offline) return t("fetching");
    if (!figures) return t("placeEmpty");
    const [only, another] = toSend;
    if (only?.freeBet !== undefined && !another) return t("placeFree");
    const amount = formatMoney(locale, money(currency, figures.totalStake));
    return toSend.length > 1 ? t("placeMany", { count: toSend.length, amount }) : t("place", { amount });
  };
  return (
    <Button
      kind="primary"
      size="lg"
      pending={sending}
      disabled={cannotPlace(props)}
      onClick={() => onPlace(toSend)}
      className="figures"
    >
      {texts()}
    </Button>
  );
}

/** The slip's main button: places the bet, or does what must come before that. */
export function PlaceBetButton(props: Props) {
  const { view } = props;
  const t = useTranslations("betslip");
  const locale = useLocale();
  const path = usePathname();
  const { currency, goneIds, short, overLimit } = view;
  const text = (minor: bigint) => formatMoney(locale, money(currency, minor), { short: true });

  if (!view.signedIn)
    return (
      <>
        <PageLink
          href={`/sign-in?next=${encodeURIComponent(path)}` as Route}
          className={buttonClass({ kind: "primary", size: "lg" })}
        >
          {t("signIn")}
        </PageLink>
        <p className="text-center text-faint text-xs">{t("signInHint")}</p>
      </>
    );
  if (goneIds.length > 0)
    return (
      <Button
        kind="primary"
        size="lg"
        onClick={() => {
          placement.over(view.held.legs);
          slip.remove(goneIds);
        }}
      >
        {t("removeGone")}
      </Button>
    );
  if (overLimit && view.payable)
    return (
      <>
        <p role="status" className="text-center text-sm text-warn">
          {overLimit.stake > 0n
            ? t("payoutLimit", { maximum: text(overLimit.maximum), stake: text(overLimit.stake) })
            : t("payoutLimitNone", { maximum: text(overLimit.maximum) })}
        </p>
        {overLimit.stake > 0n && (
          <Button
            kind="primary"
            size="lg"
            onClick={() => slip.setMaximum(overLimit.row, shortDecimalText(money(currency, overLimit.stake)))}
          >
            {t("useMaximum", { amount: text(overLimit.stake) })}
          </Button>
        )}
      </>
    );
  if (short)
    return (
      <>
        <p role="status" className="text-center text-muted text-sm">
          {t("refusal.insufficient_funds", { amount: formatMoney(locale, short) })}
        </p>
        <PageLink
          href={
            `/cashier?amount=${shortDecimalText(money(short.currency, short.missing))}&next=${encodeURIComponent(path + SLIP_HASH)}` as Route
          }
          className={buttonClass({ kind: "primary", size: "lg" })}
        >
          {t("deposit")}
        </PageLink>
      </>
    );
  return (
    <>
      {view.asking > 0 ? <AcceptAndPlace {...props} /> : <Place {...props} />}
      {view.delayMs > 0 && (
        <p className="text-center text-muted text-xs">
          {t("delay", { seconds: Math.ceil(view.delayMs / 1_000) })}
        </p>
      )}
      {view.polling && <p className="text-center text-muted text-xs">{t("polling")}</p>}
      {view.offline && (
        <p role="status" className="text-center text-warn text-xs">
          {t(view.online ? "stale" : "offline")}
        </p>
      )}
    </>
  );
}

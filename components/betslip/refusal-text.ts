"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type Currency, exampleStake, money } from "#lib/core/money.ts";
import { never } from "#lib/core/result.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { formatOdds, formatOddsMove } from "#lib/i18n/odds-format.ts";
import { suspensionReason } from "../event/suspension-reason.ts";
import { usePageContext } from "../shell/page-context.tsx";
import type { PlaceRefusal } from "./placement.ts";

/** The text of a refusal in the viewer's language. */
export const useRefusalText = (currency: Currency): ((refusal: PlaceRefusal) => string) => {
  const { oddsFormat } = usePageContext();
  const locale = useLocale();
  const format = useFormatter();
  const t = useTranslations("betslip.refusal");
  const slipText = useTranslations("betslip");
  const common = useTranslations("common");
  const sports = useTranslations("sports");
  const amount = (minor: bigint) => formatMoney(locale, money(currency, minor), { short: true });

  return (refusal) => {
    if (
      "maximumStake" in refusal &&
      refusal.maximumStake === 0n &&
      refusal.code !== "player_limit" &&
      refusal.code !== "boost_limit" &&
      refusal.code !== "limit_reached" &&
      !refusal.code.startsWith("referral_")
    )
      return t("no_stake");
    switch (refusal.code) {
      case "stake_invalid":
        return t("stake_invalid", { example: amount(exampleStake(currency)) });
      case "stake_below_minimum":
        return t("stake_below_minimum", { amount: amount(refusal.minimum) });
      case "stake_above_limit":
        return refusal.maximum === 0n
          ? t("no_stake")
          : t("stake_above_limit", { amount: amount(refusal.maximum) });
      case "payout_above_limit":
        return t("payout_above_limit", {
          maximum: amount(refusal.maximum),
          stake: amount(refusal.maximumStake),
        });
      case "risk_limit":
        return t("risk_limit", { amount: amount(refusal.maximumStake) });
      case "player_limit":
        return t(refusal.maximumStake === 0n ? "player_limit_reached" : "player_limit", {
          scope: refusal.scope,
          staked: amount(refusal.staked),
          amount: amount(refusal.maximumStake),
        });
      case "limit_reached":
        return t(refusal.left === 0n ? "limit_used_up" : "limit_reached", {
          amount: amount(refusal.amount),
          left: amount(refusal.left),
          limit: refusal.limit,
          period: refusal.period,
          time: format.dateTime(new Date(refusal.resetsAtMs), { dateStyle: "medium", timeStyle: "short" }),
        });
      case "boost_limit":
        return t(refusal.maximumStake === 0n ? "boost_used" : "boost_limit", {
          amount: amount(refusal.maximumStake),
        });
      case "combination_limit":
        return t("combination_limit", { amount: amount(refusal.maximumStake) });
      case "free_bet_unusable":
        return t(`free_bet_unusable.${refusal.reason}`, {
          odds: refusal.minimum === null ? "" : formatOdds(refusal.minimum, oddsFormat),
        });
      case "referral_refused":
      case "referral_timed_out":
      case "referral_declined":
        return t(refusal.code);
      case "currency_not_offered":
        return t("currency_not_offered", { currency: refusal.currency });
      case "insufficient_funds":
        return t("insufficient_funds", { amount: amount(refusal.available) });
      case "market_suspended": {
        const reason = suspensionReason(sports, undefined, refusal.reason);
        return reason ? t("market_suspended", { reason }) : slipText("suspended");
      }
      case "odds_changed": {
        const [moved, another] = refusal.legs;
        return moved && !another
          ? t("odds_moved", formatOddsMove(moved.was, moved.now, oddsFormat))
          : t("odds_changed");
      }
      case "player_barred":
        if (refusal.reason === "identity_required" || refusal.reason === "money_owed")
          return t(refusal.reason);
        if (refusal.reason !== "excluded") return t("player_barred");
        return refusal.until
          ? t("excluded", {
              date: format.dateTime(new Date(refusal.until), { dateStyle: "long", timeStyle: "short" }),
            })
          : t("excludedNoEnd");
      case "play_stopped":
        return t(`play_stopped.${refusal.reason}`);
      case "market_closed":
      case "outcome_unavailable":
      case "event_closed":
      case "key_reused":
      case "too_busy":
      case "outdated":
        return t(refusal.code);
      case "legs_not_combinable":
        if (refusal.reason === "related") return t("legs_related");
        return refusal.reason === "same_event" || refusal.reason === "same_market"
          ? t("legs_not_combinable")
          : t(`noBuilder.${refusal.reason}`);
      case "unknown":
        return slipText("unknown");
      case "fault":
        return common("fault", { reference: refusal.reference });
      case "too_many_requests":
        return common("refusals.too_many_requests", { seconds: refusal.retryAfterSeconds });
      case "invalid_input":
      case "foreign_origin":
      case "idempotency_key_reused":
      case "signed_out":
      case "other_account":
      case "forbidden":
      case "step_up_required":
        return common(`refusals.${refusal.code}`);
      // Of staff alone.
      case "approval_required":
        return common("refusals.forbidden");
      default:
        return never(refusal);
    }
  };
};

/** Why a bet was rejected after its in-play delay, and, unless shown elsewhere, that its stake was returned. */
export const useWaitedRefusalText = (
  currency: Currency,
): ((refusal: PlaceRefusal, withStake?: boolean) => string) => {
  const t = useTranslations("betslip");
  const { oddsFormat } = usePageContext();
  const sports = useTranslations("sports");
  const refusalText = useRefusalText(currency);
  const why = (refusal: PlaceRefusal): string => {
    if (refusal.code === "market_suspended") {
      const reason = suspensionReason(sports, undefined, refusal.reason);
      return reason ? t("pausedWhy", { reason }) : t("paused");
    }
    const [moved, another] = refusal.code === "odds_changed" ? refusal.legs : [];
    return moved && !another
      ? t("priceMoved", formatOddsMove(moved.was, moved.now, oddsFormat))
      : refusalText(refusal);
  };
  return (refusal, withStake = true) =>
    withStake ? `${why(refusal)} ${t("stakeBack", { count: 1 })}` : why(refusal);
};

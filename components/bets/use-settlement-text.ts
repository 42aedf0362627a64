import { useTranslations } from "next-intl";
import { never } from "#lib/core/result.ts";
import { marketFamilyName, namesOf } from "#lib/i18n/market-names.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { causeOf } from "#lib/sportsbook/betting/views.ts";

const REASONS = ["palpable_error", "past_post", "integrity", "abandoned", "technical"] as const;

/** Explains why a bet was settled, resettled or reopened. */
export const useSettlementText = ({ legs }: Pick<BetView, "legs">): ((cause: string) => string) => {
  const t = useTranslations("bets.cause");
  const m = useTranslations("sports");
  const marketName = (marketId: string): string => {
    const leg = legs.find((each) => each.marketId === marketId);
    if (!leg) return m("other");
    const { name, sportId } = leg.event;
    const market = marketFamilyName(m, { ...leg, sportId, participants: namesOf(leg.event) });
    return `${market}, ${name}`;
  };
  return (text) => {
    const cause = causeOf(text);
    switch (cause.kind) {
      case "result":
      case "early":
      case "cancelled":
      case "rollback":
        return t(cause.kind, { market: marketName(cause.marketId) });
      case "voided": {
        const reason = REASONS.find((each) => each === cause.reason);
        return reason ? t("voidedWhy", { reason: t(`reason.${reason}`) }) : t("voided");
      }
      case "past_post":
      case "cash_out":
      case "edit":
      case "other":
        return t(cause.kind);
      default:
        return never(cause);
    }
  };
};

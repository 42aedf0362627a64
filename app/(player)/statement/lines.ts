import "server-only";
import { getTranslations } from "next-intl/server";
import type { StatementLine } from "#lib/cashier/schema.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import { betTitles, causeOf, transferCauses } from "#lib/sportsbook/betting/index.ts";

const VOID_REASONS = ["palpable_error", "past_post", "integrity", "abandoned", "technical"] as const;

/** A line as text: what moved, for which bet, and why, unless the match result explains it. */
export type WordedLine = { text: string; why: string | null };

/** Writes statement lines, "Stake, Brazil v Japan", with one query for the bets of all of them. */
export const wordLines = async (playerId: string, lines: readonly StatementLine[]): Promise<WordedLine[]> => {
  const [t, because] = await Promise.all([getTranslations("statement"), getTranslations("statement.why")]);
  const betIds = [
    ...new Set(lines.flatMap(({ reference }) => (reference.kind === "bet" ? [reference.id] : []))),
  ];
  const [titles, causes] = await Promise.all([betTitles(playerId, betIds), transferCauses(playerId, betIds)]);
  const whyOf = ({ code, transferId }: StatementLine): string | null => {
    const cause = causeOf(causes.get(transferId) ?? "");
    switch (cause.kind) {
      case "cancelled":
      case "rollback":
      case "past_post":
        return because(cause.kind);
      case "voided": {
        const reason = VOID_REASONS.find((each) => each === cause.reason);
        return reason ? because(`reason.${reason}`) : because("voided");
      }
      case "result":
        // Returns need no reason; a resettlement or a push does.
        return code === "bet_return" ? null : because(code === "bet_refund" ? "level" : "corrected");
      default:
        return null;
    }
  };
  return lines.map((line) => {
    const { code, reference } = line;
    const what = t(`line.${code as keyof Messages["statement"]["line"]}`);
    const why = whyOf(line);
    const bet = reference.kind === "bet" ? titles.get(reference.id) : undefined;
    if (!bet) return { text: what, why };
    const { event, legs } = bet;
    const title = legs > 1 ? t("accumulator", { event, more: legs - 1 }) : event;
    return { text: t("withTitle", { what, title }), why };
  });
};

/** What a person can quote to support: the bet's or deposit's id. */
export const referenceText = ({ reference }: StatementLine): string =>
  reference.kind === "other" ? reference.text : reference.id;

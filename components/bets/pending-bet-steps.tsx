import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { STAMP } from "#lib/i18n/time-format.ts";
import type { PendingBetView, RefusedBetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../ui/amount.tsx";

/** The history of a pending or rejected bet: received, and rejected when its delay was over. */
export function PendingBetSteps({ bet }: { bet: PendingBetView | RefusedBetView }) {
  const t = useTranslations("bets");
  const format = useFormatter();
  const when = (at: Date) => format.dateTime(at, STAMP);
  const stake = () => <Amount minor={bet.stake} currency={bet.currency as Currency} />;
  return (
    <ol className="divide-y text-sm">
      <li className="grid gap-0.5 px-4 py-3">
        <p className="font-medium">{t("step.received")}</p>
        <p className="text-muted">{t.rich("step.held", { stake })}</p>
        <p className="figures text-faint text-xs">{when(bet.receivedAt)}</p>
      </li>
      {"refusedAt" in bet && (
        <li className="grid gap-0.5 px-4 py-3">
          <p className="font-medium">{t("notPlaced")}</p>
          <p className="text-muted">{t.rich("step.back", { stake })}</p>
          <p className="figures text-faint text-xs">{when(bet.refusedAt)}</p>
        </li>
      )}
    </ol>
  );
}

import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { STAMP } from "#lib/i18n/time-format.ts";
import type { BetStep, BetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../ui/amount.tsx";
import { ResultBadge } from "./result-badge.tsx";
import { useSettlementText } from "./use-settlement-text.ts";

/** The history of a bet: placed, settled, resettled, reopened, each with its time, its cause and its money. */
export function BetSteps({ bet, steps }: { bet: BetView; steps: readonly BetStep[] }) {
  const t = useTranslations("bets");
  const format = useFormatter();
  const settlementText = useSettlementText(bet);
  const currency = bet.currency as Currency;
  const when = (at: Date) => format.dateTime(at, STAMP);
  const titleOf = ({ result }: BetStep, at: number) =>
    t(
      result === "cashed_out" || result === "edited"
        ? `result.${result}`
        : result === null
          ? "step.reopened"
          : at === 0
            ? "step.settled"
            : "step.corrected",
    );
  return (
    <ol className="divide-y text-sm">
      <li className="grid gap-0.5 px-4 py-3">
        <p className="font-medium">{t("placed")}</p>
        <p className="text-muted">
          {t.rich(bet.freeBet ? "step.placedFree" : "step.placed", {
            stake: () => <Amount minor={bet.stake} currency={currency} />,
          })}
        </p>
        <p className="figures text-faint text-xs">{when(bet.placedAt)}</p>
      </li>
      {steps.map((step, at) => (
        <li key={step.version} className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 px-4 py-3">
          <p className="font-medium">{titleOf(step, at)}</p>
          <p className="flex items-center justify-end gap-2 font-medium">
            {step.returned !== null && <Amount minor={step.returned} currency={currency} />}
            <ResultBadge
              result={step.result}
              push={step.cause.startsWith("market:") && bet.legs.every(({ reason }) => reason === "result")}
            />
          </p>
          <p className="col-span-2 text-muted">{settlementText(step.cause)}</p>
          <p className="figures col-span-2 text-faint text-xs">{when(step.at)}</p>
        </li>
      ))}
    </ol>
  );
}

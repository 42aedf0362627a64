import { useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { lineStates } from "#lib/sportsbook/betting/views.ts";
import { Amount } from "../ui/amount.tsx";

/** How many lines a bet of several has, at what stake, and what has become of them: "4 lines of €2.00 · 1 won · 3 lost". */
export function LineSummary({ bet }: { bet: BetView }) {
  const t = useTranslations("bets");
  const states = lineStates(bet);
  const parts = (["won", "void", "lost"] as const).flatMap((result) => {
    const count = states.filter((line) => line.result === result).length;
    return count > 0 ? [t(`lineResult.${result}`, { count })] : [];
  });
  return (
    <p className="border-t px-4 py-2.5 text-muted text-sm">
      {t.rich("linesOf", {
        count: states.length,
        amount: () => (
          <Amount minor={bet.stake / BigInt(states.length)} currency={bet.currency as Currency} />
        ),
      })}
      {parts.map((part) => ` · ${part}`)}
    </p>
  );
}

import { useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../../ui/amount.tsx";

/** At which amounts a bet is going to be cashed out by itself. */
export function AutoCashOut({ bet }: { bet: Pick<BetView, "currency" | "autoCashOut"> }) {
  const t = useTranslations("bets.cashOut.auto");
  const { target = null, stop = null } = bet.autoCashOut ?? {};
  const amount = (minor: bigint) => () => <Amount minor={minor} currency={bet.currency as Currency} />;
  return (
    <p className="border-t px-4 py-2.5 text-muted text-sm">
      {target !== null && t.rich("setAbove", { amount: amount(target) })}
      {target !== null && stop !== null && " · "}
      {stop !== null && t.rich("setBelow", { amount: amount(stop) })}
    </p>
  );
}

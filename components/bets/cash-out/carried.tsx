import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../../ui/amount.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/** Ties a bet that was cashed out in part to the bet that carries on the rest, both ways. */
export function Carried({ bet }: { bet: BetView }) {
  const t = useTranslations("bets.cashOut");
  const other = bet.cashOut?.restId ?? bet.originId;
  if (!other) return null;
  const rest = bet.cashOut?.restId ? bet.stake - bet.cashOut.stake : null;
  return (
    <p className="border-t px-4 py-2.5 text-muted text-sm">
      {rest === null
        ? t("carries")
        : t.rich("carried", {
            stake: () => <Amount minor={rest} currency={bet.currency as Currency} />,
          })}{" "}
      <PageLink
        href={`/bets/${other}` as Route}
        className="inline-flex min-h-6 items-center underline underline-offset-4 hover:text-ink"
      >
        {t(rest === null ? "toOrigin" : "toRest")}
      </PageLink>
    </p>
  );
}

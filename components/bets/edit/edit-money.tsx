import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Currency } from "#lib/core/money.ts";
import type { EditPreview } from "#lib/sportsbook/betting/schema.ts";
import { moneyOf } from "#lib/sportsbook/betting/views.ts";
import { Amount } from "../../ui/amount.tsx";
import { BetOdds } from "../bet-odds.tsx";

function Row({ term, strong = false, children }: { term: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{term}</dt>
      <dd className={strong ? "font-semibold" : "font-medium"}>{children}</dd>
    </div>
  );
}

/** Where the stake of the new bet comes from, and what the bet would return. */
export function EditMoney({ preview }: { preview: EditPreview }) {
  const t = useTranslations("bets.edit");
  const { value, stake, lines, odds, potentialReturn } = preview;
  const currency = preview.currency as Currency;
  if (value === null || stake === null) return null;
  const { added, paid } = moneyOf(stake, value);
  return (
    <dl className="grid gap-1 text-sm">
      <Row term={t("value")}>
        <Amount minor={value} currency={currency} />
      </Row>
      {added > 0n && (
        <Row term={t("added")}>
          <Amount minor={added} currency={currency} />
        </Row>
      )}
      {paid > 0n && (
        <Row term={t("paid")}>
          <Amount minor={paid} currency={currency} />
        </Row>
      )}
      {lines > 1 && (
        <Row term={t("total", { lines })}>
          <Amount minor={stake} currency={currency} />
        </Row>
      )}
      {odds !== null && lines === 1 && (
        <Row term={t("odds")}>
          <span className="figures">
            <BetOdds odds={odds} />
          </span>
        </Row>
      )}
      {potentialReturn !== null && (
        <Row term={t("returns")} strong>
          <Amount minor={potentialReturn} currency={currency} />
        </Row>
      )}
    </dl>
  );
}

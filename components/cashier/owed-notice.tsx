import { useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { Amount } from "../ui/amount.tsx";
import { Notice } from "../ui/notice.tsx";

/** What a corrected result or a reversed deposit took back beyond the balance: how much, why, and how it is repaid. Nothing for nearly everyone. */
export function OwedNotice({ owed, currency }: { owed: bigint; currency: Currency }) {
  const t = useTranslations("cashier.owed");
  if (owed === 0n) return null;
  return (
    <Notice
      tone="warn"
      className="mb-4"
      title={t.rich("title", { amount: () => <Amount minor={owed} currency={currency} /> })}
    >
      {t("text")}
    </Notice>
  );
}

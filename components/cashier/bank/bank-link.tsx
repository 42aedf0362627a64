import { getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";

/** The way to bank transfers, from the pages of deposits and withdrawals. */
export async function BankLink({ to }: { to: "deposit" | "withdraw" }) {
  const t = await getTranslations("bank");
  return (
    <PageLink
      className={
        to === "deposit"
          ? "hover:underline"
          : "mb-4 block w-fit font-medium text-accent-text text-sm hover:underline"
      }
      href={to === "deposit" ? "/cashier/bank" : "/cashier/withdraw/bank-account"}
    >
      {to === "deposit" ? t("link") : t("account.link")}
    </PageLink>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormMessage, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { bankPayees, bankTransfersOffered } from "#lib/cashier/index.ts";
import { identityOf } from "#lib/players/index.ts";
import { requirePlayer } from "../../../../session.ts";
import { bankAccountForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bank.account"))("title"),
});

export default async function BankAccountPage() {
  const player = await requirePlayer("/cashier/withdraw/bank-account");
  if (!bankTransfersOffered(player.currency)) notFound();
  const [t, { person }, payees] = await Promise.all([
    getTranslations("bank.account"),
    identityOf(player.id),
    bankPayees(player.id),
  ]);
  const lead = person ? t("lead", { name: `${person.firstName} ${person.lastName}` }) : t("leadNoName");
  return (
    <div className="mx-auto grid w-full max-w-lg gap-4 md:pt-2">
      <PageHead lead={lead} title={t("title")} />
      <PageLink
        className="-mt-4 block w-fit font-medium text-accent-text text-sm hover:underline"
        href="/cashier/withdraw"
      >
        {t("back")}
      </PageLink>
      <Panel>
        <Form action={bankAccountForm} className="grid gap-5 p-4 sm:p-6">
          <FormMessage />
          <FormText
            autoCapitalize="characters"
            autoComplete="off"
            className="figures"
            label={t("iban")}
            maxLength={60}
            name="iban"
            spellCheck={false}
          />
          <Submit className="w-full" kind="primary" pendingText={t("submitting")}>
            {t("submit")}
          </Submit>
        </Form>
      </Panel>
      {payees.length > 0 && (
        <Panel>
          <PanelHead title={t("yours")} />
          <ul className="divide-y">
            {payees.map(({ id, last4, checked }) => (
              <li className="flex items-center justify-between gap-3 px-4 py-3 text-sm" key={id}>
                <span className="figures">{t("name", { last4 })}</span>
                <Badge tone={checked ? "up" : "plain"}>{t(checked ? "checked" : "unchecked")}</Badge>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

import { Landmark } from "lucide-react";
import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BankDeposit } from "#components/cashier/bank/bank-deposit.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { bankDeposit } from "#lib/cashier/index.ts";
import { parseMinor } from "#lib/core/money.ts";
import { env } from "#lib/platform/config/env.ts";
import { messagesFor } from "../../../client-messages.ts";
import { plainAmount } from "../../../money.ts";
import { requirePlayer } from "../../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bank"))("title"),
});

export default async function BankDepositPage({ searchParams }: PageProps<"/cashier/bank">) {
  const player = await requirePlayer("/cashier/bank");
  const typed = [(await searchParams).amount ?? []].flat()[0]?.slice(0, 20) ?? "";
  const amount = typed === "" ? null : parseMinor(await plainAmount(typed, "EUR"), "EUR");
  const wrong = typed !== "" && (amount === null || amount === 0n);
  const [t, messages, transfer] = await Promise.all([
    getTranslations("bank"),
    messagesFor("common", "bank"),
    bankDeposit(player, wrong ? null : amount),
  ]);
  return (
    <div className="mx-auto w-full max-w-lg md:pt-2">
      <PageHead lead={t("lead")} title={t("title")} />
      <PageLink
        className="mb-4 block w-fit font-medium text-accent-text text-sm hover:underline"
        href="/cashier"
      >
        {t("back")}
      </PageLink>
      {transfer ? (
        <NextIntlClientProvider messages={messages}>
          {env().DEMO_MODE && (
            <Notice className="mb-4" tone="warn">
              {t("demo")}
            </Notice>
          )}
          <BankDeposit
            amount={typed}
            amountError={wrong ? t("amountWrong", { example: "25" }) : undefined}
            transfer={transfer}
          />
        </NextIntlClientProvider>
      ) : (
        <Panel>
          <Empty icon={Landmark} title={t("offTitle")}>
            {t("off")}
          </Empty>
        </Panel>
      )}
    </div>
  );
}

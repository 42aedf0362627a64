import { Banknote } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cardName } from "#components/cashier/card-name.ts";
import { FormMessage, FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { destinationsOf } from "#lib/cashier/index.ts";
import { moneyText } from "../../../money.ts";
import { requirePlayer } from "../../../session.ts";
import { withdrawForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("cashier.withdraw"))("title"),
});

export default async function WithdrawPage() {
  const player = await requirePlayer("/cashier/withdraw");
  const [t, pay, text, { available, destinations }] = await Promise.all([
    getTranslations("cashier.withdraw"),
    getTranslations("cashier.payWith"),
    moneyText(player.currency),
    destinationsOf({ playerId: player.id, currency: player.currency }),
  ]);
  return (
    <div className="mx-auto w-full max-w-lg md:pt-2">
      <PageHead title={t("title")} lead={t("lead")} />
      <Panel>
        {destinations.length === 0 || available === 0n ? (
          <Empty icon={Banknote} title={t("noneTitle")}>
            {t("none")}
          </Empty>
        ) : (
          <Form action={withdrawForm} className="grid gap-5 p-4 sm:p-6">
            <FormMessage />
            <input type="hidden" name="idempotencyKey" value={crypto.randomUUID()} />
            <FormSelect label={t("to")} name="to">
              {destinations.map(({ method, instrument, maximum }) => (
                <option
                  key={instrument?.id ?? method}
                  value={instrument ? `${method}:${instrument.id}` : method}
                >
                  {`${instrument ? cardName(instrument) : pay("playMoney")}, ${t("upTo", { amount: text(maximum) })}`}
                </option>
              ))}
            </FormSelect>
            <FormText
              autoComplete="off"
              className="figures font-semibold text-lg"
              hint={`${t("available")}: ${text(available)}`}
              inputMode="decimal"
              label={`${t("amount")} (${player.currency})`}
              maxLength={20}
              name="amount"
            />
            <p className="text-muted text-sm">{t("rules")}</p>
            <Submit className="w-full" kind="primary" size="lg" pendingText={t("submitting")}>
              {t("submit")}
            </Submit>
          </Form>
        )}
      </Panel>
    </div>
  );
}

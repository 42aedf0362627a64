import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WalletList } from "#components/cashier/crypto/wallet-list.tsx";
import { FormMessage, FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { cryptoNetworks, cryptoWalletRules, cryptoWallets } from "#lib/cashier/index.ts";
import { moneyText } from "../../../../money.ts";
import { requirePlayer } from "../../../../session.ts";
import { proveWalletForm, registerWalletForm, removeWalletForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("crypto.wallets"))("title"),
});

export default async function WalletsPage() {
  const player = await requirePlayer("/cashier/crypto/wallets");
  const [t, networks, wallets, rules] = await Promise.all([
    getTranslations("crypto"),
    cryptoNetworks(player.id),
    cryptoWallets(player.id),
    cryptoWalletRules(),
  ]);
  const text = await moneyText(rules?.currency ?? "EUR");
  return (
    <div className="mx-auto grid w-full max-w-lg gap-4 md:pt-2">
      <PageHead title={t("wallets.title")} lead={t("wallets.lead")} />
      <WalletList
        wallets={wallets}
        ceiling={text(rules?.proofAbove ?? 0n)}
        prove={proveWalletForm}
        remove={removeWalletForm}
        timeZone={player.settings.timeZone}
      />
      {rules && (
        <Panel>
          <PanelHead title={t("wallets.add")} />
          <Form action={registerWalletForm} className="grid gap-5 p-4">
            <FormMessage />
            <FormSelect label={t("wallets.asset")} name="coin">
              {networks.flatMap(({ chainId, name, assets }) =>
                assets.map((asset) => (
                  <option key={`${chainId}:${asset}`} value={`${chainId}:${asset}`}>
                    {t("wallets.choice", { asset, network: name })}
                  </option>
                )),
              )}
            </FormSelect>
            <FormText
              label={t("wallets.address")}
              name="address"
              hint={t("wallets.addressHint")}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={60}
              className="font-mono"
              required
            />
            {rules.coolOffHours > 0 && (
              <p className="text-muted text-sm">{t("wallets.coolOff", { hours: rules.coolOffHours })}</p>
            )}
            <Submit className="w-full" kind="primary" size="lg" pendingText={t("wallets.submitting")}>
              {t("wallets.submit")}
            </Submit>
          </Form>
        </Panel>
      )}
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/cashier/withdraw">{t("cashier")}</ButtonLink>
      </div>
    </div>
  );
}

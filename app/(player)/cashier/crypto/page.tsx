import { Ban, Banknote, IdCard } from "lucide-react";
import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { DepositList } from "#components/cashier/crypto/deposit-list.tsx";
import { FollowDeposits } from "#components/cashier/crypto/follow-deposits.tsx";
import { NetworkCard } from "#components/cashier/crypto/network-card.tsx";
import { LimitPrompt } from "#components/cashier/limit-prompt.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { cryptoDeposits, cryptoNetworks, hasDeposited } from "#lib/cashier/index.ts";
import { checkGate, limitRules, missingIdentity } from "#lib/players/index.ts";
import { messagesFor } from "../../../client-messages.ts";
import { requirePlayer } from "../../../session.ts";
import { declineLimitsForm, setLimitForm } from "../../account/limits/actions.ts";
import { askAddressForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("crypto"))("title"),
});

export default async function CryptoPage() {
  const player = await requirePlayer("/cashier/crypto");
  const [t, cashier, networks, deposits, messages, rules, deposited, identity, barred] = await Promise.all([
    getTranslations("crypto"),
    getTranslations("cashier"),
    cryptoNetworks(player.id),
    cryptoDeposits(player.id),
    messagesFor("common", "crypto"),
    limitRules(player.id),
    hasDeposited(player.id),
    missingIdentity(player.id),
    checkGate(player.id, "deposit"),
  ]);
  return (
    <NextIntlClientProvider messages={messages}>
      <div className="mx-auto grid w-full max-w-lg gap-4 md:pt-2">
        <PageHead title={t("title")} lead={t("lead", { currency: player.currency })} />
        {networks.length === 0 && (
          <Panel>
            <Empty icon={Banknote} title={t("off")} />
          </Panel>
        )}
        {networks.length > 0 && barred && barred.reason !== "identity_required" ? (
          <Panel>
            <Empty icon={Ban} title={t("barredTitle")}>
              {t("barred")}
            </Empty>
          </Panel>
        ) : networks.length > 0 && identity?.gates.includes("deposit") ? (
          <Panel>
            <Empty
              icon={IdCard}
              title={cashier("identityTitle")}
              action={
                <ButtonLink href="/account/identity" kind="primary">
                  {cashier("identityVerify")}
                </ButtonLink>
              }
            >
              {cashier("identityFirst")}
            </Empty>
          </Panel>
        ) : networks.length > 0 && (rules.missing.length > 0 || (rules.unanswered && !deposited)) ? (
          <Panel>
            <LimitPrompt
              currency={player.currency}
              missing={rules.missing}
              decline={declineLimitsForm}
              set={setLimitForm}
            />
          </Panel>
        ) : (
          networks.map((network) => (
            <NetworkCard key={network.chainId} network={network} ask={askAddressForm} />
          ))
        )}
        {networks.length > 0 && <DepositList deposits={deposits} timeZone={player.settings.timeZone} />}
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/cashier">{t("cashier")}</ButtonLink>
          {networks.length > 0 && <ButtonLink href="/cashier/crypto/wallets">{t("wallets.link")}</ButtonLink>}
        </div>
        <FollowDeposits />
      </div>
    </NextIntlClientProvider>
  );
}

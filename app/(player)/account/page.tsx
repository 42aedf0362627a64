import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FreeBets } from "#components/account/free-bets.tsx";
import { OwedNotice } from "#components/cashier/owed-notice.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Flag } from "#components/ui/flag.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { playerBalance, playerOwes } from "#lib/ledger/index.ts";
import { profileOf } from "#lib/players/index.ts";
import { freeBetsOf } from "#lib/sportsbook/betting/index.ts";
import { contextOf, requirePlayer } from "../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account"))("title"),
});

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-6 gap-y-0.5 px-4 py-2.5">
    <dt className="text-muted text-sm">{name}</dt>
    <dd className="flex min-w-0 items-center gap-2 font-medium [overflow-wrap:anywhere]">{children}</dd>
  </div>
);

export default async function ProfilePage() {
  const player = await requirePlayer("/account");
  const [t, nav, format, locale, profile, balance, owed, freeBets] = await Promise.all([
    getTranslations("account.profile"),
    getTranslations("account.nav"),
    getFormatter(),
    getLocale(),
    profileOf(contextOf(player)),
    playerBalance(player.id, player.currency),
    playerOwes(player.id, player.currency),
    freeBetsOf(player.id, "available"),
  ]);
  const day = (at: Date, timeZone: string) => format.dateTime(at, { dateStyle: "long", timeZone });
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {player.status === "suspended" && (
        <Notice tone="warn" className="mb-4">
          {t("suspended")}
        </Notice>
      )}
      <OwedNotice owed={owed} currency={player.currency} />
      <Panel className="mb-4 flex flex-wrap items-center justify-between gap-4 p-4">
        <div>
          <p className="text-muted text-sm">{t("balance")}</p>
          <Amount
            minor={balance.available}
            currency={player.currency}
            className="font-semibold text-2xl tracking-tight"
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/statement">{nav("statement")}</ButtonLink>
          <ButtonLink href="/cashier?next=/account" kind="primary">
            {nav("cashier")}
          </ButtonLink>
        </div>
      </Panel>
      {freeBets.length > 0 && (
        <FreeBets
          freeBets={freeBets}
          oddsFormat={player.settings.oddsFormat}
          timeZone={player.settings.timeZone}
        />
      )}
      <Panel>
        <dl className="divide-y">
          <Fact name={t("email")}>{profile.email}</Fact>
          <Fact name={t("displayName")}>{profile.displayName}</Fact>
          <Fact name={t("birthDate")}>{day(new Date(profile.birthDate), "UTC")}</Fact>
          <Fact name={t("country")}>
            <Flag name={profile.country} countryCode={profile.country} />
            {new Intl.DisplayNames(locale, { type: "region" }).of(profile.country) ?? profile.country}
          </Fact>
          <Fact name={t("currency")}>{profile.currency}</Fact>
          <Fact name={t("memberSince")}>{day(profile.memberSince, player.settings.timeZone)}</Fact>
        </dl>
      </Panel>
    </>
  );
}

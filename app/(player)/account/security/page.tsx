import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { codesLeft, passkeysOf, totpOf } from "#lib/players/index.ts";
import { PasskeysPanel } from "../../../factors/passkeys-panel.tsx";
import { TotpPanel } from "../../../factors/totp-panel.tsx";
import { requirePlayer } from "../../../session.ts";
import {
  addPasskeyForm,
  beginPasskeyForm,
  beginTotpForm,
  confirmTotpForm,
  removePasskeyForm,
  removeTotpForm,
  renamePasskeyForm,
} from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.security"))("title"),
});

export default async function SecurityPage() {
  const player = await requirePlayer("/account/security");
  const [t, totp, passkeys, left] = await Promise.all([
    getTranslations("account.security"),
    totpOf(player),
    passkeysOf(player),
    codesLeft(player),
  ]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="grid max-w-xl gap-4">
        <PasskeysPanel
          passkeys={passkeys}
          codesLeft={totp.state === "on" ? null : left}
          actions={{
            begin: beginPasskeyForm,
            add: addPasskeyForm,
            rename: renamePasskeyForm,
            remove: removePasskeyForm,
          }}
        />
        <TotpPanel
          totp={totp}
          email={player.email}
          actions={{ begin: beginTotpForm, confirm: confirmTotpForm, remove: removeTotpForm }}
        />
        <p className="text-sm">
          <PageLink href="/account/tokens" className="text-accent-text hover:underline">
            {(await getTranslations("tokens"))("link")}
          </PageLink>
        </p>
      </div>
    </>
  );
}

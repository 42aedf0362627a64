import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { codesLeft, identitiesOf, passkeysOf, totpOf } from "#lib/players/index.ts";
import { IdentitiesPanel } from "../../../factors/identities-panel.tsx";
import { PasskeysPanel } from "../../../factors/passkeys-panel.tsx";
import { RecoveryPanel } from "../../../factors/recovery-panel.tsx";
import { TotpPanel } from "../../../factors/totp-panel.tsx";
import { requirePlayer } from "../../../session.ts";
import {
  addPasskeyForm,
  beginPasskeyForm,
  beginTotpForm,
  confirmTotpForm,
  linkIdentityForm,
  removePasskeyForm,
  removeTotpForm,
  renamePasskeyForm,
  renewRecoveryCodesForm,
  unlinkIdentityForm,
} from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.security"))("title"),
});

export default async function SecurityPage({ searchParams }: PageProps<"/account/security">) {
  const player = await requirePlayer("/account/security");
  const [t, totp, passkeys, left, identities, { identity }] = await Promise.all([
    getTranslations("account.security"),
    totpOf(player),
    passkeysOf(player),
    codesLeft(player),
    identitiesOf(player.id),
    searchParams,
  ]);
  const words = await getTranslations("account.identities");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="grid max-w-xl gap-4">
        {(identity === "linked" || identity === "identity_taken") && (
          <Notice tone={identity === "linked" ? "good" : "bad"} live="polite">
            {words(identity === "linked" ? "done" : identity)}
          </Notice>
        )}
        <PasskeysPanel
          passkeys={passkeys}
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
        {(totp.state === "on" || passkeys.length > 0) && (
          <RecoveryPanel left={left} renew={renewRecoveryCodesForm} />
        )}
        <IdentitiesPanel identities={identities} link={linkIdentityForm} unlink={unlinkIdentityForm} />
        <p className="text-sm">
          <PageLink href="/account/tokens" className="text-accent-text hover:underline">
            {(await getTranslations("tokens"))("link")}
          </PageLink>
        </p>
      </div>
    </>
  );
}

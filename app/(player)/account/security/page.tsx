import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QrCode } from "#components/account/qr-code.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { canSeal } from "#lib/platform/secrets/sealed.ts";
import { setupUri, type TotpState, totpOf } from "#lib/players/index.ts";
import { requirePlayer } from "../../../session.ts";
import { beginTotpForm, confirmTotpForm, removeTotpForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.security"))("title"),
});

const code = { autoComplete: "one-time-code", spellCheck: false, maxLength: 64, required: true } as const;

const Off = async () => {
  const t = await getTranslations("account.security");
  if (!canSeal()) return <Notice>{t("unavailable")}</Notice>;
  return (
    <Form action={beginTotpForm} className="grid gap-4">
      <p className="text-sm">{t("off")}</p>
      <FormMessage />
      <Submit kind="primary" pendingText={t("beginning")} className="w-full">
        {t("begin")}
      </Submit>
    </Form>
  );
};

const SetupFields = async ({ secret, email }: { secret: string; email: string }) => {
  const t = await getTranslations("account.security");
  return (
    <>
      <ol className="grid list-decimal gap-1 pl-5 text-sm">
        <li>{t("step1")}</li>
        <li>{t("step2")}</li>
      </ol>
      <QrCode text={setupUri(secret, email)} label={t("qr")} />
      <p className="text-muted text-sm">
        {t("byHand")}{" "}
        <code className="select-all text-ink [overflow-wrap:anywhere]">
          {secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
        </code>
      </p>
      <FormMessage />
      <FormText name="code" label={t("code")} inputMode="numeric" {...code} />
      <Submit kind="primary" pendingText={t("confirming")} className="w-full">
        {t("confirm")}
      </Submit>
    </>
  );
};

const On = async ({ left }: { left: number }) => {
  const t = await getTranslations("account.security");
  return (
    <Form action={removeTotpForm} className="grid gap-4">
      <FormMessage />
      <UntilDone>
        <p className="text-sm">{t("on", { left })}</p>
        <FormText name="code" label={t("codeToRemove")} {...code} />
        <Submit kind="danger" pendingText={t("removing")} className="w-full">
          {t("remove")}
        </Submit>
      </UntilDone>
    </Form>
  );
};

const Totp = async ({ totp, email }: { totp: TotpState; email: string }) => {
  const t = await getTranslations("account.security");
  if (totp.state === "off") return <Off />;
  // The form stays in its place once the app is on, so that its answer, the recovery codes, is shown however the page is drawn again.
  return (
    <>
      <Form action={confirmTotpForm} className="grid gap-4">
        <RecoveryCodes keep={t("keep")}>
          {totp.state === "setup" && <SetupFields secret={totp.secret} email={email} />}
        </RecoveryCodes>
      </Form>
      {totp.state === "on" && <On left={totp.recoveryCodesLeft} />}
    </>
  );
};

export default async function SecurityPage() {
  const { id, email } = await requirePlayer("/account/security");
  const [t, totp] = await Promise.all([getTranslations("account.security"), totpOf({ kind: "player", id })]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Panel className="max-w-md">
        <PanelHead title={t("app")} />
        <div className="p-4">
          <Totp totp={totp} email={email} />
        </div>
      </Panel>
      <p className="mt-4 text-sm">
        <PageLink href="/account/tokens" className="text-accent-text hover:underline">
          {(await getTranslations("tokens"))("link")}
        </PageLink>
      </p>
    </>
  );
}

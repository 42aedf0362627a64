import "server-only";
import { getTranslations } from "next-intl/server";
import { QrCode } from "#components/account/qr-code.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import { canSeal } from "#lib/platform/secrets/sealed.ts";
import { setupUri, type TotpState } from "#lib/players/index.ts";

export type TotpActions = { begin: FormAction; confirm: FormAction; remove: FormAction };

const code = { autoComplete: "one-time-code", spellCheck: false, maxLength: 64, required: true } as const;

const Off = async ({ begin }: TotpActions) => {
  const t = await getTranslations("account.security");
  if (!canSeal()) return <Notice>{t("unavailable")}</Notice>;
  return (
    <Form action={begin} className="grid gap-4">
      <p className="text-muted text-sm">{t("off")}</p>
      <FormMessage />
      <Submit kind="primary" pendingText={t("beginning")} className="w-full sm:w-auto sm:justify-self-start">
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
      <Submit kind="primary" pendingText={t("confirming")} className="w-full sm:w-auto sm:justify-self-start">
        {t("confirm")}
      </Submit>
    </>
  );
};

const On = async ({ remove }: TotpActions) => {
  const t = await getTranslations("account.security");
  return (
    <Form action={remove} className="mt-4 grid gap-4">
      <FormMessage />
      <UntilDone>
        <p className="text-sm">{t("on")}</p>
        <FormText name="code" label={t("codeToRemove")} {...code} />
        <Submit kind="danger" pendingText={t("removing")} className="w-full sm:w-auto sm:justify-self-start">
          {t("remove")}
        </Submit>
      </UntilDone>
    </Form>
  );
};

const Totp = async ({ totp, email, actions }: { totp: TotpState; email: string; actions: TotpActions }) => {
  const t = await getTranslations("account.security");
  if (totp.state === "off") return <Off {...actions} />;
  // The form stays in its place once the app is on, so that its answer, the recovery codes, is shown however the page is drawn again.
  return (
    <>
      <Form action={actions.confirm} className="grid gap-4">
        <RecoveryCodes keep={t("keep")}>
          {totp.state === "setup" && <SetupFields secret={totp.secret} email={email} />}
        </RecoveryCodes>
      </Form>
      {totp.state === "on" && <On {...actions} />}
    </>
  );
};

/** The authenticator app of an account: set up, turned on, turned off. */
export const TotpPanel = async ({
  className,
  ...rest
}: {
  totp: TotpState;
  email: string;
  actions: TotpActions;
  className?: string;
}) => {
  const t = await getTranslations("account.security");
  return (
    <Panel className={className}>
      <PanelHead title={t("app")} />
      <div className="p-4">
        <Totp {...rest} />
      </div>
    </Panel>
  );
};

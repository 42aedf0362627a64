import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormPassword, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { FormNewPassword } from "#components/forms/new-password.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { requirePlayer } from "../../../session.ts";
import { strengthLabels } from "../../../strength-labels.ts";
import { passwordForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.password"))("title"),
});

export default async function PasswordPage() {
  const { email } = await requirePlayer("/account/password");
  const t = await getTranslations("account.password");
  const label = await getTranslations("auth.label");
  const show = { showLabel: label("showPassword"), hideLabel: label("hidePassword") };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Panel className="max-w-md p-4 sm:p-6">
        <Form action={passwordForm} className="grid gap-4">
          <FormMessage />
          {/* Tells a password manager whose password this is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <FormPassword
            {...show}
            name="current"
            label={t("current")}
            autoComplete="current-password"
            required
          />
          <FormNewPassword
            {...show}
            name="password"
            label={t("new")}
            hint={label("passwordHint")}
            strengthLabels={await strengthLabels()}
            autoComplete="new-password"
            required
          />
          <Submit kind="primary" pendingText={t("saving")} className="w-full">
            {t("save")}
          </Submit>
        </Form>
      </Panel>
    </>
  );
}

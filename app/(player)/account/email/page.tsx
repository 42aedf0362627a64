import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormPassword, FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { requirePlayer } from "../../../session.ts";
import { changeEmailForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.email"))("title"),
});

export default async function EmailPage() {
  const { email } = await requirePlayer("/account/email");
  const t = await getTranslations("account.email");
  const label = await getTranslations("auth.label");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead", { email })} />
      <Panel className="max-w-md p-4 sm:p-6">
        <Form action={changeEmailForm} className="grid gap-4">
          <FormMessage />
          <UntilDone>
            <FormText
              name="email"
              type="email"
              label={t("new")}
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              inputMode="email"
              required
            />
            <FormPassword
              name="current"
              label={t("password")}
              showLabel={label("showPassword")}
              hideLabel={label("hidePassword")}
              autoComplete="current-password"
              required
            />
            <Submit kind="primary" pendingText={t("sending")} className="w-full">
              {t("send")}
            </Submit>
          </UntilDone>
        </Form>
      </Panel>
    </>
  );
}

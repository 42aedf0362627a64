import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
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
            <Submit kind="primary" pendingText={t("sending")} className="w-full">
              {t("send")}
            </Submit>
          </UntilDone>
        </Form>
      </Panel>
    </>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormText, Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { AuthPage } from "../auth-page.tsx";
import { DemoMailNotice } from "../demo-mail-notice.tsx";
import { askResetForm } from "../link-actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.forgot"))("title"),
});

export default async function ForgotPasswordPage() {
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t("forgot.title")}
      lead={t("forgot.lead")}
      other={{ pathname: "/sign-in", question: t("forgot.remembered"), text: t("register.toSignIn") }}
      next="/"
      below={<DemoMailNotice />}
    >
      <Form action={askResetForm} className="grid gap-4">
        <FormMessage />
        <UntilDone>
          <FormText
            name="email"
            type="email"
            label={t("label.email")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="email"
            required
          />
          <Submit kind="primary" size="lg" pendingText={t("forgot.submitting")} className="w-full">
            {t("forgot.submit")}
          </Submit>
        </UntilDone>
      </Form>
    </AuthPage>
  );
}

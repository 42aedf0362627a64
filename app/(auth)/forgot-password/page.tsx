import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormText } from "#components/forms/fields.tsx";
import { AuthPage } from "../auth-page.tsx";
import { DemoMailNotice } from "../demo-mail-notice.tsx";
import { askResetForm } from "../link-actions.ts";
import { OneStepForm } from "../one-step-form.tsx";

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
      <OneStepForm action={askResetForm} submit={t("forgot.submit")} submitting={t("forgot.submitting")}>
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
      </OneStepForm>
    </AuthPage>
  );
}

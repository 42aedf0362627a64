import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormNewPassword } from "#components/forms/new-password.tsx";
import { strengthLabels } from "../../strength-labels.ts";
import { AuthPage } from "../auth-page.tsx";
import { resetPasswordForm } from "../link-actions.ts";
import { OneStepForm } from "../one-step-form.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.reset"))("title"),
  referrer: "no-referrer",
});

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t("reset.title")}
      lead={t("reset.lead")}
      other={{ pathname: "/sign-in", question: t("reset.then"), text: t("register.toSignIn") }}
      next="/"
    >
      <OneStepForm action={resetPasswordForm} submit={t("reset.submit")} submitting={t("reset.submitting")}>
        <input type="hidden" name="token" value={typeof token === "string" ? token : ""} />
        <FormNewPassword
          name="password"
          label={t("reset.password")}
          hint={t("label.passwordHint")}
          showLabel={t("label.showPassword")}
          hideLabel={t("label.hidePassword")}
          strengthLabels={await strengthLabels()}
          autoComplete="new-password"
          required
        />
      </OneStepForm>
    </AuthPage>
  );
}

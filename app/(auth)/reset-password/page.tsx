import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Submit, UntilDone } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { FormNewPassword } from "#components/forms/new-password.tsx";
import { strengthLabels } from "../../strength-labels.ts";
import { AuthPage } from "../auth-page.tsx";
import { resetPasswordForm } from "../link-actions.ts";

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
      <Form action={resetPasswordForm} className="grid gap-4">
        <FormMessage />
        <UntilDone>
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
          <Submit kind="primary" size="lg" pendingText={t("reset.submitting")} className="w-full">
            {t("reset.submit")}
          </Submit>
        </UntilDone>
      </Form>
    </AuthPage>
  );
}

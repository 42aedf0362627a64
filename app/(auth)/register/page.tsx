import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { FormNewPassword } from "#components/forms/new-password.tsx";
import { safePath } from "#lib/platform/http/origin.ts";

import { currentSession } from "../../session.ts";
import { strengthLabels } from "../../strength-labels.ts";
import { registerForm } from "../actions.ts";
import { AuthPage } from "../auth-page.tsx";
import { ContinueWith } from "../continue-with.tsx";
import { RegistrationFields } from "./registration-fields.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.register"))("title"),
});

export default async function RegisterPage({ searchParams }: PageProps<"/register">) {
  const next = safePath((await searchParams).next);
  if (await currentSession()) redirect(next as Route);
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t("register.title")}
      lead={t("register.lead")}
      other={{ pathname: "/sign-in", question: t("register.hasAccount"), text: t("register.toSignIn") }}
      next={next}
    >
      <ContinueWith next={next} orBelow />
      <Form action={registerForm} className="grid gap-4">
        <FormMessage />
        <input type="hidden" name="next" value={next} />
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
        <FormNewPassword
          name="password"
          label={t("label.password")}
          hint={t("label.passwordHint")}
          showLabel={t("label.showPassword")}
          hideLabel={t("label.hidePassword")}
          strengthLabels={await strengthLabels()}
          autoComplete="new-password"
          required
        />
        <RegistrationFields />
        <Submit kind="primary" size="lg" pendingText={t("register.submitting")} className="w-full">
          {t("register.submit")}
        </Submit>
      </Form>
    </AuthPage>
  );
}

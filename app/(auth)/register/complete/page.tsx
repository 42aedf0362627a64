import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { registering } from "../../../auth/oidc.ts";
import { currentSession } from "../../../session.ts";
import { completeRegistrationForm } from "../../actions.ts";
import { AuthPage } from "../../auth-page.tsx";
import { RegistrationFields } from "../registration-fields.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.register"))("title"),
});

/** Completes the registration of a visitor whom an issuer identified. What we have to know besides is asked here. */
export default async function CompleteRegistrationPage() {
  if (await currentSession()) redirect("/" as Route);
  const begun = await registering.read();
  if (!begun) redirect("/register");
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t("register.title")}
      lead={t("oidc.completeLead")}
      other={{ pathname: "/sign-in", question: t("oidc.hasAccount"), text: t("oidc.toSignIn") }}
      next="/account/security"
    >
      <Form action={completeRegistrationForm} className="grid gap-4">
        <FormMessage />
        <FormText
          name="email"
          type="email"
          label={t("label.email")}
          defaultValue={begun.identity.email ?? ""}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="email"
          required
        />
        <RegistrationFields displayName={begun.name} />
        <Submit kind="primary" size="lg" pendingText={t("register.submitting")} className="w-full">
          {t("register.submit")}
        </Submit>
      </Form>
    </AuthPage>
  );
}

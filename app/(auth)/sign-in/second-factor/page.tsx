import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { PasskeyButton } from "#components/passkeys/ask.tsx";
import { safePath } from "#lib/platform/http/origin.ts";
import { askedOfAttempt } from "../../../auth/second-factor.ts";
import { currentSession } from "../../../session.ts";
import { secondFactorForm } from "../../actions.ts";
import { AuthPage } from "../../auth-page.tsx";
import { DemoCodesNotice } from "../../demo-codes-notice.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.secondFactor"))("title"),
});

export default async function SecondFactorPage({ searchParams }: PageProps<"/sign-in/second-factor">) {
  const next = safePath((await searchParams).next);
  if (await currentSession()) redirect(next as Route);
  const asked = await askedOfAttempt();
  if (!asked) redirect("/sign-in");
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t("secondFactor.title")}
      lead={t("secondFactor.lead")}
      other={{ pathname: "/sign-in", question: t("secondFactor.back"), text: t("register.toSignIn") }}
      next={next}
      below={<DemoCodesNotice />}
    >
      <Form action={secondFactorForm} className="grid gap-4">
        <FormMessage />
        {next !== "/" && <input type="hidden" name="next" value={next} />}
        {asked.passkey && (
          <PasskeyButton
            name="passkey"
            options={asked.passkey}
            failed={t("passkey.failed")}
            kind="primary"
            size="lg"
            className="w-full"
          >
            {t("passkey.confirm")}
          </PasskeyButton>
        )}
        {(asked.typed === "totp" || asked.typed === "recovery") && (
          <>
            <FormText
              name="code"
              label={t(`secondFactor.${asked.typed}`)}
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={64}
              required
            />
            <Submit
              kind={asked.passkey ? "outline" : "primary"}
              size="lg"
              pendingText={t("secondFactor.submitting")}
              className="w-full"
            >
              {t("secondFactor.submit")}
            </Submit>
          </>
        )}
      </Form>
    </AuthPage>
  );
}

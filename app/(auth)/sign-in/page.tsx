import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BrowserCheck } from "#components/forms/browser-check.tsx";
import { FormPassword, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { PasskeySignIn } from "#components/passkeys/sign-in.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { env } from "#lib/platform/config/env.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import { DEMO_PASSWORD, DEMO_PLAYERS } from "#lib/players/index.ts";
import { currentSession } from "../../session.ts";
import { passkeySignInChallenge, passkeySignInForm, signInForm } from "../actions.ts";
import { AuthPage } from "../auth-page.tsx";
import { ContinueWith, Or } from "../continue-with.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.signIn"))("title"),
});

/** What an issuer's answer may be refused for; anything else went wrong. */
const SAID = ["account_closed", "account_locked", "register_unavailable"] as const;

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next: wanted, error } = await searchParams;
  const next = safePath(wanted);
  if (await currentSession()) redirect(next as Route);
  const t = await getTranslations("auth");
  const [demo] = DEMO_PLAYERS;
  const known = SAID.find((code) => code === error);
  return (
    <AuthPage
      title={t("signIn.title")}
      lead={next === "/" ? t("signIn.lead") : t("signIn.returning")}
      other={{ pathname: "/register", question: t("signIn.noAccount"), text: t("signIn.toRegister") }}
      next={next}
      below={
        env().DEMO_MODE && (
          <Notice title={t("signIn.demoTitle")} className="mt-6">
            {t.rich("signIn.demo", {
              email: () => <code className="select-all text-ink">{demo.email}</code>,
              password: () => <code className="select-all whitespace-nowrap text-ink">{DEMO_PASSWORD}</code>,
            })}
          </Notice>
        )
      }
    >
      {error && (
        <Notice tone="bad" live="assertive" className="mb-4">
          {t(known ? `refusal.${known}` : "oidc.failed")}
        </Notice>
      )}
      <Form action={signInForm} className="grid gap-4">
        <FormMessage />
        <BrowserCheck name="proof" />
        {next !== "/" && <input type="hidden" name="next" value={next} />}
        <FormText
          name="email"
          type="email"
          label={t("label.email")}
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="email"
          required
        />
        <FormPassword
          name="password"
          label={t("label.password")}
          showLabel={t("label.showPassword")}
          hideLabel={t("label.hidePassword")}
          autoComplete="current-password"
          required
        />
        <Submit kind="primary" size="lg" pendingText={t("signIn.submitting")} className="mt-1 w-full">
          {t("signIn.submit")}
        </Submit>
        <PageLink
          href="/forgot-password"
          className="-my-2 justify-self-center py-3 font-medium text-accent-text text-sm underline underline-offset-3"
        >
          {t("signIn.forgotten")}
        </PageLink>
      </Form>
      <Or />
      <Form action={passkeySignInForm} className="grid gap-3">
        {next !== "/" && <input type="hidden" name="next" value={next} />}
        <PasskeySignIn
          challenge={passkeySignInChallenge}
          label={t("passkey.signIn")}
          failed={t("passkey.failed")}
        />
        <FormMessage />
      </Form>
      <ContinueWith next={next} />
    </AuthPage>
  );
}

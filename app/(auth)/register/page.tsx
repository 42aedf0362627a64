import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import {
  FormCheck,
  FormDate,
  FormMessage,
  FormPassword,
  FormSelect,
  FormText,
  Submit,
} from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { CURRENCIES } from "#lib/kernel/money.ts";
import { safePath } from "#lib/platform/origin.ts";
import { servedCountries } from "#lib/players/index.ts";
import { currentPlayer } from "../../session.ts";
import { registerForm } from "../actions.ts";
import { AuthPage } from "../auth-page.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.register"))("title"),
});

export default async function RegisterPage({ searchParams }: PageProps<"/register">) {
  const next = safePath((await searchParams).next);
  if (await currentPlayer()) redirect(next as Route);
  const t = await getTranslations("auth");
  const locale = await getLocale();
  const currencyNames = new Intl.DisplayNames(locale, { type: "currency" });
  const countryNames = new Intl.DisplayNames(locale, { type: "region" });
  const named = servedCountries()
    .map((code) => ({ code, name: countryNames.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <AuthPage
      title={t("register.title")}
      lead={t("register.lead")}
      other={{ pathname: "/sign-in", question: t("register.hasAccount"), text: t("register.toSignIn") }}
      next={next}
    >
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
        <FormPassword
          name="password"
          label={t("label.password")}
          hint={t("label.passwordHint")}
          showLabel={t("label.showPassword")}
          hideLabel={t("label.hidePassword")}
          autoComplete="new-password"
          required
        />
        <FormText
          name="displayName"
          label={t("label.displayName")}
          autoComplete="nickname"
          maxLength={40}
          required
        />
        <FormDate
          name="birthDate"
          label={t("label.birthDate")}
          parts={{ day: t("label.day"), month: t("label.month"), year: t("label.year") }}
          hint={t("register.birthDateHint")}
          autoComplete="bday"
          required
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormSelect
            name="country"
            label={t("label.country")}
            autoComplete="country"
            defaultValue=""
            required
          >
            <option value="" disabled>
              {t("label.choose")}
            </option>
            {named.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </FormSelect>
          <FormSelect
            name="currency"
            label={t("label.currency")}
            hint={t("register.currencyHint")}
            defaultValue="EUR"
          >
            {Object.keys(CURRENCIES).map((code) => (
              <option key={code} value={code}>
                {code}, {currencyNames.of(code)}
              </option>
            ))}
          </FormSelect>
        </div>
        <FormCheck name="acceptTerms" label={t("register.terms")} required />
        <Submit kind="primary" size="lg" pendingText={t("register.submitting")} className="w-full">
          {t("register.submit")}
        </Submit>
      </Form>
    </AuthPage>
  );
}

import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PersonFields } from "#components/account/person-fields.tsx";
import { ResidenceFields } from "#components/account/residence-fields.tsx";
import { FormCheck, FormDate, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { FormNewPassword } from "#components/forms/new-password.tsx";
import { safePath } from "#lib/platform/http/origin.ts";
import { currencyIn, offeredCurrencies, servedCountries } from "#lib/players/index.ts";
import { currentSession } from "../../session.ts";
import { strengthLabels } from "../../strength-labels.ts";
import { registerForm } from "../actions.ts";
import { AuthPage } from "../auth-page.tsx";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.register"))("title"),
});

export default async function RegisterPage({ searchParams }: PageProps<"/register">) {
  const next = safePath((await searchParams).next);
  if (await currentSession()) redirect(next as Route);
  const [t, offered] = await Promise.all([getTranslations("auth"), offeredCurrencies()]);
  const locale = await getLocale();
  const currencyNames = new Intl.DisplayNames(locale, { type: "currency" });
  const countryNames = new Intl.DisplayNames(locale, { type: "region" });
  const named = servedCountries()
    .map((code) => ({ code, name: countryNames.of(code) ?? code, currency: currencyIn(code, offered) }))
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
        <FormText
          name="displayName"
          label={t("label.displayName")}
          hint={t("register.displayNameHint")}
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
        <ResidenceFields
          countries={named}
          currencies={offered.map((code) => ({ code, name: currencyNames.of(code) ?? code }))}
          text={{
            country: t("label.country"),
            currency: t("label.currency"),
            currencyHint: t("register.currencyHint"),
            choose: t("label.choose"),
          }}
        />
        <fieldset className="grid gap-4 border-t pt-4">
          <legend className="contents font-semibold text-sm">{t("register.legal")}</legend>
          <p className="-mt-3 text-muted text-sm">{t("register.legalHint")}</p>
          <PersonFields
            text={{
              firstName: t("label.firstName"),
              lastName: t("label.lastName"),
              street: t("label.street"),
              city: t("label.city"),
              postcode: t("label.postcode"),
            }}
          />
        </fieldset>
        <FormCheck name="acceptTerms" label={t("register.terms")} required />
        <Submit kind="primary" size="lg" pendingText={t("register.submitting")} className="w-full">
          {t("register.submit")}
        </Submit>
      </Form>
    </AuthPage>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { PersonFields } from "#components/account/person-fields.tsx";
import { ResidenceFields } from "#components/account/residence-fields.tsx";
import { FormCheck, FormDate, FormText } from "#components/forms/fields.tsx";
import { currencyIn, offeredCurrencies, servedCountries } from "#lib/players/index.ts";

/** What every registration asks for, however the player signs in later. */
export const RegistrationFields = async ({ displayName = "" }: { displayName?: string }) => {
  const [t, offered, locale] = await Promise.all([getTranslations("auth"), offeredCurrencies(), getLocale()]);
  const currencyNames = new Intl.DisplayNames(locale, { type: "currency" });
  const countryNames = new Intl.DisplayNames(locale, { type: "region" });
  const named = servedCountries()
    .map((code) => ({ code, name: countryNames.of(code) ?? code, currency: currencyIn(code, offered) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <>
      <FormText
        name="displayName"
        label={t("label.displayName")}
        hint={t("register.displayNameHint")}
        autoComplete="nickname"
        defaultValue={displayName}
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
    </>
  );
};

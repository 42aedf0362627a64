"use client";
import { type ReactNode, useRef } from "react";
import { FormSelect } from "../forms/fields.tsx";

type Option = { code: string; name: string };

/** Country and currency: the currency follows the country until the person chooses one. Works without scripts, too. */
export function ResidenceFields({
  countries,
  currencies,
  text,
}: {
  countries: readonly (Option & { currency: string })[];
  currencies: readonly Option[];
  text: { country: ReactNode; currency: ReactNode; currencyHint: ReactNode; choose: string };
}) {
  const currency = useRef<HTMLSelectElement>(null);
  const chosen = useRef(false);
  const follow = (country: string): void => {
    const usual = countries.find(({ code }) => code === country)?.currency;
    if (usual && !chosen.current && currency.current) currency.current.value = usual;
  };
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <FormSelect
        name="country"
        label={text.country}
        autoComplete="country"
        defaultValue=""
        onChange={({ target }) => follow(target.value)}
        required
      >
        <option value="" disabled>
          {text.choose}
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </FormSelect>
      <FormSelect
        ref={currency}
        name="currency"
        label={text.currency}
        hint={text.currencyHint}
        defaultValue="EUR"
        onChange={() => {
          chosen.current = true;
        }}
      >
        {currencies.map(({ code, name }) => (
          <option key={code} value={code}>
            {code}, {name}
          </option>
        ))}
      </FormSelect>
    </div>
  );
}

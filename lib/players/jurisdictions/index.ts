import { env } from "#lib/platform/config/env.ts";
import { POLICIES } from "./policies.ts";
import { JURISDICTIONS, type Jurisdiction, type JurisdictionPolicy } from "./policy.ts";
import { strictestOf } from "./strictest.ts";

/**
 * The jurisdiction of residents of a country (ISO 3166-1 alpha-2). `null` where we have no policy and the operator has not named the
 * country in `OPEN_COUNTRIES`: the strictest rules apply.
 */
export const jurisdictionOf = (
  country: string,
  openCountries: readonly string[] = env().OPEN_COUNTRIES,
): Jurisdiction | null => {
  const named = JURISDICTIONS.find((code) => code === country);
  if (named) return named;
  return openCountries.includes("*") || openCountries.includes(country) ? "open" : null;
};

const inForce = (jurisdiction: Jurisdiction, at: Date): JurisdictionPolicy => {
  const day = at.toISOString().slice(0, 10);
  const dated = POLICIES[jurisdiction];
  return (dated.findLast(({ validFrom }) => validFrom <= day) ?? dated[0]).policy;
};

/** The policy of a jurisdiction at a time; of an unknown one, the strictest of all. */
export const policyOf = (jurisdiction: Jurisdiction | null, at: Date): JurisdictionPolicy =>
  jurisdiction ? inForce(jurisdiction, at) : strictestOf(JURISDICTIONS.map((code) => inForce(code, at)));

/** The policy that applies to residents of the country at a time. */
export const policyFor = (
  country: string,
  at: Date,
  openCountries: readonly string[] = env().OPEN_COUNTRIES,
): JurisdictionPolicy => policyOf(jurisdictionOf(country, openCountries), at);

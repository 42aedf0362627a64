import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { JurisdictionPolicy } from "../jurisdictions/policy.ts";

/** What has to be verified of residents of this country, and by when. */
export const identityPolicyOf = async (country: string): Promise<JurisdictionPolicy["identity"]> =>
  policyFor(country, new Date(await databaseNowMs())).identity;

/** For how many years after its closure an account's personal data are kept, by the law of the country. */
export const retentionYears = async (country: string): Promise<number> =>
  policyFor(country, new Date(await databaseNowMs())).retentionYears;

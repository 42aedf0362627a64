import type { JurisdictionPolicy } from "../jurisdictions/policy.ts";
import type { ExclusionTerms } from "./schema.ts";

const DAY_HOURS = 24;
const TIME_OUT_DAYS = [1, 2, 7, 14, 30, 42, 90];

/** The breaks and terms that a jurisdiction offers. */
export const termsOf = ({
  timeOut,
  selfExclusion,
}: Pick<JurisdictionPolicy, "timeOut" | "selfExclusion">): ExclusionTerms => ({
  timeOutHours: TIME_OUT_DAYS.filter(
    (days) => days <= timeOut.maxDays && days * DAY_HOURS >= timeOut.minHours,
  ).map((days) => days * DAY_HOURS),
  selfExclusionMonths: [...selfExclusion.months],
  indefinite: selfExclusion.indefinite,
});

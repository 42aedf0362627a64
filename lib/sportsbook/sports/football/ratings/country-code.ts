import countries from "i18n-iso-countries";

/** Football's names where they differ from ISO's, and associations that are no ISO country; codes as flags are named. */
const FOOTBALL_NAMES: Readonly<Record<string, string>> = {
  England: "gb-eng",
  Scotland: "gb-sct",
  Wales: "gb-wls",
  "Northern Ireland": "gb-nir",
  "Republic of Ireland": "ie",
  "China PR": "cn",
  "DR Congo": "cd",
  Congo: "cg",
  "United States Virgin Islands": "vi",
  "U.S. Virgin Islands": "vi",
  "São Tomé and Príncipe": "st",
  Tahiti: "pf",
  Taiwan: "tw",
  "Chinese Taipei": "tw",
  Macau: "mo",
  Brunei: "bn",
  Laos: "la",
  Moldova: "md",
  Syria: "sy",
  "British Virgin Islands": "vg",
  Bonaire: "bq",
  "Saint Martin": "mf",
  "Sint Maarten": "sx",
};

/** The flag code of a national team, or null where the name is none that is known. */
export const countryCodeOf = (team: string): string | null =>
  FOOTBALL_NAMES[team] ?? countries.getAlpha2Code(team, "en")?.toLowerCase() ?? null;

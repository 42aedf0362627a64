/** What a new operator accepts in a currency. Amounts are plain decimal text in whole units. */
export type CurrencyLimitDefaults = {
  stakeMin: string;
  stakeMax: string;
  payoutMax: string;
  /** What one unit is worth in euros. Only risk is counted with it; `exchange_rate` holds rates of the day. */
  worth: string;
};

/** One currency that the software knows. */
export type CurrencyRow = {
  /** The exponent of its minor unit: 2 for cents, 0 where there are none. Never changed once money is stored. */
  decimals: number;
  /** How people write it besides its code, accepted before or after the figures. */
  symbols: readonly string[];
  /** Countries where accounts use it unless their owner chooses another one, ISO 3166-1 alpha-2. */
  countries: readonly string[];
  /** The stakes offered for one tap until a player sets others, ascending. */
  quickStakes: readonly [string, string, string, string];
  /** About what one euro buys: deposits of play money are counted in it. */
  demoUnit: string;
  /** Limits of the first betting policy. Null: not offered until staff add limits. */
  limits: CurrencyLimitDefaults | null;
};

/**
 * Every currency, by its code of three letters (ISO 4217; crypto assets by their usual code). Adding one is adding its row here. It is offered
 * to players while the betting policy in force has limits for it.
 */
export const CURRENCIES = {
  EUR: {
    decimals: 2,
    symbols: ["€"],
    countries: [],
    quickStakes: ["5", "10", "25", "50"],
    demoUnit: "1",
    limits: { stakeMin: "0.10", stakeMax: "5000", payoutMax: "250000", worth: "1" },
  },
  GBP: {
    decimals: 2,
    symbols: ["£"],
    countries: ["GB", "GG", "IM", "JE"],
    quickStakes: ["5", "10", "25", "50"],
    demoUnit: "1",
    limits: { stakeMin: "0.10", stakeMax: "4300", payoutMax: "215000", worth: "1.16" },
  },
  USD: {
    decimals: 2,
    symbols: ["US$", "$"],
    countries: ["AS", "EC", "FM", "GU", "MH", "MP", "PA", "PR", "PW", "SV", "TC", "US", "VG", "VI"],
    quickStakes: ["5", "10", "25", "50"],
    demoUnit: "1",
    limits: { stakeMin: "0.10", stakeMax: "5400", payoutMax: "270000", worth: "0.92" },
  },
  SEK: {
    decimals: 2,
    symbols: ["kr.", "kr"],
    countries: ["SE"],
    quickStakes: ["50", "100", "250", "500"],
    demoUnit: "10",
    limits: { stakeMin: "1", stakeMax: "56000", payoutMax: "2800000", worth: "0.088" },
  },
  DKK: {
    decimals: 2,
    symbols: ["kr.", "kr"],
    countries: ["DK", "FO", "GL"],
    quickStakes: ["50", "100", "200", "500"],
    demoUnit: "10",
    limits: { stakeMin: "1", stakeMax: "37000", payoutMax: "1850000", worth: "0.134" },
  },
  NOK: {
    decimals: 2,
    symbols: ["kr.", "kr"],
    countries: ["NO", "SJ"],
    quickStakes: ["50", "100", "250", "500"],
    demoUnit: "10",
    limits: { stakeMin: "1", stakeMax: "58000", payoutMax: "2900000", worth: "0.086" },
  },
  JPY: {
    decimals: 0,
    symbols: ["¥", "円"],
    countries: ["JP"],
    quickStakes: ["500", "1000", "2500", "5000"],
    demoUnit: "100",
    limits: { stakeMin: "20", stakeMax: "850000", payoutMax: "42500000", worth: "0.0059" },
  },
  KWD: {
    decimals: 3,
    symbols: ["KD", "د.ك"],
    countries: ["KW"],
    quickStakes: ["1", "2.5", "5", "10"],
    demoUnit: "0.25",
    limits: { stakeMin: "0.050", stakeMax: "1500", payoutMax: "75000", worth: "3" },
  },
  BTC: {
    decimals: 8,
    symbols: ["₿"],
    countries: [],
    quickStakes: ["0.0001", "0.00025", "0.0005", "0.001"],
    demoUnit: "0.00001",
    limits: null,
  },
} as const satisfies Record<string, CurrencyRow>;

import { z } from "zod";
import { CURRENCY_CODES, type Currency, currencyRow, decimalsOf, minorOf } from "#lib/core/money.ts";
import { findMarketType, SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";

export const BASE_CURRENCY: Currency = "EUR";

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform((text) => BigInt(text));

/** The largest amount that one bet may stake or return, in minor units: all amounts of a bet then fit into 64 bits. */
export const AMOUNT_MAX = 10n ** 13n;
/** The same in the base currency, and the largest limit. */
export const BASE_AMOUNT_MAX = 10n ** 15n;
const EXCHANGE_MAX = (BASE_AMOUNT_MAX * 10_000n) / AMOUNT_MAX;

const CurrencyLimits = z.object({
  stakeMin: minor,
  /** The most that a player may stake on one outcome, by one bet or by several. */
  stakeMax: minor,
  /** The most that one bet may return. */
  payoutMax: minor,
  /** Minor units of the base currency in one minor unit of this one, ×10⁻⁴. Exposure is counted with it. */
  exchange: minor,
});
export type CurrencyLimits = z.output<typeof CurrencyLimits>;

const delay = z.int().min(0).max(60_000);

const lead = z.int().min(1).max(100);

const stakeTimes = z.int().min(1).max(1_000);

/** The markets that can be paid early, as "sport/market type". */
export const PAID_EARLY: readonly string[] = SPORT_VIEWS.flatMap(({ id, leaders }) =>
  Object.keys(leaders ?? {}).map((type) => `${id}/${type}`),
);

/**
 * Versions from before the second sport name market types alone: such a limit applies to every sport that has the
 * type.
 */
const bySport = (limits: Record<string, bigint>): Record<string, bigint> =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([code, limit]) =>
      code.includes("/")
        ? [[code, limit] as const]
        : SPORT_VIEWS.filter(
            ({ id }) => findMarketType(id, code) && limits[`${id}/${code}`] === undefined,
          ).map(({ id }) => [`${id}/${code}`, limit] as const),
    ),
  );

/** The rules of one policy version, as betting_policy.rules holds them. Amounts are minor units as text. */
export const PolicyRules = z.object({
  currencies: z.record(z.string(), CurrencyLimits),
  /** The most that one outcome may cost the operator, in minor units of the base currency, by "sport/market type". */
  liabilityMax: z.record(z.string(), minor).transform(bySport),
  liabilityMaxDefault: minor,
  /** The most that all open bets on one combination of outcomes may return together, in minor units of the base currency. */
  combinationPayoutMax: minor.default(50_000_000n),
  /** How many times the largest stake on one outcome a player may stake on all outcomes of one market, and of one event. */
  marketStakeTimes: stakeTimes.default(2),
  eventStakeTimes: stakeTimes.default(5),
  /** What a bet builder's price is below fair for each of its legs, in hundredths of a per cent. */
  builderMarginBp: z.int().min(0).max(5_000).default(350),
  /** What a cash-out offer is below the fair value of the lines that are still open, in hundredths of a per cent. */
  cashOutMarginBp: z.int().min(0).max(5_000).default(600),
  /** How far an offer may fall while a cash-out with a running leg waits its in-play delay, in hundredths of a per cent. */
  cashOutSlippageBp: z.int().min(0).max(1_000).default(100),
  /**
   * How long before its message an outcome counts as decided: bets placed after that are void. Negative for a
   * provider whose clock is slow.
   */
  pastPostToleranceMs: z.int().min(-60_000).max(600_000).default(0),
  /** The in-play delay of bets with a running leg, by sport. Zero accepts immediately. */
  inPlayDelayMs: z.record(z.string(), delay).default({}),
  inPlayDelayMsDefault: delay.default(0),
  /** By how much a side has to lead for bets on it to be paid as won at once, by "sport/market type". A market without one is not paid early. */
  earlyPayoutLead: z.record(z.string(), lead).default({}),
  /** How long a bet over a limit waits for a trader. Zero refuses it at once, with the largest stake within the limits. */
  referralMs: z.int().min(0).max(300_000).default(0),
});
export type PolicyRules = z.output<typeof PolicyRules>;

const EXCHANGE_PLACES = 4;
const BASE_EXCHANGE = 10n ** BigInt(EXCHANGE_PLACES);
const CODE = /^[a-z0-9_-]{1,40}$/;
const SPORT_MARKET = /^[a-z0-9-]{1,40}\/\w{1,40}$/;
const TERMS_MAX = 200;

// An old version may lack a currency or have limits that no longer exist; a new one may not.
const DraftLimits = CurrencyLimits.strict().superRefine((limits, { addIssue }) => {
  const { stakeMin, stakeMax, payoutMax, exchange } = limits;
  const wrong = (field: keyof typeof limits, message: string): void =>
    addIssue({ code: "custom", path: [field], message });
  if (stakeMin < 1n) wrong("stakeMin", "must_be_positive");
  if (stakeMax < stakeMin) wrong("stakeMax", "below_minimum");
  if (payoutMax < stakeMax) wrong("payoutMax", "below_stake");
  if (payoutMax > AMOUNT_MAX) wrong("payoutMax", "out_of_range");
  if (exchange < 1n) wrong("exchange", "must_be_positive");
  if (exchange > EXCHANGE_MAX) wrong("exchange", "out_of_range");
});

const baseAmount = minor.refine((amount) => amount <= BASE_AMOUNT_MAX, { message: "out_of_range" });

const terms = <T extends z.ZodType>(value: T, code = CODE) =>
  z
    .record(z.string().regex(code), value)
    .refine((byCode) => Object.keys(byCode).length <= TERMS_MAX, { message: "too_many" });

/**
 * Rules that may be published: complete, consistent, and without unknown fields. Issues have a path into the rules;
 * the message of one between two fields is a code.
 */
export const PolicyDraft = PolicyRules.extend({
  currencies: z
    .partialRecord(z.enum(CURRENCY_CODES), DraftLimits)
    // A currency without limits is not offered; the base currency always is.
    .refine((byCurrency) => byCurrency[BASE_CURRENCY]?.exchange === BASE_EXCHANGE, {
      message: "base_exchange",
    }),
  liabilityMax: terms(baseAmount, SPORT_MARKET),
  liabilityMaxDefault: baseAmount,
  combinationPayoutMax: baseAmount,
  inPlayDelayMs: terms(delay),
  earlyPayoutLead: terms(lead, SPORT_MARKET)
    .refine((leads) => Object.keys(leads).every((code) => PAID_EARLY.includes(code)), {
      message: "not_paid_early",
    })
    .default({}),
}).strict();
export type PolicyDraft = z.output<typeof PolicyDraft>;

export type BettingPolicy = { version: number; rules: PolicyRules };

/**
 * Decimals of the base currency in one whole unit, as `exchange` counts it. Negative if a unit has so many minor
 * units that only whole hundreds of the base currency can be expressed.
 */
export const exchangePlaces = (currency: Currency): number =>
  EXCHANGE_PLACES + decimalsOf(BASE_CURRENCY) - decimalsOf(currency);

/** The exact `exchange` of a unit's value in the base currency. */
const exchangeOf = (worth: string, currency: Currency): string => {
  const [whole = "", fraction = ""] = worth.split(".");
  const places = exchangePlaces(currency);
  const digits = `${whole}${fraction.padEnd(Math.max(places, 0), "0")}`;
  return BigInt(places < 0 ? digits.slice(0, places) : digits).toString();
};

const defaultLimits = (currency: Currency): [Currency, z.input<typeof CurrencyLimits>][] => {
  const { limits } = currencyRow(currency);
  if (!limits) return [];
  const minor = (text: string): string => minorOf(text, currency).toString();
  const { stakeMin, stakeMax, payoutMax, worth } = limits;
  return [
    [
      currency,
      {
        stakeMin: minor(stakeMin),
        stakeMax: minor(stakeMax),
        payoutMax: minor(payoutMax),
        exchange: exchangeOf(worth, currency),
      },
    ],
  ];
};

/** The policy of a new operator. Base currency EUR. */
export const FIRST_RULES: z.input<typeof PolicyRules> = {
  currencies: Object.fromEntries(CURRENCY_CODES.flatMap(defaultLimits)),
  liabilityMax: Object.fromEntries(
    SPORT_VIEWS.flatMap(({ id, markets }) =>
      markets.flatMap((type) =>
        type.liabilityMax === undefined ? [] : [[`${id}/${type.id}`, type.liabilityMax.toString()] as const],
      ),
    ),
  ),
  liabilityMaxDefault: "4000000",
  combinationPayoutMax: "50000000",
  marketStakeTimes: 2,
  eventStakeTimes: 5,
  inPlayDelayMs: Object.fromEntries(SPORT_VIEWS.map(({ id, inPlayDelayMs }) => [id, inPlayDelayMs])),
  inPlayDelayMsDefault: 5_000,
};

/** The most that one outcome of a market of this type may cost, in minor units of the base currency. */
export const liabilityMaxOf = (
  { liabilityMax, liabilityMaxDefault }: Pick<PolicyRules, "liabilityMax" | "liabilityMaxDefault">,
  { sportId, marketType }: { sportId: string; marketType: string },
): bigint => liabilityMax[`${sportId}/${marketType}`] ?? liabilityMaxDefault;

export const parsePolicy = (version: number, rules: unknown): BettingPolicy => ({
  version,
  rules: PolicyRules.parse(rules),
});

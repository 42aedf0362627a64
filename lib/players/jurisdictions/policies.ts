import { type Currency, type Money, money } from "#lib/core/money.ts";
import type { DatedPolicy, DepositCeiling, Jurisdiction, JurisdictionPolicy } from "./policy.ts";

const of =
  (currency: Currency) =>
  (major: number): Money =>
    money(currency, BigInt(major) * 100n);
const eur = of("EUR");
const gbp = of("GBP");
const sek = of("SEK");

const NO_CEILING: DepositCeiling = { day: null, week: null, month: null };

/** What we ask for where the law does not: the practice of the field. */
const open: JurisdictionPolicy = {
  limits: {
    required: [],
    depositCounts: "gross",
    raiseCoolOffHours: 24,
    raiseWaitsForPeriod: false,
    ceiling: NO_CEILING,
    contactAbove: null,
    promptBeforeDeposit: true,
  },
  realityCheck: { maxMinutes: 120, breakMinutes: 0, mayDisable: true },
  session: { clock: false, netPosition: false },
  timeOut: { minHours: 24, maxDays: 42 },
  selfExclusion: { months: [6, 12, 60], indefinite: true, register: null },
  identity: {
    levels: ["age", "identity"],
    by: "before_withdrawal",
    unverified: { deposits: eur(2_000), days: 30 },
  },
  payments: { creditCards: true, cancelWithdrawal: true, vulnerabilityCheckAbove: null },
  casino: { slotSpinMinMs: 0, gameMinMs: 0, slotStakeMax: null, autoplay: false, parallelPlay: true },
  marketing: { consent: "once" },
  // Directive (EU) 2015/849, article 40; the same in GB (MLR 2017, regulation 40), DE, NL, SE and MT.
  retentionYears: 5,
  fundsReminder: false,
};

/** Licence conditions and remote technical standards of the Gambling Commission. */
const gb2024: JurisdictionPolicy = {
  ...open,
  realityCheck: { maxMinutes: 60, breakMinutes: 0, mayDisable: false },
  session: { clock: true, netPosition: true },
  timeOut: { minHours: 24, maxDays: 42 },
  selfExclusion: { months: [6, 12, 60], indefinite: false, register: "gamstop" },
  identity: {
    levels: ["age", "identity", "address"],
    by: "before_play",
    unverified: { deposits: null, days: null },
  },
  payments: { creditCards: false, cancelWithdrawal: false, vulnerabilityCheckAbove: { amount: gbp(500) } },
  casino: { ...open.casino, slotSpinMinMs: 2_500 },
  fundsReminder: true,
};
const gb2025January: JurisdictionPolicy = {
  ...gb2024,
  casino: { ...gb2024.casino, gameMinMs: 5_000, parallelPlay: false },
};
const gb2025February: JurisdictionPolicy = {
  ...gb2025January,
  payments: { ...gb2025January.payments, vulnerabilityCheckAbove: { amount: gbp(150) } },
};
const gb2025April: JurisdictionPolicy = {
  ...gb2025February,
  casino: { ...gb2025February.casino, slotStakeMax: { amount: gbp(5) } },
};
const gb2025May: JurisdictionPolicy = {
  ...gb2025April,
  casino: {
    ...gb2025April.casino,
    slotStakeMax: { amount: gbp(5), below: { age: 25, amount: gbp(2) } },
  },
  marketing: { consent: "per_product_and_channel" },
};

/** Glücksspielstaatsvertrag 2021: a ceiling across operators (LUGAS), OASIS, one-hour checks with a break. */
const de2021: JurisdictionPolicy = {
  ...open,
  limits: {
    ...open.limits,
    required: ["deposit"],
    raiseCoolOffHours: 168,
    ceiling: { ...NO_CEILING, month: eur(1_000) },
  },
  realityCheck: { maxMinutes: 60, breakMinutes: 5, mayDisable: false },
  session: { clock: true, netPosition: true },
  timeOut: { minHours: 24, maxDays: 90 },
  selfExclusion: { months: [12], indefinite: true, register: "oasis" },
  identity: {
    levels: ["age", "identity", "address"],
    by: "before_play",
    unverified: { deposits: null, days: null },
  },
  casino: {
    slotSpinMinMs: 5_000,
    gameMinMs: 0,
    slotStakeMax: { amount: eur(1) },
    autoplay: false,
    parallelPlay: false,
  },
};

/** Real Decreto 1614/2011 and 176/2023: ceilings of an operator, an hourly message. */
const es2023: JurisdictionPolicy = {
  ...open,
  // Ley 10/2010, article 25.
  retentionYears: 10,
  limits: {
    ...open.limits,
    required: ["deposit"],
    raiseCoolOffHours: 168,
    ceiling: { day: eur(600), week: eur(1_500), month: eur(3_000) },
  },
  realityCheck: { maxMinutes: 60, breakMinutes: 0, mayDisable: false },
  session: { clock: true, netPosition: true },
  selfExclusion: { months: [6, 12], indefinite: true, register: "rgiaj" },
  identity: {
    levels: ["age", "identity"],
    by: "before_deposit",
    unverified: { deposits: null, days: null },
  },
};

/** Besluit kansspelen op afstand, article 4.14, and the rules on play limits of 1 October 2024. */
const nl2021: JurisdictionPolicy = {
  ...open,
  limits: { ...open.limits, required: ["deposit", "session"], depositCounts: "net", raiseCoolOffHours: 168 },
  realityCheck: { maxMinutes: 60, breakMinutes: 0, mayDisable: false },
  session: { clock: true, netPosition: true },
  selfExclusion: { months: [6, 12], indefinite: true, register: "cruks" },
  identity: {
    levels: ["age", "identity"],
    by: "before_deposit",
    unverified: { deposits: null, days: null },
  },
};
const nl2024: JurisdictionPolicy = {
  ...nl2021,
  limits: {
    ...nl2021.limits,
    contactAbove: { amount: eur(350), below: { age: 24, amount: eur(150) } },
  },
  realityCheck: { ...nl2021.realityCheck, maxMinutes: 30 },
  payments: {
    ...nl2021.payments,
    vulnerabilityCheckAbove: { amount: eur(700), below: { age: 24, amount: eur(300) } },
  },
};

/** Spelförordningen (2018:1475), chapter 11, section 3, as the Swedish authority read it on 13 December 2021. */
const se2021: JurisdictionPolicy = {
  ...open,
  limits: {
    ...open.limits,
    required: ["deposit", "session"],
    raiseCoolOffHours: 72,
    raiseWaitsForPeriod: true,
    contactAbove: { amount: sek(10_000) },
  },
  realityCheck: { maxMinutes: 60, breakMinutes: 0, mayDisable: false },
  session: { clock: true, netPosition: true },
  selfExclusion: { months: [1, 3, 6, 12], indefinite: true, register: "spelpaus" },
  identity: {
    levels: ["age", "identity"],
    by: "before_deposit",
    unverified: { deposits: null, days: null },
  },
  payments: { ...open.payments, creditCards: false },
};

/** Player Protection Directive (Directive 2 of 2018) of the Malta Gaming Authority, as amended in January 2023. */
const mt2023: JurisdictionPolicy = {
  ...open,
  identity: { ...open.identity, levels: ["age", "identity", "address"] },
  realityCheck: { maxMinutes: 60, breakMinutes: 0, mayDisable: true },
  timeOut: { minHours: 24, maxDays: 30 },
};

/**
 * Every policy of every jurisdiction, oldest first. A change of the law is a new entry with its date, never an edit of an old
 * one: a past decision is explained by the policy of its day. `docs/operations/jurisdictions.md` has the sources and what is unconfirmed.
 */
export const POLICIES: Readonly<Record<Jurisdiction, readonly [DatedPolicy, ...DatedPolicy[]]>> = {
  GB: [
    { validFrom: "2024-01-01", policy: gb2024 },
    { validFrom: "2025-01-17", policy: gb2025January },
    { validFrom: "2025-02-28", policy: gb2025February },
    { validFrom: "2025-04-09", policy: gb2025April },
    { validFrom: "2025-05-21", policy: gb2025May },
  ],
  DE: [{ validFrom: "2021-07-01", policy: de2021 }],
  ES: [{ validFrom: "2023-03-15", policy: es2023 }],
  NL: [
    { validFrom: "2021-10-01", policy: nl2021 },
    { validFrom: "2024-10-01", policy: nl2024 },
  ],
  SE: [{ validFrom: "2021-12-13", policy: se2021 }],
  MT: [{ validFrom: "2023-01-12", policy: mt2023 }],
  open: [{ validFrom: "2000-01-01", policy: open }],
};

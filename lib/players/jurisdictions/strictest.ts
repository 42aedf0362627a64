import { money } from "#lib/core/money.ts";
import { IDENTITY_DEADLINES, type IdentityDeadline, type JurisdictionPolicy } from "./policy.ts";

const all = (values: readonly boolean[]): boolean => values.every(Boolean);
const any = (values: readonly boolean[]): boolean => values.some(Boolean);
const eur = (major: number) => money("EUR", BigInt(major) * 100n);

/**
 * The strictest of several policies, rule by rule: for a player whose jurisdiction is not known. Amounts are in euro and given
 * here, because policies state them in several currencies; a test holds them to every policy in the same currency.
 */
export const strictestOf = (policies: readonly JurisdictionPolicy[]): JurisdictionPolicy => {
  const each = <Value>(read: (policy: JurisdictionPolicy) => Value): Value[] => policies.map(read);
  return {
    limits: {
      required: [...new Set(policies.flatMap(({ limits }) => limits.required))],
      // Withdrawals do not make room again.
      depositCounts: "gross",
      raiseCoolOffHours: Math.max(...each(({ limits }) => limits.raiseCoolOffHours)),
      raiseWaitsForPeriod: any(each(({ limits }) => limits.raiseWaitsForPeriod)),
      ceiling: { day: eur(600), week: eur(1_000), month: eur(1_000) },
      contactAbove: { amount: eur(350), below: { age: 25, amount: eur(150) } },
      promptBeforeDeposit: any(each(({ limits }) => limits.promptBeforeDeposit)),
    },
    realityCheck: {
      maxMinutes: Math.min(...each(({ realityCheck }) => realityCheck.maxMinutes)),
      breakMinutes: Math.max(...each(({ realityCheck }) => realityCheck.breakMinutes)),
      mayDisable: all(each(({ realityCheck }) => realityCheck.mayDisable)),
    },
    session: {
      clock: any(each(({ session }) => session.clock)),
      netPosition: any(each(({ session }) => session.netPosition)),
    },
    timeOut: {
      minHours: Math.min(...each(({ timeOut }) => timeOut.minHours)),
      maxDays: Math.max(...each(({ timeOut }) => timeOut.maxDays)),
    },
    selfExclusion: {
      // The shortest term that every jurisdiction accepts.
      months: [12, 60],
      indefinite: true,
      register: null,
    },
    identity: {
      levels: [...new Set(policies.flatMap(({ identity }) => identity.levels))],
      by: IDENTITY_DEADLINES[
        Math.max(...each(({ identity }) => IDENTITY_DEADLINES.indexOf(identity.by)))
      ] as IdentityDeadline,
      unverified: { deposits: eur(2_000), days: 30 },
    },
    payments: {
      creditCards: all(each(({ payments }) => payments.creditCards)),
      cancelWithdrawal: all(each(({ payments }) => payments.cancelWithdrawal)),
      vulnerabilityCheckAbove: { amount: eur(150) },
    },
    casino: {
      slotSpinMinMs: Math.max(...each(({ casino }) => casino.slotSpinMinMs)),
      gameMinMs: Math.max(...each(({ casino }) => casino.gameMinMs)),
      slotStakeMax: { amount: eur(1) },
      autoplay: all(each(({ casino }) => casino.autoplay)),
      parallelPlay: all(each(({ casino }) => casino.parallelPlay)),
    },
    marketing: {
      consent: any(each(({ marketing }) => marketing.consent === "per_product_and_channel"))
        ? "per_product_and_channel"
        : "once",
    },
    retentionYears: Math.max(...each(({ retentionYears }) => retentionYears)),
    fundsReminder: any(each(({ fundsReminder }) => fundsReminder)),
  };
};

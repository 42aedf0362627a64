import { describe, expect, it } from "vitest";
import type { Money } from "#lib/core/money.ts";
import { jurisdictionOf, policyFor, policyOf } from "./index.ts";
import { POLICIES } from "./policies.ts";
import { IDENTITY_DEADLINES, JURISDICTIONS } from "./policy.ts";

const today = new Date("2026-11-30T12:00:00Z");

it("follows the country of residence", () => {
  expect(jurisdictionOf("GB", [])).toBe("GB");
  expect(jurisdictionOf("SE", ["*"])).toBe("SE");
  expect(jurisdictionOf("JP", ["JP"])).toBe("open");
  expect(jurisdictionOf("JP", ["*"])).toBe("open");
});

it("knows no jurisdiction for a country that the operator has not opened", () => {
  expect(jurisdictionOf("JP", [])).toBeNull();
  expect(policyFor("JP", today, [])).toEqual(policyOf(null, today));
  expect(policyFor("JP", today, ["JP"])).toEqual(policyOf("open", today));
});

describe("a change of the law", () => {
  it.each([
    ["2025-04-08T23:59:59Z", null],
    ["2025-04-09T00:00:00Z", { amount: { currency: "GBP", minor: 500n } }],
    [
      "2025-05-21T00:00:00Z",
      {
        amount: { currency: "GBP", minor: 500n },
        below: { age: 25, amount: { currency: "GBP", minor: 200n } },
      },
    ],
  ])("applies from its day: slot stakes in Great Britain at %s", (at, stake) => {
    expect(policyOf("GB", new Date(at)).casino.slotStakeMax).toEqual(stake);
  });

  it("is dated, and newer ones come later", () => {
    for (const code of JURISDICTIONS) {
      const days = POLICIES[code].map(({ validFrom }) => validFrom);
      expect(days).toEqual([...new Set(days)].sort());
      for (const day of days) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

describe("the strictest policy", () => {
  const strictest = policyOf(null, today);
  const within = (stricter: Money | null, other: Money | null): boolean =>
    other === null ||
    (stricter !== null && (stricter.currency !== other.currency || stricter.minor <= other.minor));

  it.each(JURISDICTIONS)("is at least as strict as that of %s", (code) => {
    const policy = policyOf(code, today);
    expect(strictest.limits.required).toEqual(expect.arrayContaining([...policy.limits.required]));
    expect(strictest.limits.raiseCoolOffHours).toBeGreaterThanOrEqual(policy.limits.raiseCoolOffHours);
    for (const period of ["day", "week", "month"] as const)
      expect(within(strictest.limits.ceiling[period], policy.limits.ceiling[period])).toBe(true);
    expect(
      within(strictest.limits.contactAbove?.amount ?? null, policy.limits.contactAbove?.amount ?? null),
    ).toBe(true);
    expect(
      within(strictest.casino.slotStakeMax?.amount ?? null, policy.casino.slotStakeMax?.amount ?? null),
    ).toBe(true);
    expect(strictest.realityCheck.maxMinutes).toBeLessThanOrEqual(policy.realityCheck.maxMinutes);
    expect(Math.min(...strictest.selfExclusion.months)).toBeGreaterThanOrEqual(
      Math.min(...policy.selfExclusion.months),
    );
    expect(IDENTITY_DEADLINES.indexOf(strictest.identity.by)).toBeGreaterThanOrEqual(
      IDENTITY_DEADLINES.indexOf(policy.identity.by),
    );
    if (!policy.payments.creditCards) expect(strictest.payments.creditCards).toBe(false);
    if (!policy.payments.cancelWithdrawal) expect(strictest.payments.cancelWithdrawal).toBe(false);
    expect(strictest.casino.slotSpinMinMs).toBeGreaterThanOrEqual(policy.casino.slotSpinMinMs);
    if (policy.marketing.consent !== "once")
      expect(strictest.marketing.consent).toBe(policy.marketing.consent);
  });

  it("gives no room by a withdrawal", () => {
    expect(strictest.limits.depositCounts).toBe("gross");
  });
});

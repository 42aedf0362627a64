import fc from "fast-check";
import { expect, it } from "vitest";
import { maxBigint, minBigint } from "#lib/core/money.ts";
import { decideDeposit } from "./admission.ts";

const amount = fc.bigInt({ min: 1n, max: 1_000n });

it("names an amount that is accepted when it is sent back, or none", () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      amount,
      fc.bigInt({ min: 0n, max: 1_500n }),
      (of, a, b, perDay, today) => {
        const limits = { minimum: minBigint(a, b), maximum: maxBigint(a, b), perDay };
        const refusal = decideDeposit(of, today, limits);
        if (!refusal) {
          expect(of >= limits.minimum && of <= limits.maximum && of + today <= perDay).toBe(true);
          return;
        }
        const named =
          "left" in refusal ? refusal.left : "maximum" in refusal ? refusal.maximum : limits.minimum;
        if (named === 0n) expect(limits.minimum + today > perDay).toBe(true);
        else expect(decideDeposit(named, today, limits)).toBeNull();
      },
    ),
  );
});

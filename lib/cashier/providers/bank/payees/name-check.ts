import { env } from "#lib/platform/config/env.ts";

/**
 * What the payee's bank says of a name: match, close match, no match, not available. The codes of the EPC's Verification of Payee; the United
 * Kingdom's Confirmation of Payee knows the same four.
 */
export const NAME_CHECKS = ["MTCH", "CMTC", "NMTC", "NOAP"] as const;
export type NameCheck = (typeof NAME_CHECKS)[number];

export type NameChecked = {
  result: NameCheck /** The name that the bank gave for a close match. */;
  name: string | null;
};

/** Asks the bank of an account whether it is this person's. Advisory: a payment is automatic on a match only. */
export type NameChecker = { check(payee: { iban: string; name: string }): Promise<NameChecked> };

/**
 * The far side of demo mode and tests. The last digit of the IBAN decides: 7 is a close match, 8 none, 9 not available, any other
 * digit a match.
 */
const simulated: NameChecker = {
  check: async ({ iban, name }) => {
    switch (iban.at(-1)) {
      case "7":
        return { result: "CMTC", name: name.replace(/^(\S)\S*/, "$1.") };
      case "8":
        return { result: "NMTC", name: null };
      case "9":
        return { result: "NOAP", name: null };
      default:
        return { result: "MTCH", name: null };
    }
  },
};

const none: NameChecker = { check: async () => ({ result: "NOAP", name: null }) };

/** Who checks names on this site. Without a service every withdrawal to a registered account waits for staff. */
export const nameChecker = (): NameChecker => (env().DEMO_MODE ? simulated : none);

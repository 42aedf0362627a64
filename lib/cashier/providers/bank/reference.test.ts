import fc from "fast-check";
import { encode } from "uqr";
import { expect, it } from "vitest";
import { epcText } from "./epc.ts";
import { inGroups, isReference, newReference, referencesIn, referenceWith } from "./reference.ts";

const digits = fc.integer({ min: 0, max: 999_999_999_999 });

it("makes the references of the standard's example", () => {
  expect(referenceWith("539007547034")).toBe("RF18539007547034");
  expect(isReference("RF18539007547034")).toBe(true);
  expect(inGroups("RF18539007547034")).toBe("RF18 5390 0754 7034");
});

it("notices every mistyped digit and every two neighbours that changed places", () => {
  fc.assert(
    fc.property(digits, fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const right = newReference(number);
      const wrong = `${right.slice(0, at)}${(Number(right[at]) + by) % 10}${right.slice(at + 1)}`;
      expect([right, wrong].map(isReference)).toEqual([true, false]);
      const [a, b] = [right[at], right[at + 1]];
      if (b === undefined || a === b) return;
      expect(isReference(`${right.slice(0, at)}${b}${a}${right.slice(at + 2)}`)).toBe(false);
    }),
  );
});

it.each([
  ["RF18539007547034"],
  ["rf18 5390 0754 7034 thank you"],
  ["Deposit RF18-5390-0754-7034"],
  ["/RFB/RF18539007547034 Evens"],
  ["RF18 5390 0754 7034 2026"],
])("finds the reference in %j", (text) => {
  expect(referencesIn([text, text])).toEqual(["RF18539007547034"]);
});

it.each([["RF19539007547034"], ["RF185390075470345"], ["RF1853900754703"], ["539007547034"], [""]])(
  "finds none in %j",
  (text) => {
    expect(referencesIn([text])).toEqual([]);
  },
);

it("finds a reference that the bank broke into two lines", () => {
  expect(referencesIn(["for my account RF1853", "9007547034"])).toEqual(["RF18539007547034"]);
});

it("keeps two references apart", () => {
  const [one, other] = [newReference(1), newReference(2)];
  expect(referencesIn([`${one} ${other}`])).toEqual([one, other]);
});

const TRANSFER = {
  bic: "COBADEFFXXX",
  name: "Evens Demo",
  iban: "DE89370400440532013000",
  amount: 2_550n,
  reference: "RF18539007547034",
};

it("writes the lines of a transfer in the order of the standard", () => {
  expect(epcText(TRANSFER)?.split("\n")).toEqual([
    "BCD",
    "002",
    "1",
    "SCT",
    "COBADEFFXXX",
    "Evens Demo",
    "DE89370400440532013000",
    "EUR25.50",
    "",
    "RF18539007547034",
  ]);
  expect(epcText({ ...TRANSFER, amount: null })?.split("\n")[7]).toBe("");
});

it("refuses what the standard does not allow", () => {
  for (const wrong of [{ amount: 0n }, { amount: 100_000_000_000n }, { name: "x".repeat(71) }])
    expect(epcText({ ...TRANSFER, ...wrong })).toBeNull();
});

it("fits into a code of version 13 with level M, whatever the name", () => {
  const name = fc.string({ unit: "grapheme", maxLength: 70 });
  fc.assert(
    fc.property(name, (each) => {
      const text = epcText({ ...TRANSFER, name: each });
      if (text !== null) expect(encode(text, { ecc: "M" }).version).toBeLessThanOrEqual(13);
    }),
    { numRuns: 40 },
  );
});

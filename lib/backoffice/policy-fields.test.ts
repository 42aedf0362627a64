import * as fc from "fast-check";
import { expect, it } from "vitest";
import { FIRST_RULES, parsePolicy } from "#lib/sportsbook/betting/policy.ts";
import {
  draftOf,
  fieldText,
  fieldValue,
  type PolicyField,
  policyChanges,
  policyFields,
  readField,
} from "./policy-fields.ts";

const KNOWN = {
  sports: ["football", "darts"],
  marketTypes: ["football/1x2", "football/total", "football/both_to_score"],
};
const { rules } = parsePolicy(1, FIRST_RULES);
const fields = policyFields(rules, KNOWN);
const named = (name: string): PolicyField => {
  const field = fields.find((one) => one.name === name);
  if (!field) throw new Error(`there is no field ${name}`);
  return field;
};
const drafted = (texts: Record<string, string>) => {
  const draft = draftOf(rules, fields, texts);
  if ("errors" in draft) throw new Error(JSON.stringify(draft.errors));
  return draft;
};

it("writes numbers as people read them, and reads them back", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.integer({ min: -2, max: 6 }),
      (value, places) => {
        expect(readField(fieldText(value, places), places)).toBe(value);
        expect(readField(fieldText(value, places, Math.max(places, 0)), places)).toBe(value);
      },
    ),
  );
  expect(fieldText(4_000_000n, 2, 2)).toBe("40,000.00");
  expect(fieldText(5_000n, 3)).toBe("5");
  expect(readField("40,000.50", 2)).toBe(4_000_050n);
  expect(readField("1 000 000", 0)).toBe(1_000_000n);
  expect(readField("0,5", 2)).toBe(50n);
  for (const text of ["", "1.234", "1e3", "0,500", "--1", "12a"]) expect(readField(text, 2)).toBeNull();
});

it("has a field for every number of the rules and for what they could say more", () => {
  expect(fields.filter((field) => fieldValue(rules, field) === null).map(({ name }) => name)).toEqual([
    "inPlayDelayMs.darts",
    "liabilityMax.football/both_to_score",
    "earlyPayoutLead.football/1x2",
    "currencies.BTC.stakeMin",
    "currencies.BTC.stakeMax",
    "currencies.BTC.payoutMax",
    "currencies.BTC.exchange",
  ]);
  expect(fieldValue(rules, named("currencies.JPY.exchange"))).toBe(5_900n);
  expect(fieldText(5_900n, named("currencies.JPY.exchange").places)).toBe("0.0059");
  expect(fields.some(({ name }) => name === "currencies.EUR.exchange")).toBe(false);
});

it("a form that says what stands changes nothing", () => {
  const same = Object.fromEntries(
    fields.map((field) => [field.name, fieldText(fieldValue(rules, field), field.places)]),
  );
  expect(drafted(same).rules).toEqual(rules);
  expect(policyChanges(rules, drafted(same).rules, KNOWN)).toEqual([]);
});

it("tells what a form changes, what it adds and what it takes away", () => {
  const { rules: after, wire } = drafted({
    "inPlayDelayMs.football": "7.5",
    "inPlayDelayMs.darts": "3",
    "liabilityMax.football/total": "",
    "currencies.GBP.stakeMax": "5,000",
  });
  expect(parsePolicy(2, JSON.parse(JSON.stringify(wire))).rules).toEqual(after);
  expect(
    policyChanges(rules, after, KNOWN).map(({ field, before, after: then }) => [field.name, before, then]),
  ).toEqual([
    ["inPlayDelayMs.football", 5_000n, 7_500n],
    ["inPlayDelayMs.darts", null, 3_000n],
    ["liabilityMax.football/total", 6_000_000n, null],
    ["currencies.GBP.stakeMax", 430_000n, 500_000n],
  ]);
});

it("offers a currency by giving it limits, and stops offering one by taking them away", () => {
  const offered = drafted({
    "currencies.BTC.stakeMin": "0.00001",
    "currencies.BTC.stakeMax": "0.05",
    "currencies.BTC.payoutMax": "2.5",
    "currencies.BTC.exchange": "95,000",
  }).rules;
  expect(offered.currencies.BTC).toEqual({
    stakeMin: 1_000n,
    stakeMax: 5_000_000n,
    payoutMax: 250_000_000n,
    exchange: 950n,
  });
  const kinds = ["stakeMin", "stakeMax", "payoutMax", "exchange"];
  const without = drafted(Object.fromEntries(kinds.map((kind) => [`currencies.KWD.${kind}`, ""]))).rules;
  expect(Object.keys(without.currencies)).toEqual(
    Object.keys(rules.currencies).filter((code) => code !== "KWD"),
  );
});

it.each([
  [{ inPlayDelayMsDefault: "" }, { inPlayDelayMsDefault: "missing" }],
  [{ "inPlayDelayMs.football": "61" }, { "inPlayDelayMs.football": "out_of_range" }],
  [{ "inPlayDelayMs.football": "-1" }, { "inPlayDelayMs.football": "out_of_range" }],
  [{ liabilityMaxDefault: "-5" }, { liabilityMaxDefault: "out_of_range" }],
  [{ "currencies.EUR.stakeMin": "0" }, { "currencies.EUR.stakeMin": "must_be_positive" }],
  [{ "currencies.EUR.stakeMin": "0.105" }, { "currencies.EUR.stakeMin": "not_a_number" }],
  [{ "currencies.JPY.stakeMax": "10" }, { "currencies.JPY.stakeMax": "below_minimum" }],
  [{ "currencies.JPY.stakeMin": "20.5" }, { "currencies.JPY.stakeMin": "not_a_number" }],
  [{ "currencies.KWD.stakeMin": "0.0505" }, { "currencies.KWD.stakeMin": "not_a_number" }],
  [{ "currencies.KWD.stakeMin": "" }, { "currencies.KWD.stakeMin": "missing" }],
  [{ "currencies.EUR.stakeMin": "" }, { "currencies.EUR.stakeMin": "missing" }],
  [
    { "currencies.BTC.stakeMin": "0.0001" },
    {
      "currencies.BTC.stakeMax": "missing",
      "currencies.BTC.payoutMax": "missing",
      "currencies.BTC.exchange": "missing",
    },
  ],
  [{ "currencies.SEK.payoutMax": "100" }, { "currencies.SEK.payoutMax": "below_stake" }],
  [{ "currencies.EUR.payoutMax": "9999999999999999" }, { "currencies.EUR.payoutMax": "not_a_number" }],
  [{ "currencies.EUR.payoutMax": "100,000,000,000.01" }, { "currencies.EUR.payoutMax": "out_of_range" }],
  [{ "currencies.GBP.exchange": "100.0001" }, { "currencies.GBP.exchange": "out_of_range" }],
  [{ liabilityMaxDefault: "10,000,000,000,000.01" }, { liabilityMaxDefault: "out_of_range" }],
  [{ combinationPayoutMax: "10,000,000,000,000.01" }, { combinationPayoutMax: "out_of_range" }],
  [{ marketStakeTimes: "0" }, { marketStakeTimes: "out_of_range" }],
  [{ eventStakeTimes: "1.5" }, { eventStakeTimes: "not_a_number" }],
  [{ "currencies.USD.exchange": "0" }, { "currencies.USD.exchange": "must_be_positive" }],
])("says by field why %j cannot be", (texts, errors) => {
  expect(draftOf(rules, fields, texts as Record<string, string>)).toEqual({ errors });
});

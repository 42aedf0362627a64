import { expect, it } from "vitest";
import { nameKey } from "#lib/players/index.ts";
import { payerAgrees } from "./payer-name.ts";

it.each([
  ["Ada", "Lindqvist", "ADA LINDQVIST"],
  ["Ada", "Lindqvist", "Lindqvist, Ada Maria"],
  ["Ada Maria", "Lindqvist", "Ada Lindqvist"],
  ["Jürgen", "Müller", "JUERGEN MUELLER"],
  ["Ana-María", "Núñez", "Nunez Ana Maria"],
  ["Ada", "Lindqvist", "Mrs Ada Lindqvist"],
])("takes the account of %s %s by the bank's name %j", (first, last, name) => {
  expect(payerAgrees(nameKey(first, last), name)).toBe(true);
});

it.each([
  ["Ada", "Lindqvist", "Eve Lindqvist"],
  ["Ada", "Lindqvist", "Lindqvist"],
  ["Ada", "Lindqvist", "A. Lindqvist"],
  ["Ada", "Lindqvist", ""],
  ["Ada", "Lindqvist", "Lindqvist-Holding"],
])("does not take that of %s %s by %j", (first, last, name) => {
  expect(payerAgrees(nameKey(first, last), name)).toBe(false);
});

it("takes nobody's who has no name", () => {
  expect(payerAgrees(null, "Ada Lindqvist")).toBe(false);
});

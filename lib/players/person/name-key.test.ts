import fc from "fast-check";
import { expect, it } from "vitest";
import { nameKey, namesAgree } from "./name-key.ts";

it.each([
  ["Ana-María", "Núñez", "NUNEZ", "ana maria"],
  ["Ｊｏｈｎ", "Smith", "john", "smith"],
  ["Jürgen", "Groß", "JURGEN", "GROSS"],
  ["Łukasz", "Wójcik", "Lukasz", "Wojcik"],
  ["Søren", "Æbelø", "Soren", "Aebelo"],
  ["Sinéad", "O’Connor", "Sinead", "OConnor"],
  ["Sinéad", "O'Connor", "Sinead", "O’CONNOR"],
  ["Иван", "Петров", "ИВАН", "ПЕТРОВ"],
])("finds %s %s and %s %s to be one name", (first, last, otherFirst, otherLast) => {
  expect(nameKey(first, last)).toBe(nameKey(otherFirst, otherLast));
});

it.each([
  ["Ana", "Nunez", "Anna", "Nunez"],
  ["Иван", "Петров", "Ivan", "Petrov"],
])("keeps %s %s apart from %s %s", (first, last, otherFirst, otherLast) => {
  expect(nameKey(first, last)).not.toBe(nameKey(otherFirst, otherLast));
});

it("is the same whatever the order, the case and the form of the letters", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, name, (first, last) => {
      const key = nameKey(first, last);
      expect(nameKey(last, first)).toBe(key);
      expect(nameKey(first.normalize("NFD"), last.normalize("NFD"))).toBe(key);
    }),
  );
});

it("agrees where one account leaves out a middle name, and not on one word alone", () => {
  expect(namesAgree("anna maria nunez", "anna nunez")).toBe(true);
  expect(namesAgree("anna nunez", "anna maria nunez")).toBe(true);
  expect(namesAgree("anna nunez", "anna torres")).toBe(false);
  expect(namesAgree("anna", "anna nunez")).toBe(false);
});

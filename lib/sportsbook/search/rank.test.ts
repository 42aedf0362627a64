import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchIndex } from "./rank.ts";
import { plain, similarity } from "./text.ts";

const NAMES = [
  "Algeria",
  "Germany",
  "Niger",
  "Nigeria",
  "Netherlands",
  "United States",
  "South Korea",
  "North Korea",
  "Curaçao",
  "Côte d’Ivoire",
  "Bodø/Glimt",
  "Preußen Münster",
  "Saint-Étienne",
  "Guinea",
  "Equatorial Guinea",
  "Papua New Guinea",
];
const index = searchIndex(NAMES.map((name, order) => ({ id: name, names: [name], context: [], order })));
const find = (text: string) => index.find(text, 10);

describe("the search", () => {
  it("answers from the first letter, names that begin so first, in the order of the entries", () => {
    expect(find("n")).toEqual(["Niger", "Nigeria", "Netherlands", "North Korea", "Papua New Guinea"]);
    expect(find("N")).toEqual(find("n"));
  });

  it("puts what begins so before what contains it, and leaves the latter away", () => {
    expect(find("ger")).toEqual(["Germany"]);
    expect(find("geria")).toEqual(["Algeria", "Nigeria"]);
  });

  it("puts the whole name before longer names", () => {
    expect(find("niger")).toEqual(["Niger", "Nigeria"]);
    expect(find("guinea")).toEqual(["Guinea", "Equatorial Guinea", "Papua New Guinea"]);
  });

  it.each([
    ["curacao", "Curaçao"],
    ["CURAÇAO", "Curaçao"],
    ["cote divoire", "Côte d’Ivoire"],
    ["ivory", "Côte d’Ivoire"],
    ["bodo glimt", "Bodø/Glimt"],
    ["munster preus", "Preußen Münster"],
    ["saint etienne", "Saint-Étienne"],
    ["holland", "Netherlands"],
    ["usa", "United States"],
    ["us", "United States"],
    ["korea", "South Korea"],
    ["germny", "Germany"],
    ["grmany", "Germany"],
    ["germnay", "Germany"],
    ["netherlnds", "Netherlands"],
    ["curcao", "Curaçao"],
  ])("finds by %s first %s", (text, name) => {
    expect(find(text)[0]).toBe(name);
  });

  it("wants every word, in whatever part of the match it is", () => {
    const matches = searchIndex([
      {
        id: "a",
        names: ["Germany", "Japan"],
        context: ["Friendly international", "International"],
        order: 1,
      },
      { id: "b", names: ["Germany", "Brazil"], context: ["World Cup"], order: 0 },
    ]);
    expect(matches.find("ger", 5)).toEqual(["b", "a"]);
    expect(matches.find("germany japan", 5)).toEqual(["a"]);
    expect(matches.find("friendly ger", 5)).toEqual(["a"]);
    expect(matches.find("world", 5)).toEqual(["b"]);
    expect(matches.find("germany nowhere", 5)).toEqual([]);
    expect(matches.find("ger", 1)).toEqual(["b"]);
  });

  it("does not guess from few letters, and finds nothing by nothing", () => {
    for (const text of ["", "  ", "–", "xq", "zzz", "%", "_", "[a-z]+", "''"]) expect(find(text)).toEqual([]);
  });

  it("finds every name by itself, by each of its beginnings, and with any case", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.nat(), fc.boolean(), (name, cut, upper) => {
        const part = plain(name).slice(0, 1 + (cut % plain(name).length));
        expect(find(upper ? part.toUpperCase() : part).concat(find(name))).toContain(name);
        expect(find(name)[0]).toBe(name);
      }),
    );
  });
});

it("counts what two words have in common", () => {
  expect(similarity("germany", "germany")).toBe(1);
  expect(similarity("germany", "brazil")).toBe(0);
  expect(similarity("abc", "abd")).toBe(similarity("abd", "abc"));
});

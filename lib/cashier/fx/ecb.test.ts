import { describe, expect, it } from "vitest";
import { readEcbRates } from "./ecb.ts";

const file = (cubes: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${cubes}</Cube>
</gesmes:Envelope>`;

describe("the ECB's file", () => {
  it("gives the rates of a day for one euro, without currencies that are not offered", () => {
    const day = `<Cube time='2026-11-27'><Cube currency='USD' rate='1.0745'/><Cube currency='JPY' rate='169.43'/><Cube currency='ISK' rate='149.9'/></Cube>`;
    const asOf = new Date("2026-11-27T15:00:00Z");
    const rates = readEcbRates(file(day));
    expect(rates).toContainEqual({ base: "EUR", quote: "JPY", rate: "169.43", asOf });
    expect(rates.map(({ quote }) => quote)).not.toContain("ISK");
  });

  it("gives every day of a history", () => {
    const days = ["2026-11-26", "2026-11-27"].map(
      (day) => `<Cube time="${day}"><Cube currency="JPY" rate="170"/></Cube>`,
    );
    expect(readEcbRates(file(days.join(""))).map(({ asOf }) => asOf.getUTCDate())).toEqual([26, 27]);
  });

  it.each([
    ["is no XML", "1,2,3"],
    ["is a page", "<html><body>Not found</body></html>"],
    ["has no rates", file("")],
    ["has no date", file("<Cube><Cube currency='JPY' rate='170'/></Cube>")],
    ["has entities", `<!DOCTYPE x [<!ENTITY y "z">]>${file("")}`],
  ])("is refused where it %s", (_, text) => {
    expect(() => readEcbRates(text)).toThrow("rate");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { birthDateOf } from "./birth-date.ts";

const read = (day: string, month: string, year: string) => birthDateOf({ day, month, year });

describe("a date of birth in three boxes", () => {
  it.each([
    ["8", "6", "1990", "1990-06-08"],
    [" 08 ", "06", "1990", "1990-06-08"],
    ["29", "2", "2000", "2000-02-29"],
    ["31", "12", "1999", "1999-12-31"],
  ])("reads %j %j %j", (day, month, year, date) => {
    expect(read(day, month, year)).toEqual({ ok: true, value: date });
  });

  it.each([
    ["", "", "", "missing", null],
    ["8", "", "1990", "missing", "month"],
    ["8", "6", " ", "missing", "year"],
    ["32", "6", "1990", "wrong", "day"],
    ["0", "6", "1990", "wrong", "day"],
    ["6", "13", "1990", "wrong", "month"],
    ["8", "June", "1990", "wrong", "month"],
    ["8", "6", "90", "wrong", "year"],
    ["8", "6", "0000", "wrong", "year"],
    ["8", "6", "１９９０", "wrong", "year"],
    ["-8", "6", "1990", "wrong", "day"],
    ["31", "2", "1990", "no_such_day", "day"],
    ["29", "2", "1900", "no_such_day", "day"],
    ["31", "4", "1990", "no_such_day", "day"],
  ])("refuses %j %j %j", (day, month, year, code, part) => {
    expect(read(day, month, year)).toEqual({ ok: false, refusal: { code, part } });
  });

  it("reads every date that there is as itself", () => {
    const dates = fc.date({
      min: new Date("0001-01-01"),
      max: new Date("9999-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = "", month = "", day = ""] = iso.split("-");
        expect(read(day, month, year)).toEqual({ ok: true, value: iso });
      }),
    );
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { convert } from "#lib/core/exchange.ts";
import { type Currency, money } from "#lib/core/money.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { importRates, latestRates, type PublishedRate, rateAt } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await from("bank", "2026-11-27", { KWD: "0.3567", JPY: "169.43", USD: "1.0581" });
  await from("bank", "2026-11-28", { KWD: "0.3560", JPY: "170.01" });
});
afterAll(() => database.drop());

const day = (text: string) => new Date(`${text}T15:00:00Z`);

const from = (id: string, asOf: string, rates: Partial<Record<Currency, string>>) =>
  importRates({
    id,
    read: async () =>
      Object.entries(rates).map(
        ([quote, rate]): PublishedRate => ({
          base: "EUR",
          quote: quote as Currency,
          rate,
          asOf: day(asOf),
        }),
      ),
  });

const amountAt = async (minor: bigint, base: Currency, quote: Currency, at: string) => {
  const found = await rateAt(base, quote, day(at));
  return found && convert(money(base, minor), quote, found.rate, "half_even").minor;
};

it("knows the rate that applied at a time, in both directions and over the euro", async () => {
  expect(await amountAt(10_000n, "EUR", "KWD", "2026-11-27")).toBe(35_670n);
  expect(await amountAt(10_000n, "EUR", "KWD", "2026-11-29")).toBe(35_600n);
  expect(await amountAt(35_670n, "KWD", "EUR", "2026-11-27")).toBe(10_000n);
  // 1 KWD is 170.01 / 0.356 = 477.556 yen.
  expect(await amountAt(1_000n, "KWD", "JPY", "2026-11-29")).toBe(478n);
  expect(await rateAt("EUR", "KWD", day("2026-11-26"))).toBeNull();
  expect(await rateAt("EUR", "SEK", day("2026-11-29"))).toBeNull();
  expect(await rateAt("KWD", "SEK", day("2026-11-29"))).toBeNull();
});

it("says where a rate comes from, and is as old as the older of two", async () => {
  await from("manual", "2026-11-29", { KWD: "0.3570" });
  expect(await rateAt("KWD", "USD", day("2026-11-29"))).toMatchObject({
    sources: ["manual", "bank"],
    asOf: day("2026-11-27"),
  });
});

it("imports the same rates once, and takes a later correction of the same time", async () => {
  expect(await from("late", "2026-11-25", { KWD: "0.3500" })).toBe(1);
  expect(await from("late", "2026-11-25", { KWD: "0.35" })).toBe(0);
  expect(await from("late", "2026-11-25", { KWD: "0.3555" })).toBe(1);
  expect(await amountAt(10_000n, "EUR", "KWD", "2026-11-25")).toBe(35_550n);
  expect(await rows("select count(*)::int as n from exchange_rate where source = 'late'")).toEqual([
    { n: 2 },
  ]);
});

it("takes nothing of what contains a wrong rate", async () => {
  await expect(from("wrong", "2026-11-29", { USD: "1.06", JPY: "0" })).rejects.toThrow(
    "wrong published no rate",
  );
  expect((await latestRates()).some(({ source }) => source === "wrong")).toBe(false);
});

it("lets nobody change a rate that was recorded", async () => {
  await expect(rows("update exchange_rate set rate = 1")).rejects.toThrow("permission denied");
  await expect(rows("delete from exchange_rate")).rejects.toThrow("permission denied");
});

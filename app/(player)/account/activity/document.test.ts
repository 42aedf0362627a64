import { createTranslator } from "next-intl";
import { expect, it } from "vitest";
import type { Currency } from "#lib/core/money.ts";
import { en } from "#lib/i18n/messages/en/index.ts";
import { activityDocument } from "./document.ts";

const t = createTranslator({ locale: "en", messages: en, namespace: "activity" });
const plain = (row: readonly string[]) => row.map((text) => text.replaceAll(/\s/g, " "));

const tableOf = (currency: Currency) => {
  const part = { staked: 12_345n, returned: 2_345n, deposited: 20_000n, withdrawn: 0n };
  const { sections } = activityDocument(t as never, {
    account: { id: "p-1", email: "ada@mail.example", currency },
    locale: "en",
    period: "January",
    zone: "UTC",
    made: "now",
    by: "day",
    parts: [
      { start: "2026-01-01", ...part, minutes: 59 },
      { start: "2026-01-02", ...part, minutes: 62 },
    ],
    partName: (start) => start,
  });
  const [{ table } = {}] = sections as unknown as [{ table: { rows: string[][]; total: string[] } }];
  return { rows: table?.rows.map(plain) ?? [], total: plain(table?.total ?? []) };
};

it("has every day and what they come to", () => {
  const { rows, total } = tableOf("EUR");
  expect(rows).toEqual([
    ["2026-01-01", "€123.45", "€23.45", "-€100.00", "€200.00", "€0.00", "59 min"],
    ["2026-01-02", "€123.45", "€23.45", "-€100.00", "€200.00", "€0.00", "1 h 2 min"],
  ]);
  expect(total).toEqual(["Total", "€246.90", "€46.90", "-€200.00", "€400.00", "€0.00", "2 h 1 min"]);
});

it.each([
  ["JPY", "¥24,690"],
  ["KWD", "KWD 24.690"],
] as const)("writes %s with its own decimals", (currency, staked) => {
  expect(tableOf(currency).total[1]).toBe(staked);
});

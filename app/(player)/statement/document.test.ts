import { createTranslator } from "next-intl";
import { expect, it } from "vitest";
import type { StatementLine } from "#lib/cashier/schema.ts";
import type { Currency } from "#lib/core/money.ts";
import { en } from "#lib/i18n/messages/en/index.ts";
import { type StatementOfPeriod, statementDocument } from "./document.ts";

const t = createTranslator({ locale: "en", messages: en, namespace: "statement" });

const line = (code: string, amount: bigint, balanceAfter: bigint) =>
  ({ code, amount, balanceAfter, at: new Date(0) }) as StatementLine;

const document = (currency: Currency, more: Partial<StatementOfPeriod> = {}) => {
  const lines = [
    line("deposit", 5_000n, 6_000n),
    line("bet_stake", -1_234n, 4_766n),
    line("bet_return", 2_000n, 6_766n),
  ];
  const { sections, ...head } = statementDocument(t as never, {
    account: { id: "p-1", email: "ada@mail.example", currency },
    locale: "en",
    period: "1 Jan to 31 Jan",
    zone: "UTC",
    made: "now",
    kind: "all",
    lines,
    words: lines.map(({ code }) => ({ text: code, why: code === "bet_return" ? "corrected" : null })),
    kinds: new Map([
      ["deposits", ["deposit"]],
      ["stakes", ["bet_stake"]],
      ["returns", ["bet_return"]],
    ]),
    before: 0n,
    time: () => "noon",
    ...more,
  });
  const [summary, movements] = [...(sections as Iterable<{ table?: { rows: Iterable<string[]> } }>)];
  return { ...head, summary, movements };
};

it("adds every kind up between what the account held before and after", () => {
  const { summary, movements, lead } = document("EUR");
  expect(lead).toContain("1 Jan to 31 Jan");
  expect(summary?.table).toMatchObject({
    rows: [
      ["Balance before", "€10.00"],
      ["Deposits", "+€50.00"],
      ["Stakes", "-€12.34"],
      ["Returns", "+€20.00"],
    ],
    total: ["Balance after", "€67.66"],
  });
  expect(movements?.table?.rows).toEqual([
    ["noon", "deposit", "+€50.00", "€60.00"],
    ["noon", "bet_stake", "-€12.34", "€47.66"],
    ["noon", "bet_return. corrected", "+€20.00", "€67.66"],
  ]);
});

it.each([
  ["JPY", "¥6,766", "+¥5,000"],
  ["KWD", "KWD 6.766", "+KWD 5.000"],
] as const)("writes %s with its own decimals", (currency, closing, deposited) => {
  const plain = (text: string | undefined) => text?.replaceAll(/\s/g, " ");
  const table = document(currency).summary?.table as unknown as { rows: string[][]; total: string[] };
  expect(plain(table.total[1])).toBe(closing);
  expect(plain(table.rows[1]?.[1])).toBe(deposited);
});

it("names what belongs to no kind, so that the sums agree", () => {
  const { summary } = document("EUR", { kinds: new Map([["deposits", ["deposit"]]]) });
  expect(summary?.table?.rows).toEqual([
    ["Balance before", "€10.00"],
    ["Deposits", "+€50.00"],
    ["Other", "+€7.66"],
  ]);
});

it("gives balances of the whole account only, and says when nothing moved", () => {
  const stakes = [line("bet_stake", -1_234n, 4_766n)];
  expect(document("EUR", { kind: "stakes", lines: stakes }).summary?.table).toEqual({
    columns: expect.anything(),
    rows: [["Stakes", "-€12.34"]],
  });
  const nothing = document("EUR", { lines: [], before: 4_766n });
  expect(nothing.summary?.table).toMatchObject({ total: ["Balance after", "€47.66"] });
  expect(nothing.movements).toMatchObject({ text: "No movements in this period." });
});

import type { createTranslator } from "next-intl";
import type { StatementLine } from "#lib/cashier/schema.ts";
import { type Currency, money } from "#lib/core/money.ts";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import type { PdfSection, PdfText } from "#lib/platform/pdf/write-pdf.ts";
import type { WordedLine } from "./lines.ts";

type Texts = ReturnType<typeof createTranslator<Messages, "statement">>;
type Kind = keyof Messages["statement"]["filter"]["kinds"];

export type StatementOfPeriod = {
  account: { id: string; email: string; currency: Currency };
  locale: string;
  /** What was asked for, as text: "1 Jan 2026 to 31 Jan 2026". */
  period: string;
  zone: string;
  made: string;
  /** Of one kind of line, or "all". */
  kind: string;
  /** Of the period, the oldest first. */
  lines: readonly StatementLine[];
  words: readonly WordedLine[];
  /** The codes of each kind of line. */
  kinds: ReadonlyMap<string, readonly string[]>;
  /** What the account held before the period, where it has no line. */
  before: bigint;
  time(at: Date): string;
};

/** What a line's kind moved in sum, and what moved by no kind that can be named. */
const totalsOf = ({ lines, kinds }: StatementOfPeriod): [string | null, bigint][] => {
  const sum = (of: readonly StatementLine[]) => of.reduce((total, { amount }) => total + amount, 0n);
  const totals = [...kinds].map(([kind, codes]): [string, bigint] => [
    kind,
    sum(lines.filter(({ code }) => codes.includes(code))),
  ]);
  const named = totals.reduce((total, [, amount]) => total + amount, 0n);
  const rest = sum(lines) - named;
  return rest === 0n ? totals : [...totals, [null, rest]];
};

/**
 * The statement of a period as a document: what the account held before and after, what each kind of line moved in sum, and every line.
 * Amounts have the decimals of their currency.
 */
export const statementDocument = (t: Texts, statement: StatementOfPeriod): PdfText => {
  const { account, locale, period, zone, made, kind, lines, words, before, time } = statement;
  const { currency } = account;
  const text = (minor: bigint, signed = false) => formatMoney(locale, money(currency, minor), { signed });
  const [first, last] = [lines[0], lines.at(-1)];
  const opening = first ? first.balanceAfter - first.amount : before;
  const kindText = (name: string) => t(`filter.kinds.${name as Kind}`);
  const moved = totalsOf(statement);
  const summary: PdfSection = {
    title: t("document.summary"),
    table: {
      columns: [
        { text: t("column.line"), weight: 3 },
        { text: t("column.amount"), right: true },
      ],
      rows: [
        ...(kind === "all" ? [[t("document.opening"), text(opening)]] : []),
        ...moved
          .filter(([name, amount]) => kind === "all" || name === kind || amount !== 0n)
          .map(([name, amount]) => [name ? kindText(name) : t("document.other"), text(amount, true)]),
      ],
      ...(kind === "all" && { total: [t("document.closing"), text(last?.balanceAfter ?? opening)] }),
    },
  };
  return {
    title: t("title"),
    lead: [
      account.email,
      t("document.account", { id: account.id }),
      kind === "all" ? period : `${period}, ${kindText(kind)}`,
      t("document.made", { made, zone }),
    ],
    sections: [
      summary,
      lines.length === 0
        ? { title: t("document.lines"), text: t("document.none") }
        : {
            title: t("document.lines"),
            table: {
              columns: [
                { text: t("column.date"), weight: 2.2 },
                { text: t("column.line"), weight: 4 },
                { text: t("column.amount"), weight: 1.8, right: true },
                { text: t("column.balance"), weight: 1.8, right: true },
              ],
              rows: lines.map(({ at, amount, balanceAfter }, index) => [
                time(at),
                [words[index]?.text, words[index]?.why].filter(Boolean).join(". "),
                text(amount, true),
                text(balanceAfter),
              ]),
            },
          },
    ],
  };
};

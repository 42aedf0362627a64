import { type PdfSection, writePdf } from "#lib/platform/pdf/write-pdf.ts";
import type { DataCopy } from "./exports.ts";

const MINOR = /^(amount|stake|returned|balanceAfter|potentialReturn)$/;

/** "accountEntries", "account_entries" > "Account entries" */
const words = (name: string): string => {
  const text = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string")
    return /^\d{4}-\d\d-\d\dT/.test(value) ? value.replace("T", " ").replace(/\.\d+Z$/, " UTC") : value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const section = ([name, rows]: [string, DataCopy["data"][string]]): PdfSection => {
  const [first] = rows;
  const title = `${words(name)} (${rows.length})`;
  if (!first) return { title, text: "Nothing is stored." };
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  // One row reads better as a list of names and values.
  if (rows.length === 1)
    return {
      title,
      table: {
        columns: [
          { text: "Field", weight: 1 },
          { text: "Value", weight: 3 },
        ],
        rows: keys.map((key) => [words(key), shown(first[key])]),
      },
    };
  return {
    title,
    table: {
      columns: keys.map((key) => ({ text: words(key), right: MINOR.test(key) })),
      rows: rows.map((row) => keys.map((key) => shown(row[key]))),
    },
  };
};

/** A copy of a player's data to read on paper. Amounts are in the smallest unit of the currency, as in the JSON. */
export const exportPdf = (json: string): Promise<Buffer> => {
  const { playerId, at, data } = JSON.parse(json) as DataCopy;
  return writePdf({
    title: "Copy of your data",
    lead: [
      `Account ${playerId}`,
      `As of ${shown(at)}`,
      "Amounts are in the smallest unit of the currency, such as cents; odds in ten-thousandths.",
    ],
    sections: Object.entries(data).map(section),
  });
};

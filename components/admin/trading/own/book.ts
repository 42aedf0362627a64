import { bookMargin } from "#lib/sportsbook/trading/schema.ts";
import { readOdds } from "../read.ts";

/** An outcome as it is being typed. `id` is for React alone. */
export type DraftRow = { id: number; name: string; odds: string };

export const isBlank = ({ name, odds }: DraftRow): boolean => name.trim() === "" && odds.trim() === "";

/** The outcomes that were typed, as the command takes them; null while one of them is unfinished. */
export const outcomesOf = (rows: readonly DraftRow[]): { name: string; odds: string }[] | null => {
  const read = rows
    .filter((row) => !isBlank(row))
    .map(({ name, odds }) => ({ name: name.trim(), odds: readOdds(odds) }));
  return read.every(({ name, odds }) => name !== "" && odds !== null)
    ? read.map(({ name, odds }) => ({ name, odds: String(odds) }))
    : null;
};

/** What the whole book comes to: 0.05 is 105 %; null with fewer than two prices. */
export const marginOf = (rows: readonly DraftRow[], winners: number): number | null => {
  const priced = rows.flatMap(({ odds }) => {
    const price = readOdds(odds);
    return price === null ? [] : [{ odds: price, probability: null, active: true }];
  });
  return bookMargin(priced, winners);
};

const LINE = /^(.*?\S)[\s;,|]+(\d{1,3}(?:[.,]\d{1,4})?)$/;

/** Lines as they are pasted from a sheet, "Arsenal 3.5": the name, then the price. Null where no line is one. */
export const pasted = (text: string): { name: string; odds: string }[] | null => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length < 2) return null;
  return lines.map((line) => {
    const [, name = line.trim(), odds = ""] = LINE.exec(line.trim()) ?? [];
    return { name, odds };
  });
};

import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { writePdf } from "./write-pdf.ts";

/** What each page draws as text, as runs of glyphs. */
const pagesOf = (pdf: Buffer): string[][] => {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/stream\n/g)].flatMap(({ index }) => {
    try {
      const content = inflateSync(pdf.subarray(index + "stream\n".length)).toString("latin1");
      return content.includes(" TJ")
        ? [[...content.matchAll(/<([0-9a-f]+)>/g)].map(([, run = ""]) => run)]
        : [];
    } catch {
      return [];
    }
  });
};

const table = (rows: number) => ({
  columns: [
    { text: "Date", weight: 2 },
    { text: "Qty", right: true },
  ],
  rows: Array.from({ length: rows }, () => ["1 January", "¥5"]),
  total: ["Sum", "¥9"],
});

it("draws the head of a table on every page, its rows once each, and the total at the end", async () => {
  const rows = 130;
  const pages = pagesOf(
    await writePdf({ title: "Xyz", lead: [], sections: [{ title: "Uvw", table: table(rows) }] }),
  );
  expect(pages.length).toBeGreaterThan(2);
  const [first = [], second = []] = pages;
  // Below the titles of document and section.
  const head = first.slice(2, 4);
  expect(second.slice(0, 2)).toEqual(head);
  for (const page of pages) expect(page.filter((run) => run === head[0])).toHaveLength(1);
  const row = first[4];
  expect(pages.flat().filter((run) => run === row)).toHaveLength(rows);
});

it("keeps the total off a page of its own without a head", async () => {
  for (const rows of [36, 37, 38, 39, 40, 41, 42, 43, 44]) {
    const pages = pagesOf(
      await writePdf({ title: "Xyz", lead: [], sections: [{ title: "Uvw", table: table(rows) }] }),
    );
    const head = pages[0]?.[2];
    for (const page of pages) expect(page).toContain(head);
  }
});

import { expect, it } from "vitest";
import { csvHead, csvRecord } from "./csv.ts";

it("quotes what needs it and disarms formulas, not amounts", () => {
  expect(csvRecord(["a,b", 'say "x"', "-12.50", "=1+1", "-cmd"])).toBe(
    '"a,b","say ""x""",-12.50,\'=1+1,\'-cmd\r\n',
  );
});

it("begins a file with the byte order mark of UTF-8", () => {
  const bytes = new TextEncoder().encode(csvHead(["Größe", "Amount"]) + csvRecord(["Curaçao", "1.00"]));
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe("Größe,Amount\r\nCuraçao,1.00\r\n");
});

import { expect, it } from "vitest";
import { csvRecord } from "./csv.ts";

it("quotes what needs it and disarms formulas, not amounts", () => {
  expect(csvRecord(["a,b", 'say "x"', "-12.50", "=1+1", "-cmd"])).toBe(
    '"a,b","say ""x""",-12.50,\'=1+1,\'-cmd\r\n',
  );
});

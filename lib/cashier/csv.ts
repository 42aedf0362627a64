// A cell that begins with one of these would run as a formula in a spreadsheet.
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

const cell = (text: string): string => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Without it, spreadsheets read UTF-8 as the system's old code page. */
const BYTE_ORDER_MARK = "\ufeff";

/** The first record of every CSV file: the mark of UTF-8, then the names of the columns. */
export const csvHead = (names: readonly string[]): string => BYTE_ORDER_MARK + csvRecord(names);

/** One record of RFC 4180, with its line end. */
export const csvRecord = (fields: readonly string[]): string => `${fields.map(cell).join(",")}\r\n`;

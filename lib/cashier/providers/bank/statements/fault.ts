/** Why a file of the bank is refused as a whole. Nothing of it is stored. */
export const STATEMENT_FAULTS = [
  "file_too_large",
  "not_utf8",
  "not_xml",
  "forbidden_xml",
  "xml_too_deep",
  "not_a_statement",
  "unknown_account",
  "wrong_currency",
  "unreadable_entry",
  "no_bank_reference",
  "repeated_reference",
  "batch_differs",
  "no_balance",
  "balance_differs",
  "entry_changed",
] as const;
export type StatementFaultCode = (typeof STATEMENT_FAULTS)[number];

/** Thrown where a file cannot be taken; `detail` names the place in it: a statement, an entry, an amount. */
export class StatementFault extends Error {
  readonly code: StatementFaultCode;
  readonly detail: string;
  constructor(code: StatementFaultCode, detail = "") {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail.slice(0, 200);
  }
}

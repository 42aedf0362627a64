import { electronicFormatIBAN } from "ibantools";
import { type Currency, money, parseMinor, toDecimalText } from "#lib/core/money.ts";
import type { BankAccount } from "../accounts.ts";
import { StatementFault } from "./fault.ts";
import { nodesAt, readXml, textAt, textsAt, type XmlNode } from "./xml.ts";

/** Money that a bank has booked: an entry, or one payment of an entry that is a batch. */
export type BankTransaction = {
  /** The bank's reference of the entry, and which payment of the entry it is. */
  entryReference: string;
  index: number;
  /** Minor units, above zero. */
  amount: bigint;
  /** Whether it came in. */
  credit: boolean;
  /** Whether the bank takes another booking back by it. */
  reversal: boolean;
  bookedOn: string | null;
  endToEndId: string | null;
  partyName: string | null;
  partyIban: string | null;
  /** What the payer wrote, structured references first. */
  remittance: string[];
  /** Why a payment came back: "AC04". */
  returnReason: string | null;
};

export type BankStatement = {
  format: "camt.052" | "camt.053" | "camt.054";
  account: BankAccount;
  statementId: string;
  sequence: string | null;
  createdAt: string | null;
  /** Balances of a camt.053, in minor units; null where the file has none. */
  opening: bigint | null;
  closing: bigint | null;
  transactions: BankTransaction[];
  /** Entries that are announced but not booked. */
  notBooked: number;
};

const ROOTS = [
  ["camt.053", "BkToCstmrStmt/Stmt"],
  ["camt.052", "BkToCstmrAcctRpt/Rpt"],
  ["camt.054", "BkToCstmrDbtCdtNtfctn/Ntfctn"],
] as const;

/** Decimal text as the schema allows it: up to five decimals, of which those beyond the currency's are zeros. */
const amountOf = (node: XmlNode | undefined, currency: Currency, where: string): bigint => {
  const text = typeof node?.["#text"] === "string" ? node["#text"].trim() : "";
  const written = node?.["@Ccy"];
  if (written !== currency)
    throw new StatementFault("wrong_currency", `${where}: ${String(written ?? "none")}`);
  const minor = parseMinor(
    text.includes(".") ? text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : text,
    currency,
  );
  if (minor === null) throw new StatementFault("unreadable_entry", `${where}: ${text}`);
  return minor;
};

const signOf = (node: XmlNode, where: string): 1n | -1n => {
  const indicator = textAt(node, "CdtDbtInd");
  if (indicator !== "CRDT" && indicator !== "DBIT")
    throw new StatementFault("unreadable_entry", `${where}: CdtDbtInd`);
  return indicator === "CRDT" ? 1n : -1n;
};

const balanceOf = (statement: XmlNode, currency: Currency, codes: readonly string[]): bigint | null => {
  const balances = nodesAt(statement, "Bal");
  for (const code of codes) {
    const found = balances.find((each) => textAt(each, "Tp/CdOrPrtry/Cd") === code);
    if (found) return signOf(found, code) * amountOf(nodesAt(found, "Amt")[0], currency, code);
  }
  return null;
};

/** The amount of one payment: in newer versions its own, in older ones among the details. */
const amountOfDetails = (details: XmlNode, currency: Currency, where: string): bigint | null => {
  const own = nodesAt(details, "Amt")[0] ?? nodesAt(details, "AmtDtls/TxAmt/Amt")[0];
  return own ? amountOf(own, currency, where) : null;
};

const given = (text: string | null): string | null =>
  text === null || /^NOT ?PROVIDED$/i.test(text) ? null : text;

const dayOf = (text: string | null): string | null => {
  const day = text?.slice(0, 10) ?? "";
  return /^(19|20|21)\d\d-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : null;
};

const readDetails = (details: XmlNode | undefined, credit: boolean) => {
  const side = credit ? "Dbtr" : "Cdtr";
  const iban = textAt(details, `RltdPties/${side}Acct/Id/IBAN`);
  return {
    endToEndId: given(textAt(details, "Refs/EndToEndId")),
    partyName: textAt(details, `RltdPties/${side}/Pty/Nm`, `RltdPties/${side}/Nm`),
    partyIban: iban && electronicFormatIBAN(iban),
    remittance: [...textsAt(details, "RmtInf/Strd/CdtrRefInf/Ref"), ...textsAt(details, "RmtInf/Ustrd")],
    returnReason: textAt(details, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
  };
};

const readEntry = (entry: XmlNode, account: BankAccount, at: number): BankTransaction[] => {
  const { currency, reversals } = account;
  const entryReference = textAt(entry, "AcctSvcrRef");
  const where = `entry ${entryReference ?? at + 1}`;
  if (entryReference === null) throw new StatementFault("no_bank_reference", where);
  const amount = amountOf(nodesAt(entry, "Amt")[0], currency, where);
  const reversal = textAt(entry, "RvslInd") === "true" || textAt(entry, "RvslInd") === "1";
  // Some banks state the direction of what is taken back instead of that of the booking.
  const turned = reversal && reversals === "opposite" ? -1n : 1n;
  const sign = signOf(entry, where) * turned;
  const bookedOn = dayOf(textAt(entry, "BookgDt/Dt", "BookgDt/DtTm"));
  const details = nodesAt(entry, "NtryDtls/TxDtls");
  const parts = details.map((each) => ({
    details: each,
    amount: amountOfDetails(each, currency, where) ?? (details.length === 1 ? amount : null),
    sign: textAt(each, "CdtDbtInd") === null ? sign : signOf(each, where) * turned,
  }));
  const total = parts.reduce((sum, part) => sum + part.sign * (part.amount ?? 0n), 0n);
  if (parts.some((part) => part.amount === null) || (parts.length > 0 && total !== sign * amount))
    throw new StatementFault("batch_differs", where);
  const all = parts.length > 0 ? parts : [{ details: undefined, amount, sign }];
  return all.flatMap((part, index) =>
    part.amount === null || part.amount === 0n
      ? []
      : [
          {
            entryReference,
            index,
            amount: part.amount,
            credit: part.sign > 0n,
            reversal,
            bookedOn,
            ...readDetails(part.details, part.sign > 0n),
          },
        ],
  );
};

const checkBalance = ({
  format,
  account,
  opening,
  closing,
  transactions,
  statementId,
}: BankStatement): void => {
  if (format !== "camt.053") return;
  if (opening === null || closing === null) throw new StatementFault("no_balance", statementId);
  const moved = transactions.reduce((sum, { credit, amount }) => sum + (credit ? amount : -amount), 0n);
  const text = (minor: bigint) => toDecimalText(money(account.currency, minor));
  if (opening + moved !== closing)
    throw new StatementFault("balance_differs", `${text(opening)} + ${text(moved)} ≠ ${text(closing)}`);
};

const readStatement = (
  node: XmlNode,
  format: BankStatement["format"],
  accounts: readonly BankAccount[],
): BankStatement => {
  const iban = electronicFormatIBAN(textAt(node, "Acct/Id/IBAN") ?? "") ?? "";
  const currency = textAt(node, "Acct/Ccy");
  const account = accounts.find(
    (each) => each.iban === iban && (currency ?? each.currency) === each.currency,
  );
  const statementId = textAt(node, "Id");
  if (statementId === null) throw new StatementFault("not_a_statement");
  if (!account) throw new StatementFault("unknown_account", `${iban || "no IBAN"} ${currency ?? ""}`);
  const entries = nodesAt(node, "Ntry");
  const booked = entries.filter((entry) => textAt(entry, "Sts/Cd", "Sts") === "BOOK");
  const references = booked.map((entry) => textAt(entry, "AcctSvcrRef"));
  const repeated = references.find((each, at) => each !== null && references.indexOf(each) !== at);
  if (repeated) throw new StatementFault("repeated_reference", repeated);
  const full = format === "camt.053";
  const statement: BankStatement = {
    format,
    account,
    statementId,
    sequence: textAt(node, "ElctrncSeqNb", "LglSeqNb"),
    createdAt: textAt(node, "CreDtTm"),
    opening: full ? balanceOf(node, account.currency, ["OPBD", "PRCD"]) : null,
    closing: full ? balanceOf(node, account.currency, ["CLBD"]) : null,
    transactions: booked.flatMap((entry, at) => readEntry(entry, account, at)),
    notBooked: entries.length - booked.length,
  };
  checkBalance(statement);
  return statement;
};

/**
 * Reads a bank's file of the standard ISO 20022: an account report (camt.052), a statement (camt.053) or a notification (camt.054). Only what is booked
 * counts; of a batch, its payments. All of the file is right, or it is refused: throws a `StatementFault`.
 */
export const readStatements = (file: Buffer, accounts: readonly BankAccount[]): BankStatement[] => {
  const [document] = nodesAt(readXml(file), "Document");
  const statements = ROOTS.flatMap(([format, path]) =>
    nodesAt(document, path).map((node) => readStatement(node, format, accounts)),
  );
  if (statements.length === 0) throw new StatementFault("not_a_statement");
  return statements;
};

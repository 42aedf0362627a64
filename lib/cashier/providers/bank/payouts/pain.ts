import { money, toDecimalText } from "#lib/core/money.ts";
import type { BankAccount } from "../accounts.ts";

/** A transfer to a player. The address is structured: since 15 November 2026 banks refuse any other. */
export type CreditTransfer = {
  /** At most 35 letters and digits, unique for ever: the bank names it when it books or returns the transfer. */
  endToEndId: string;
  /** Minor units of the account's currency. */
  amount: bigint;
  name: string;
  iban: string;
  address: { street: string; postcode: string; town: string; country: string } | null;
  remittance: string;
};

export type TransferFile = {
  id: string;
  createdAt: Date;
  /** YYYY-MM-DD */
  executionDay: string;
  account: BankAccount;
  transfers: readonly CreditTransfer[];
};

// What Unicode does not take apart into a letter and its mark.
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "Ae",
  œ: "oe",
  Œ: "Oe",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  ł: "l",
  Ł: "L",
  þ: "th",
  Þ: "Th",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  "’": "'",
  "&": "+",
};

/**
 * The text in the characters that every SEPA bank takes (EPC217-08): Latin letters without accents, digits, and / - ? : ( ) . , ' + and spaces. Others
 * become a full stop.
 */
export const sepaText = (text: string, max: number): string =>
  text
    .replaceAll(/[^\p{ASCII}]|&/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/gu, ".")
    .replaceAll(/ {2,}/g, " ")
    .trim()
    .slice(0, max)
    .trim();

const XML: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "'": "&apos;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replaceAll(/[<>&'"]/g, (sign) => XML[sign] ?? sign);

type Element = readonly [name: string, content: string | readonly (Element | null)[], attributes?: string];

const written = ([name, content, attributes = ""]: Element, depth: number): string => {
  const pad = "  ".repeat(depth);
  if (typeof content === "string") return `${pad}<${name}${attributes}>${escaped(content)}</${name}>\n`;
  const inner = content.flatMap((each) => (each ? [written(each, depth + 1)] : [])).join("");
  return `${pad}<${name}${attributes}>\n${inner}${pad}</${name}>\n`;
};

const decimal = (account: BankAccount, minor: bigint): string =>
  toDecimalText(money(account.currency, minor));

const addressOf = (
  address: Partial<NonNullable<CreditTransfer["address"]>> & { town: string; country: string },
): Element => [
  "PstlAdr",
  [
    address.street ? ["StrtNm", sepaText(address.street, 70)] : null,
    address.postcode ? ["PstCd", sepaText(address.postcode, 16)] : null,
    ["TwnNm", sepaText(address.town, 35)],
    ["Ctry", address.country],
  ],
];

const transferOf = (account: BankAccount, transfer: CreditTransfer): Element => [
  "CdtTrfTxInf",
  [
    ["PmtId", [["EndToEndId", transfer.endToEndId]]],
    ["Amt", [["InstdAmt", decimal(account, transfer.amount), ` Ccy="${account.currency}"`]]],
    ["Cdtr", [["Nm", sepaText(transfer.name, 70)], transfer.address ? addressOf(transfer.address) : null]],
    ["CdtrAcct", [["Id", [["IBAN", transfer.iban]]]]],
    ["RmtInf", [["Ustrd", sepaText(transfer.remittance, 140)]]],
  ],
];

const isEndToEndId = (text: string): boolean => /^[A-Za-z0-9]{1,35}$/.test(text);

/**
 * A credit transfer file (pain.001.001.09) as the rulebook of the EPC wants it since November 2025. The same input gives the same bytes.
 * Throws where a transfer has no valid end-to-end id, or one comes twice.
 */
export const transferFile = ({ id, createdAt, executionDay, account, transfers }: TransferFile): string => {
  const ids = new Set(transfers.map(({ endToEndId }) => endToEndId));
  if (ids.size !== transfers.length || ![...ids].every(isEndToEndId))
    throw new Error("an end-to-end id is invalid or comes twice");
  const count = String(transfers.length);
  const sum = decimal(
    account,
    transfers.reduce((total, { amount }) => total + amount, 0n),
  );
  const isSepa = account.currency === "EUR";
  const document: Element = [
    "Document",
    [
      [
        "CstmrCdtTrfInitn",
        [
          [
            "GrpHdr",
            [
              ["MsgId", id],
              ["CreDtTm", createdAt.toISOString().slice(0, 19)],
              ["NbOfTxs", count],
              ["CtrlSum", sum],
              ["InitgPty", [["Nm", sepaText(account.name, 70)]]],
            ],
          ],
          [
            "PmtInf",
            [
              ["PmtInfId", id],
              ["PmtMtd", "TRF"],
              // Booked one by one, so that the statement names each.
              ["BtchBookg", "false"],
              ["NbOfTxs", count],
              ["CtrlSum", sum],
              isSepa ? ["PmtTpInf", [["SvcLvl", [["Cd", "SEPA"]]]]] : null,
              ["ReqdExctnDt", [["Dt", executionDay]]],
              ["Dbtr", [["Nm", sepaText(account.name, 70)], addressOf(account)]],
              [
                "DbtrAcct",
                [
                  ["Id", [["IBAN", account.iban]]],
                  ["Ccy", account.currency],
                ],
              ],
              ["DbtrAgt", [["FinInstnId", [["BICFI", account.bic]]]]],
              ["ChrgBr", isSepa ? "SLEV" : "SHAR"],
              ...transfers.map((transfer) => transferOf(account, transfer)),
            ],
          ],
        ],
      ],
    ],
    ' xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(document, 0)}`;
};

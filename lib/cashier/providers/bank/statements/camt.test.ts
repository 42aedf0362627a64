import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BankAccount } from "../accounts.ts";
import { camt } from "../testing/camt.ts";
import { readStatements } from "./camt.ts";
import { StatementFault } from "./fault.ts";

const ACCOUNT: BankAccount = {
  currency: "EUR",
  iban: "DE89370400440532013000",
  bic: "COBADEFFXXX",
  name: "Evens",
  town: "Berlin",
  country: "DE",
  reversals: "stated",
};

const read = (text: string | Buffer, account: Partial<BankAccount> = {}) =>
  readStatements(Buffer.from(text), [{ ...ACCOUNT, ...account }]);

const refused = (text: string | Buffer, account: Partial<BankAccount> = {}): string => {
  try {
    read(text, account);
  } catch (error) {
    if (error instanceof StatementFault) return error.code;
    throw error;
  }
  return "taken";
};

const DEPOSIT = {
  ref: "2026113000001",
  amount: "25.00",
  name: "Ada M&#252;ller &amp; Co",
  iban: "DE02 1203 0000 0000 2020 51",
  reference: "RF18539007547034",
  text: ["for my account"],
};

describe("a bank's file", () => {
  it("tells who paid what, with the structured reference first", () => {
    const [statement] = read(camt([DEPOSIT], { id: "STMT-1" }));
    expect(statement).toMatchObject({
      format: "camt.053",
      statementId: "STMT-1",
      sequence: "334",
      opening: 100_000n,
      closing: 102_500n,
      notBooked: 0,
    });
    expect(statement?.transactions).toEqual([
      {
        entryReference: "2026113000001",
        index: 0,
        amount: 2_500n,
        credit: true,
        reversal: false,
        bookedOn: "2026-11-30",
        endToEndId: null,
        partyName: "Ada Müller & Co",
        partyIban: "DE02120300000000202051",
        remittance: ["RF18539007547034", "for my account"],
        returnReason: null,
      },
    ]);
  });

  it.each(["052", "054"] as const)("is read as camt.%s without balances", (kind) => {
    const [statement] = read(camt([DEPOSIT], { kind }));
    expect(statement).toMatchObject({ format: `camt.${kind}`, opening: null, closing: null });
    expect(statement?.transactions).toHaveLength(1);
  });

  it("counts what is booked, and only mentions what is announced", () => {
    const [statement] = read(camt([DEPOSIT, { ...DEPOSIT, ref: "2", status: "PDNG" }]));
    expect([statement?.transactions.length, statement?.notBooked]).toEqual([1, 1]);
  });

  it("reads the older form, in which states and names lie elsewhere", () => {
    const old = camt([DEPOSIT])
      .replaceAll("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>")
      .replaceAll(/<Pty>|<\/Pty>/g, "")
      .replace(
        /(<\/Refs>\s*)<Amt Ccy="EUR">25.00<\/Amt><CdtDbtInd>CRDT<\/CdtDbtInd>/,
        '$1<AmtDtls><TxAmt><Amt Ccy="EUR">25.00</Amt></TxAmt></AmtDtls>',
      )
      .replaceAll("camt.053.001.08", "camt.053.001.02");
    expect(read(old)[0]?.transactions[0]).toMatchObject({ amount: 2_500n, partyName: "Ada Müller & Co" });
  });

  it("reads elements with a prefix", () => {
    const prefixed = camt([DEPOSIT])
      .replaceAll(/<(\/?)([A-Z])/g, "<$1ns2:$2")
      .replace("xmlns=", "xmlns:ns2=");
    expect(read(prefixed)[0]?.transactions).toHaveLength(1);
  });

  it("splits a batch into its payments", () => {
    const batch = [
      { ...DEPOSIT, amount: "10.00", endToEndId: "A1" },
      { ...DEPOSIT, amount: "15.00", endToEndId: "A2" },
    ];
    const [statement] = read(camt([{ ref: "B", amount: "25.00", batch }]));
    expect(
      statement?.transactions.map(({ index, amount, endToEndId }) => [index, amount, endToEndId]),
    ).toEqual([
      [0, 1_000n, "A1"],
      [1, 1_500n, "A2"],
    ]);
  });

  it("takes a reversal as the standard states it, or turned for a bank that turns it", () => {
    const back = { ...DEPOSIT, ref: "R", credit: false, reversal: true };
    expect(read(camt([back]))[0]?.transactions[0]).toMatchObject({ credit: false, reversal: true });
    // The balance shows which of the two a bank means.
    expect(refused(camt([back]), { reversals: "opposite" })).toBe("balance_differs");
    const turned = camt([{ ...back, credit: true }], { closing: 97_500n });
    expect(refused(turned)).toBe("balance_differs");
    expect(read(turned, { reversals: "opposite" })[0]?.transactions[0]).toMatchObject({ credit: false });
  });
});

describe("a file is refused as a whole", () => {
  it.each([
    ["no XML", "not_xml", "PK\u0003\u0004"],
    ["half a file", "not_xml", camt([DEPOSIT]).slice(0, 900)],
    ["another message", "not_a_statement", "<Document><CstmrCdtTrfInitn/></Document>"],
    ["an account that is not ours", "unknown_account", camt([DEPOSIT], { iban: "DE02120300000000202051" })],
    ["another currency of the account", "unknown_account", camt([DEPOSIT], { currency: "USD" })],
    [
      "an amount in another currency",
      "wrong_currency",
      camt([DEPOSIT]).replace('<Amt Ccy="EUR">25.00', '<Amt Ccy="USD">25.00'),
    ],
    ["fractions of a cent", "unreadable_entry", camt([DEPOSIT]).replaceAll("25.00", "25.001")],
    ["a negative amount", "unreadable_entry", camt([DEPOSIT]).replaceAll(">25.00", ">-25.00")],
    ["an exponent", "unreadable_entry", camt([DEPOSIT]).replaceAll(">25.00", ">2.5e1")],
    ["no direction", "unreadable_entry", camt([DEPOSIT]).replaceAll("CRDT</CdtDbtInd>", "</CdtDbtInd>")],
    ["an entry without the bank's reference", "no_bank_reference", camt([{ ...DEPOSIT, ref: "" }])],
    ["one reference for two entries", "repeated_reference", camt([DEPOSIT, DEPOSIT])],
    [
      "a batch whose payments do not add up",
      "batch_differs",
      camt([{ ref: "B", amount: "25.00", batch: [{ amount: "10.00" }, { amount: "10.00" }] }]),
    ],
    ["no balances", "no_balance", camt([DEPOSIT], { balances: false })],
    ["a closing balance that does not follow", "balance_differs", camt([DEPOSIT], { closing: 102_501n })],
  ])("with %s", (_, reason, text) => {
    expect(refused(text)).toBe(reason);
  });

  it("with entities of its own, whatever they would do", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>${camt([DEPOSIT]).split("?>")[1]}`;
    const outside = `<?xml version="1.0"?><!doctype x SYSTEM "file:///etc/passwd">${camt([DEPOSIT]).split("?>")[1]}`;
    expect([bomb, outside].map((text) => refused(text))).toEqual(["forbidden_xml", "forbidden_xml"]);
  });

  it("with another encoding", () => {
    const latin = Buffer.from(camt([{ ...DEPOSIT, name: "Müller" }]), "latin1");
    expect(refused(latin)).toBe("not_utf8");
    expect(refused(camt([DEPOSIT]).replace("UTF-8", "ISO-8859-1"))).toBe("not_utf8");
    expect(refused(Buffer.from(camt([DEPOSIT]), "utf16le"))).not.toBe("taken");
  });

  it("that is nested too deeply or too large, without parsing it", () => {
    expect(refused("<a>".repeat(100_000))).toBe("xml_too_deep");
    expect(refused(Buffer.alloc(8 * 1024 * 1024 + 1, " "))).toBe("file_too_large");
  });

  it("with names of elements that are words of the language", () => {
    const odd = camt([DEPOSIT]).replace("<RmtInf>", "<__proto__><polluted>1</polluted></__proto__><RmtInf>");
    expect(refused(odd)).toBe("not_xml");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("or taken, but never anything else", () => {
    const text = camt([DEPOSIT, { ...DEPOSIT, ref: "2", credit: false }]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom("", "<", ">", "&", "0", "\u0000", "]]>", "<!--", "<![CDATA["),
        (at, instead) => {
          expect(refused(text.slice(0, at) + instead + text.slice(at + 1))).toMatch(/^[a-z_0-9]+$/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

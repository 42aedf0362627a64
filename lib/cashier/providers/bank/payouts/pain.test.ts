import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, it } from "vitest";
import type { BankAccount } from "../accounts.ts";
import { type CreditTransfer, sepaText, transferFile } from "./pain.ts";

const account: BankAccount = {
  currency: "EUR",
  iban: "DE89370400440532013000",
  bic: "COBADEFFXXX",
  name: "Evens & Söhne",
  town: "Köln",
  country: "DE",
  reversals: "stated",
};
const transfer = (more: Partial<CreditTransfer> = {}): CreditTransfer => ({
  endToEndId: "0196A0AA00007000800000000000000A",
  amount: 2_500n,
  name: "Jürgen Groß",
  iban: "DE02120300000000202051",
  address: { street: "Hauptstraße 1", postcode: "10115", town: "Berlin", country: "DE" },
  remittance: "Evens withdrawal",
  ...more,
});
const file = (transfers: CreditTransfer[]) =>
  transferFile({
    id: "0196a0aa000070008000000000000001",
    createdAt: new Date("2026-11-30T18:00:00Z"),
    executionDay: "2026-12-01",
    account,
    transfers,
  });
const parsed = (text: string) => {
  expect(XMLValidator.validate(text)).toBe(true);
  return new XMLParser({ parseTagValue: false, ignoreAttributes: false }).parse(text).Document
    .CstmrCdtTrfInitn;
};

it("writes what the rulebook wants, in the order of the schema", () => {
  const { GrpHdr, PmtInf } = parsed(
    file([transfer(), transfer({ endToEndId: "B", amount: 1n, address: null })]),
  );
  expect(GrpHdr).toEqual({
    MsgId: "0196a0aa000070008000000000000001",
    CreDtTm: "2026-11-30T18:00:00",
    NbOfTxs: "2",
    CtrlSum: "25.01",
    InitgPty: { Nm: "Evens + Sohne" },
  });
  expect(Object.keys(PmtInf)).toEqual([
    "PmtInfId",
    "PmtMtd",
    "BtchBookg",
    "NbOfTxs",
    "CtrlSum",
    "PmtTpInf",
    "ReqdExctnDt",
    "Dbtr",
    "DbtrAcct",
    "DbtrAgt",
    "ChrgBr",
    "CdtTrfTxInf",
  ]);
  expect(PmtInf).toMatchObject({
    ReqdExctnDt: { Dt: "2026-12-01" },
    Dbtr: { Nm: "Evens + Sohne", PstlAdr: { TwnNm: "Koln", Ctry: "DE" } },
    DbtrAgt: { FinInstnId: { BICFI: "COBADEFFXXX" } },
    ChrgBr: "SLEV",
  });
  expect(PmtInf.CdtTrfTxInf[0]).toEqual({
    PmtId: { EndToEndId: "0196A0AA00007000800000000000000A" },
    Amt: { InstdAmt: { "#text": "25.00", "@_Ccy": "EUR" } },
    Cdtr: {
      Nm: "Jurgen Gross",
      PstlAdr: { StrtNm: "Hauptstrasse 1", PstCd: "10115", TwnNm: "Berlin", Ctry: "DE" },
    },
    CdtrAcct: { Id: { IBAN: "DE02120300000000202051" } },
    RmtInf: { Ustrd: "Evens withdrawal" },
  });
  expect(PmtInf.CdtTrfTxInf[1].Cdtr).toEqual({ Nm: "Jurgen Gross" });
});

it("gives the same bytes for the same batch", () => {
  expect(file([transfer()])).toBe(file([transfer()]));
});

it.each(["", "a_b", "a&b", "x".repeat(36)])("refuses the end-to-end id %j", (endToEndId) => {
  expect(() => file([transfer({ endToEndId })])).toThrow("end-to-end id");
});

it("refuses the same end-to-end id twice", () => {
  expect(() => file([transfer(), transfer()])).toThrow("end-to-end id");
});

it.each([
  ["Ana-María Núñez", "Ana-Maria Nunez"],
  ["Łukasz Ørsted & Æsop", "Lukasz Orsted + Aesop"],
  ["Sinéad O’Connor", "Sinead O'Connor"],
  ["<script>alert(1)</script>", ".script.alert(1)./script."],
  ["Иван", "...."],
  ["  a   b  ", "a b"],
])("writes %j in the characters that every bank takes", (text, written) => {
  expect(sepaText(text, 70)).toBe(written);
});

it("keeps markup out of the file", () => {
  const text = file([transfer({ name: "</Nm><Nm>Eve", remittance: "<x>" })]);
  expect(parsed(text).PmtInf.CdtTrfTxInf.Cdtr.Nm).toBe("./Nm..Nm.Eve");
});

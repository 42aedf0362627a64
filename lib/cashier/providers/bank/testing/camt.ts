/** A payment in a test's file. Texts are XML already. */
export type TestPayment = {
  amount: string;
  credit?: boolean;
  endToEndId?: string;
  name?: string;
  iban?: string;
  reference?: string;
  text?: string[];
  returned?: string;
};

export type TestEntry = TestPayment & {
  ref: string;
  status?: string;
  reversal?: boolean;
  /** Of a batch: its payments, whose sum the amount is. */
  batch?: TestPayment[];
  /** Without any details. */
  bare?: boolean;
};

const details = (payment: TestPayment, credit: boolean, currency: string): string => {
  const side = credit ? "Dbtr" : "Cdtr";
  const { amount, endToEndId = "NOTPROVIDED", name, iban, reference, text = [], returned } = payment;
  return `<TxDtls>
    <Refs><EndToEndId>${endToEndId}</EndToEndId></Refs>
    <Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${credit ? "CRDT" : "DBIT"}</CdtDbtInd>
    <RltdPties>${name ? `<${side}><Pty><Nm>${name}</Nm></Pty></${side}>` : ""}
      ${iban ? `<${side}Acct><Id><IBAN>${iban}</IBAN></Id></${side}Acct>` : ""}</RltdPties>
    <RmtInf>${text.map((line) => `<Ustrd>${line}</Ustrd>`).join("")}
      ${reference ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd>` : ""}</RmtInf>
    ${returned ? `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>` : ""}
  </TxDtls>`;
};

const entryXml = (entry: TestEntry, currency: string): string => {
  const { ref, amount, credit = true, status = "BOOK", reversal = false, batch, bare = false } = entry;
  const parts = (batch ?? [entry]).map((each) => details(each, each.credit ?? credit, currency));
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${credit ? "CRDT" : "DBIT"}</CdtDbtInd>
    ${reversal ? "<RvslInd>true</RvslInd>" : ""}<Sts><Cd>${status}</Cd></Sts>
    <BookgDt><Dt>2026-11-30</Dt></BookgDt><ValDt><Dt>2026-11-30</Dt></ValDt>
    ${ref ? `<AcctSvcrRef>${ref}</AcctSvcrRef>` : ""}
    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
    ${bare ? "" : `<NtryDtls>${parts.join("")}</NtryDtls>`}</Ntry>`;
};

const minor = (amount: string): bigint => {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
};
const euros = (minor: bigint): string => {
  const size = minor < 0n ? -minor : minor;
  return `${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
};

const balance = (code: string, minor: bigint, currency: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${euros(minor)}</Amt>
   <CdtDbtInd>${minor < 0n ? "DBIT" : "CRDT"}</CdtDbtInd><Dt><Dt>2026-11-30</Dt></Dt></Bal>`;

const ROOTS = {
  "052": ["BkToCstmrAcctRpt", "Rpt"],
  "053": ["BkToCstmrStmt", "Stmt"],
  "054": ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
} as const;

/** A file as a bank sends it, with balances that fit unless the test says otherwise. Amounts have two decimals. */
export const camt = (
  entries: readonly TestEntry[],
  {
    kind = "053" as keyof typeof ROOTS,
    iban = "DE89370400440532013000",
    currency = "EUR",
    id = crypto.randomUUID(),
    opening = 100_000n,
    closing = null as bigint | null,
    balances = true,
  } = {},
): string => {
  const [root, part] = ROOTS[kind];
  const booked = entries.filter(({ status = "BOOK" }) => status === "BOOK");
  const moved = booked.reduce(
    (sum, { amount, credit = true }) => sum + (credit ? minor(amount) : -minor(amount)),
    0n,
  );
  const withBalances = kind === "053" && balances;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.08"><${root}>
  <GrpHdr><MsgId>${id}</MsgId><CreDtTm>2026-11-30T18:00:00</CreDtTm></GrpHdr>
  <${part}><Id>${id}</Id><ElctrncSeqNb>334</ElctrncSeqNb><CreDtTm>2026-11-30T18:00:00</CreDtTm>
    <Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
    ${withBalances ? balance("OPBD", opening, currency) + balance("CLBD", closing ?? opening + moved, currency) : ""}
    ${entries.map((entry) => entryXml(entry, currency)).join("\n")}
  </${part}></${root}></Document>`;
};

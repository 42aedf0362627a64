import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as backoffice from "#lib/backoffice/schema.ts";
import * as cashier from "#lib/cashier/schema.ts";
import { isEncodable, isPlain } from "#lib/core/text.ts";
import * as players from "#lib/players/schema.ts";
import * as realtime from "#lib/realtime/schema.ts";
import { FIRST_RULES } from "#lib/sportsbook/betting/policy.ts";
import * as betting from "#lib/sportsbook/betting/schema.ts";
import * as favourites from "#lib/sportsbook/favourites/schema.ts";
import * as trading from "#lib/sportsbook/trading/schema.ts";
import { dayText, nameText } from "./input.ts";

const ID = "0196a0aa-0000-7000-8000-000000000000";
const KEY = "7b0c2f0e-9a53-4c0e-8d58-3f6f1c7d0a11";
const leg = { marketId: "sim-0.1x2", outcomeKey: "home", odds: "20000" };
const note = "A reason.";
const settings = {
  oddsFormat: "decimal",
  oddsChoice: "any",
  theme: "dark",
  timeZone: "Europe/Berlin",
  locale: "en",
  quickStakes: ["5", "10", "25", "50"],
};
const person = {
  firstName: "Ada",
  lastName: "Lindqvist",
  street: "Storgatan 1",
  city: "Stockholm",
  postcode: "111 22",
};
const action = { kind: "result", outcomes: [{ key: "home", result: "won", deadHeat: null }] };
const cancel = { kind: "cancel", startsAt: 1_700_000_000_000, endsAt: null };

/** What an honest page sends for each input that a person or a browser writes. */
const HONEST: Record<string, unknown[]> = {
  CreateEventInput: [
    {
      sportId: "football",
      competition: { id: "league-1" },
      sides: ["Ajax", "PSV"],
      name: null,
      startsAt: "2027-05-01T18:00:00Z",
      combinable: true,
      note: "a charity match",
      idempotencyKey: KEY,
    },
    {
      sportId: "football",
      competition: { category: "Netherlands", name: "Charity" },
      sides: null,
      name: "Winner of the cup",
      startsAt: "2027-05-01T18:00:00Z",
      combinable: false,
      despiteTwin: true,
      idempotencyKey: KEY,
    },
  ],
  UpdateEventInput: [
    {
      eventId: "own-1",
      revision: 1_796_000_000_000,
      name: "Winner of the cup",
      startsAt: "2027-05-01T18:00:00Z",
      combinable: false,
      note: "moved",
      idempotencyKey: KEY,
    },
  ],
  CancelEventInput: [
    { eventId: "own-1", revision: 1_796_000_000_000, bets: 3, note: "off", idempotencyKey: KEY },
  ],
  CreateMarketInput: [
    {
      eventId: "own-1",
      title: "Winner",
      outcomes: [
        { name: "Ajax", odds: "15000" },
        { name: "PSV", odds: "24000" },
      ],
      winners: 1,
      belowFair: true,
      note: "priced by hand",
      idempotencyKey: KEY,
    },
  ],
  UpdateOutcomesInput: [
    {
      marketId: "own-1.special~nr=1",
      version: 2,
      title: "Winner of the league",
      rename: [{ key: "1", name: "AFC Ajax" }],
      add: [{ name: "Feyenoord", odds: "80000" }],
      offer: [{ key: "2", active: false }],
      note: "one more",
      idempotencyKey: KEY,
    },
  ],
  GrantFreeBetInput: [
    { playerId: ID, amount: "10", days: 7, sports: [], kinds: [], reason: "goodwill", idempotencyKey: KEY },
    {
      playerId: ID,
      amount: "10.50",
      days: 30,
      minOdds: "15000",
      sports: ["football"],
      kinds: ["single"],
      reason: "goodwill: a late settlement",
      idempotencyKey: KEY,
    },
  ],
  WithdrawFreeBetInput: [{ freeBetId: ID, reason: "our_error" }],
  CashOutInput: [{ betId: ID, idempotencyKey: KEY, amount: "1240", part: 10_000 }],
  EditBetInput: [
    { betId: ID, idempotencyKey: KEY, value: "1240", stake: "12.40", legs: [leg], oddsChoice: "any" },
    {
      betId: ID,
      idempotencyKey: KEY,
      value: "1240",
      stake: "3",
      legs: [leg, { ...leg, marketId: "sim-1.1x2" }, { ...leg, marketId: "sim-2.1x2" }],
      system: { sizes: [2, 3], bankers: [] },
      oddsChoice: "any",
    },
  ],
  PreviewEditInput: [
    { betId: ID, stake: "12.40", legs: [leg] },
    { betId: ID, stake: null, legs: [leg] },
  ],
  AutoCashOutInput: [{ betId: ID, target: "2500", stop: null }],
  PreviewEventSettlementInput: [{ eventId: "sim-0", decisions: [{ marketId: "sim-0.1x2", action }] }],
  SettleEventInput: [
    {
      eventId: "sim-0",
      decisions: [{ marketId: "sim-0.1x2", action }],
      reason: "feed_silent",
      note,
      seen: "ab12",
      beforeTheEnd: true,
      idempotencyKey: KEY,
    },
  ],
  EventSettlementCaseInput: [
    { eventId: "sim-0", score: [[2, 1]] },
    { eventId: "sim-0", score: null },
  ],
  RuleReferralInput: [{ betId: ID, accept: true, idempotencyKey: KEY }],
  OfferReferralInput: [
    { betId: ID, stake: "12.50", odds: "19000", idempotencyKey: KEY },
    { betId: ID, stake: "12.50", odds: null, idempotencyKey: KEY },
  ],
  AnswerReferralInput: [{ betId: ID, accept: false }],
  QuoteBuilderInput: [
    {
      legs: [leg, { ...leg, marketId: "sim-0.total~total=2.5", outcomeKey: "over" }].map(
        ({ odds: _, ...rest }) => rest,
      ),
    },
  ],
  ChangeFavouritesInput: [
    {
      add: [{ kind: "competitor", subject: "italy" }],
      remove: [{ kind: "market", subject: "football.total" }],
    },
  ],
  CashOutsInput: [{ betIds: [ID] }],
  TakeReviewInput: [
    { paymentId: ID, from: null },
    { paymentId: ID, from: ID },
  ],
  ReleaseReviewInput: [{ paymentId: ID }],
  AskInformationInput: [{ paymentId: ID, note: "A payslip, please.", idempotencyKey: KEY }],
  ContinueReviewInput: [{ paymentId: ID, reason: note, idempotencyKey: KEY }],
  SendInformationInput: [{ paymentId: ID }],
  AssignExceptionInput: [{ exceptionId: ID, player: "ada@mail.example", reason: note, idempotencyKey: KEY }],
  ResolveExceptionInput: [{ exceptionId: ID, reason: note, idempotencyKey: KEY }],
  InstrumentInput: [{ instrumentId: ID, reason: note, idempotencyKey: KEY }],
  RefundDepositInput: [{ paymentId: ID, amount: "25.50", reason: note, idempotencyKey: KEY }],
  AdjustBalanceInput: [
    { playerId: ID, direction: "credit", amount: "25.50", reason: note, idempotencyKey: KEY },
  ],
  ParkedEventsInput: [{ provider: "stripe", kind: "charge.refunded", idempotencyKey: KEY }],
  StartReconciliationInput: [{ provider: "stripe", since: "2026-11-29", until: "2026-11-30" }],
  TakeDifferenceInput: [{ differenceId: ID, from: null }],
  CorrectDifferenceInput: [
    {
      differenceId: ID,
      counter: "adjustments",
      ledgerAmount: null,
      outsideAmount: "2500",
      reason: note,
      idempotencyKey: KEY,
    },
  ],
  PaymentSearch: [{ q: "ada@mail.example", direction: "deposit", min: "10", from: "2026-11-01" }],
  ProofSearch: [{ provider: "stripe", from: "2026-11-29", to: "2026-11-30" }],
  RegisterInput: [
    {
      email: "ada@mail.example",
      password: "Stadium-lights-7",
      displayName: "Ada",
      ...person,
      birthDate: "1990-05-17",
      country: "SE",
      currency: "SEK",
      acceptTerms: "on",
      settings,
    },
  ],
  PayeeInput: [{ iban: "DE02 1203 0000 0000 2020 51" }],
  PrepareBatchInput: [{ account: "DE89370400440532013000", idempotencyKey: KEY }],
  BatchInput: [{ batchId: ID, reason: "daily run", idempotencyKey: KEY }],
  RejectPayoutInput: [{ payoutId: ID, reason: "AC04 by the bank", idempotencyKey: KEY }],
  PersonInput: [person, { ...person, postcode: "" }],
  DocumentInput: [{ documentId: ID }],
  StartIdentityInput: [{ provider: "stripe" }],
  ApproveIdentityInput: [
    { submissionId: ID, expiresOn: "2031-05-17", note },
    { submissionId: ID, expiresOn: "", note: "" },
  ],
  RefuseIdentityInput: [{ submissionId: ID, reason: "unreadable", note }],
  DecideDuplicateInput: [{ caseId: ID, decision: "same", note }],
  RevokeIdentityInput: [{ playerId: ID, reason: "not_genuine", note }],
  SignInInput: [{ email: "ada@mail.example", password: "Stadium-lights-7" }],
  ChangePasswordInput: [{ current: "Stadium-lights-7", password: "Corner-flag-88" }],
  SessionInput: [{ sessionId: ID }],
  StepUpInput: [{ factor: "password", answer: "Stadium-lights-7" }],
  LinkInput: [{ token: "a.b.1.c" }],
  MailLinkInput: [{ token: "A".repeat(43) }],
  AskResetInput: [{ email: "ada@mail.example" }],
  ResetPasswordInput: [{ token: "A".repeat(43), password: "Corner-flag-88" }],
  ChangeEmailInput: [{ email: "ada@mail.example" }],
  CreateTokenInput: [{ name: "My bot", scopes: ["bet.place"], days: "30" }],
  CreateStaffTokenInput: [{ name: "Feed watcher", scopes: ["markets:suspend"], days: "7" }],
  RevokeTokenInput: [{ tokenId: ID }],
  FactorCodeInput: [{ code: "123 456" }],
  SecondFactorInput: [{ code: "123 456" }, { passkey: "{}" }],
  PasskeySignInInput: [{ passkey: "{}" }],
  AddPasskeyInput: [{ response: "{}" }],
  PasskeyInput: [{ passkeyId: ID }],
  RenamePasskeyInput: [{ passkeyId: ID, name: "Phone" }],
  ResetFactorsInput: [{ playerId: ID, reason: "documents", note, idempotencyKey: KEY }],
  DiscardListInput: [{ listId: ID }],
  ApplyListInput: [
    { listId: ID, replaces: "" },
    { listId: ID, replaces: ID },
  ],
  IssuerInput: [{ issuerId: "club" }],
  SettingsInput: [settings],
  DisplayInput: [{ theme: "dark", oddsFormat: "decimal" }],
  SlipInput: [{ idempotencyKey: KEY, stake: "5.00", legs: [leg], oddsChoice: "any" }],
  SlipLeg: [leg],
  DraftSlip: [
    { legs: [leg], mode: "single", stake: "5" },
    {
      legs: [leg],
      mode: "single",
      stake: "5",
      stakes: [
        { on: "e1.1x2:home", stake: "5" },
        { on: "2,3", stake: "1.50" },
      ],
      bankers: ["e1.1x2:home"],
    },
  ],
  OddsChoice: ["any"],
  DepositInput: [{ idempotencyKey: KEY, amount: "20", method: "card", token: "ctoken_1", instrumentId: ID }],
  WithdrawalInput: [{ idempotencyKey: KEY, amount: "20", method: "card", instrumentId: ID }],
  CryptoAddressInput: [{ chainId: "1" }],
  RegisterWalletInput: [{ chainId: "1", asset: "USDC", address: `0x${"a".repeat(40)}` }],
  ProveWalletInput: [{ walletId: ID, signature: `0x${"a".repeat(130)}` }],
  RemoveWalletInput: [{ walletId: ID }],
  ResumeChainInput: [{ chainId: "1", reason: note }],
  ReleaseTransferInput: [{ transferId: ID, reason: note }],
  CancelInput: [{ paymentId: ID }],
  ReviewInput: [{ paymentId: ID, reason: note }],
  CloseDisputeInput: [{ disputeId: ID, reason: note }],
  PaymentsQuery: [{ direction: "deposit", before: ID }],
  RemoveInstrumentInput: [{ instrumentId: ID }],
  ActivityQuery: [{ from: "2026-01-01", to: "2026-01-31", by: "day" }],
  StatementQuery: [{ kind: "all", from: "2026-01-01", to: "2026-01-31", before: "17" }],
  StaffScope: ["market", "event", "sport"].map((scope) => ({ scope, id: "sim-0" })),
  SuspendInput: [{ where: { scope: "event", id: "sim-0" }, reason: "price_check", note }],
  ResumeInput: [{ where: { scope: "sport", id: "football" }, note }],
  SetBoostInput: [
    {
      marketId: "sim-0.1x2",
      outcomeKey: "home",
      odds: "23000",
      stakeMax: "2500",
      liabilityMax: "500000",
      minutes: null,
      idempotencyKey: KEY,
    },
  ],
  EndBoostInput: [{ marketId: "sim-0.1x2", boostId: ID, idempotencyKey: KEY }],
  SetPriceInput: [
    {
      marketId: "sim-0.1x2",
      outcomeKey: "home",
      odds: "21200",
      minutes: 15,
      version: 0,
      idempotencyKey: KEY,
    },
    {
      marketId: "sim-0.1x2",
      outcomeKey: "home",
      odds: "21200",
      minutes: null,
      version: 3,
      belowFair: true,
      note,
    },
  ],
  ReleasePriceInput: [
    { marketId: "sim-0.1x2", outcomeKey: "home", version: 1 },
    { marketId: "sim-0.1x2", outcomeKey: null, version: 1, note },
  ],
  SetMarketLimitsInput: [
    { marketId: "sim-0.1x2", version: 1, stakeMax: "50000", payoutMax: null, note, idempotencyKey: KEY },
  ],
  SetEventLimitsInput: [
    { eventId: "sim-0", version: 0, stakeMax: null, payoutMax: "1000000", note, idempotencyKey: KEY },
  ],
  LookupInput: [{ text: "kenya" }],
  SetMarginInput: [
    { marketId: "sim-0.1x2", margin: { method: "shin", overroundBp: 10_500 }, version: 1, note },
    { marketId: "sim-0.1x2", margin: null, version: 1 },
  ],
  SetMarketStatusInput: [
    { marketId: "sim-0.1x2", on: false, version: 1, note },
    { marketId: "sim-0.1x2", on: null, version: 1 },
  ],
  SetDefaultsInput: [
    { competitionId: "test", marketType: "1x2", margin: null, off: true, version: 0, note },
    {
      competitionId: "test",
      marketType: "1x2",
      margin: { method: "power", overroundBp: 10_800 },
      off: false,
      version: 1,
    },
  ],
  BulkInput: [{ eventIds: ["sim-0", "sim-1"], reason: "price_check", note }],
  ReopenEventInput: [{ eventId: "sim-0", reason: "feed_wrong", note }],
  SetLimitInput: [
    { kind: "stake", period: "day", amount: "50" },
    { kind: "loss", period: "month", amount: null },
  ],
  LimitInput: [{ kind: "stake", period: "day" }],
  RecordInteractionInput: [
    { idempotencyKey: KEY, playerId: ID, kind: "contact", note, allowsLimit: "on" },
    {
      idempotencyKey: KEY,
      playerId: ID,
      kind: "limit_proposed",
      note,
      limitKind: "deposit",
      limitPeriod: "month",
      limitAmount: "100",
    },
  ],
  RecordExchangeRateInput: [{ base: "EUR", quote: "KWD", rate: "0.356" }],
  ApprovalInput: [{ approvalId: ID }],
  VoidBetInput: [{ betId: ID, reason: "palpable_error", note }],
  ManualOutcome: action.outcomes,
  SettlementAction: [action, cancel],
  PreviewSettlementInput: [{ marketId: "sim-0.1x2", action }],
  SettleManuallyInput: [{ marketId: "sim-0.1x2", action: cancel, reason: "feed_wrong", note, seen: "1:2" }],
  SettlementCaseInput: [{ marketId: "sim-0.1x2", score: [[1, 0]] }],
  PolicyDraft: [FIRST_RULES],
  ChangePolicyInput: [{ base: 1, rules: FIRST_RULES, reason: "risk", note }],
  PreviewPolicyInput: [{ rules: FIRST_RULES }],
  BetSearch: [
    { id: ID, email: "ada", event: "sim-0", market: "1x2", status: "open", result: "won", before: ID },
  ],
  PlayerSearch: [{ q: "ada", status: "active", before: ID }],
  AuditSearch: [
    {
      actor: "Sam",
      action: "market.settle",
      subject: "m",
      from: "2026-01-01",
      to: "2026-01-31",
      before: "17",
    },
  ],
  JoinInput: [{ topics: [{ topic: "event:sim-0", version: 0 }] }],
  LeaveInput: [{ topics: ["live"] }],
};

const schemas = Object.entries({
  ...backoffice,
  ...betting,
  ...cashier,
  ...players,
  ...realtime,
  ...favourites,
  ...trading,
}).flatMap(([name, value]): [string, z.ZodType][] => (value instanceof z.ZodType ? [[name, value]] : []));

const HOSTILE: [string, string][] = [
  ["NUL", "\0"],
  ["NUL inside", "ada\0@mail.example"],
  ["half a pair", "\ud800"],
  ["the other half", "a\udc00b"],
  ["a right-to-left override", "\u202eabc"],
  ["isolates", "a\u2066b\u2069"],
  ["an escape", "\u001b[2J"],
  ["10,000 characters", "a".repeat(10_000)],
  ["10,000 pairs", "𝕏".repeat(10_000)],
  ["400 digits", "9".repeat(400)],
  ["a minus and 400 digits", `-${"9".repeat(400)}`],
  ["the year 0", "0000-01-01"],
];

/** A copy of the value for each text in it, with that text replaced. */
const replacing = (value: unknown, by: unknown): unknown[] => {
  if (typeof value === "string" || typeof value === "number") return [by];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    replacing(inner, by).map((replaced) =>
      Array.isArray(value)
        ? value.map((each, at) => (String(at) === name ? replaced : each))
        : { ...value, [name]: replaced },
    ),
  );
};

/** A copy of the value with this text replaced by an equivalent spelling, if the text occurs. */
const replacingText = (value: unknown, text: string, by: string): unknown[] => {
  const written = JSON.stringify(value);
  return written.includes(text) ? [JSON.parse(written.replaceAll(text, by))] : [];
};

const SECRETS = new Set(["password", "current", "answer"]);
const BIGINT_MAX = 2n ** 63n - 1n;

/** What is wrong with a value that its schema accepted. */
const wrongIn = (value: unknown, name = ""): string[] => {
  if (typeof value === "bigint")
    return value > BIGINT_MAX || value < -BIGINT_MAX ? [`${name}: too large`] : [];
  if (typeof value === "number") return Number.isSafeInteger(value) ? [] : [`${name}: no integer`];
  if (typeof value === "string")
    return [
      ...(isEncodable(value) ? [] : [`${name}: cannot be encoded`]),
      ...(isPlain(value) || SECRETS.has(name) ? [] : [`${name}: not plain`]),
      ...(value.length <= 500 ? [] : [`${name}: ${value.length} characters`]),
    ];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...wrongIn(key), ...wrongIn(inner, key)]);
};

describe("case 35: every input that a person or a browser writes", () => {
  it("is in the table", () => {
    // What an application may hold is checked field by field, by RegisterInput.
    const inputs = schemas
      .map(([name]) => name)
      .filter((name) => !/^(PolicyRules|RegistrationApplication)$/.test(name));
    expect(Object.keys(HONEST).sort()).toEqual(inputs.sort());
  });

  it.each(schemas.filter(([name]) => HONEST[name]))("%s takes what an honest page sends", (name, schema) => {
    for (const honest of HONEST[name] ?? []) expect(schema.safeParse(honest).error).toBeUndefined();
  });

  it.each(HOSTILE)("lets through no %s", (_, text) => {
    for (const [name, schema] of schemas) {
      for (const hostile of (HONEST[name] ?? []).flatMap((honest) => replacing(honest, text))) {
        const parsed = schema.safeParse(hostile);
        if (parsed.success) expect.soft([name, ...wrongIn(parsed.data)]).toEqual([name]);
      }
    }
  });

  it("case 37: reads an id or a key in any letter case as the same one", () => {
    let read = 0;
    for (const [name, schema] of schemas)
      for (const honest of HONEST[name] ?? []) {
        const parsed = schema.parse(honest);
        for (const loud of [ID, KEY].flatMap((id) => replacingText(honest, id, id.toUpperCase()))) {
          expect.soft([name, schema.parse(loud)]).toEqual([name, parsed]);
          read += 1;
        }
      }
    expect(read).toBeGreaterThan(5);
  });

  it("takes no number that a database could not", () => {
    for (const number of [1e308, -1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1, 0.5])
      for (const [name, schema] of schemas)
        for (const hostile of (HONEST[name] ?? []).flatMap((honest) => replacing(honest, number))) {
          const parsed = schema.safeParse(hostile);
          if (parsed.success) expect.soft([name, ...wrongIn(parsed.data)]).toEqual([name]);
        }
  });
});

it("knows days of our time", () => {
  for (const day of ["1990-05-17", "2026-02-28"]) expect(dayText.safeParse(day).success).toBe(true);
  for (const day of ["0000-01-01", "1899-12-31", "2200-01-01", "2026-02-30", "9999-12-31", "2026-1-1"])
    expect(dayText.safeParse(day).success).toBe(false);
});

it("case 40: keeps a name in its normal form, and counts characters", () => {
  const name = nameText(2, 5);
  expect(name.parse("  Ａｄａ ")).toBe("Ada");
  expect(name.parse("𠮷野家")).toBe("𠮷野家");
  for (const wrong of ["A", "Adaline", "\u200b\u200b", "\u202eadA", "  "])
    expect(name.safeParse(wrong).success).toBe(false);
});

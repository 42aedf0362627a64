import { composeIBAN } from "ibantools";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountBalance, accountFor, playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { nameKey } from "#lib/players/index.ts";
import { makePlayer, makeStaff } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { cashierCommands, destinationsOf, withdraw } from "../../index.ts";
import { openDifferences } from "../../reconciliation/differences.ts";
import { reconcile } from "../../reconciliation/run.ts";
import { progressWithdrawal } from "../../withdrawals/pay.ts";
import { bankAccounts } from "./accounts.ts";
import { bankProvider } from "./index.ts";
import { registerPayee } from "./payees/register.ts";
import { fileOfBatch, prepareBatch, rejectPayout, releaseBatch } from "./payouts/batches.ts";
import { referenceOf } from "./references.ts";
import { processStatement } from "./statements/process.ts";
import { camt, type TestEntry } from "./testing/camt.ts";

let database: TestDatabase;
let staff: { staffId: string; sessionId: string };
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  staff = await makeStaff("Clerk", ["risk"]);
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const IBAN = "DE02120300000000202051";
const OPERATOR = "DE89370400440532013000";

let references = 0;
const ref = (): string => {
  references += 1;
  return `BANK${references}`;
};

/** An account of nobody else, whose bank confirms every name in the simulation. */
const newIban = (): string => {
  references += 1;
  return composeIBAN({ countryCode: "DE", bban: `12030000${String(references).padStart(9, "0")}0` }) ?? "";
};

const named = async (lastName: string, cash = 0n): Promise<string> => {
  const playerId = await makePlayer(cash);
  await ownerRows(
    "update player_person set first_name = 'Ada', last_name = $2, name_key = $3 where player_id = $1",
    [playerId, lastName, nameKey("Ada", lastName)],
  );
  return playerId;
};

const importFile = (file: string) => cashierCommands.importStatement(staff, { file });

const imported = async (file: string) => {
  const result = await importFile(file);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  for (const { id } of result.value) await processStatement(id);
  return result.value;
};

const bring = (entries: TestEntry[], more: Parameters<typeof camt>[1] = {}) => imported(camt(entries, more));

const balanceOf = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
const bankBalance = async () =>
  -(await accountBalance(await accountFor("deposits_clearing", null, "EUR", "bank")));
const suspense = async () => accountBalance(await accountFor("suspense", null, "EUR", "bank"));
const entry = async (reference: string) =>
  (
    await rows<{ state: string; problem: string | null }>(
      "select state, problem from bank_entry where entry_reference = $1 and account = $2 order by detail",
      [reference, OPERATOR],
    )
  )[0];

describe("a transfer to the operator's account", () => {
  it("is credited to the player whose reference it has, once, whichever files tell of it", async () => {
    const playerId = await named("Lindqvist");
    const deposit = {
      ref: ref(),
      amount: "25.00",
      name: "LINDQVIST ADA",
      iban: IBAN,
      reference: await referenceOf(playerId),
    };
    const before = await bankBalance();
    const file = camt([deposit], { kind: "054" });
    expect(await imported(file)).toMatchObject([{ added: 1, known: 0 }]);
    expect(await imported(file)).toMatchObject([{ added: 1, known: 0 }]);
    expect(await bring([deposit])).toMatchObject([{ added: 0, known: 1 }]);
    expect(await balanceOf(playerId)).toBe(2_500n);
    expect((await bankBalance()) - before).toBe(2_500n);
    expect(await entry(deposit.ref)).toEqual({ state: "credited", problem: null });
    expect(
      await rows("select direction, provider, method, state from payment where player_id = $1", [playerId]),
    ).toEqual([{ direction: "deposit", provider: "bank", method: "bank_transfer", state: "succeeded" }]);
    const { destinations } = await destinationsOf({ playerId, currency: "EUR" });
    expect(destinations).toMatchObject([
      { method: "bank_transfer", instrument: { last4: "2051" }, maximum: 2_500n },
    ]);
  });

  it("keeps one reference for a player, whoever asks for it at the same time", async () => {
    const playerId = await named("Reference");
    const asked = await Promise.all(Array.from({ length: 5 }, () => referenceOf(playerId)));
    expect(new Set(asked).size).toBe(1);
  });

  it.each([
    ["no reference", "no_reference", {}],
    ["a mistyped reference", "no_reference", { text: ["RF00123456789012"] }],
    ["a reference of nobody", "unknown_reference", { reference: "RF18539007547034" }],
  ])("goes to suspense with %s", async (_, problem, words) => {
    const before = await suspense();
    const reference = ref();
    await bring([{ ref: reference, amount: "10.00", name: "Ada Lindqvist", ...words }]);
    expect(await entry(reference)).toEqual({ state: "suspended", problem });
    expect((await suspense()) - before).toBe(1_000n);
  });

  it("goes to suspense from another payer's account, and with the references of two players", async () => {
    const [one, other] = [await named("Karlsson"), await named("Berg")];
    const [first, second] = [await referenceOf(one), await referenceOf(other)];
    const [stranger, both] = [ref(), ref()];
    await bring([
      { ref: stranger, amount: "10.00", name: "Eve Karlsson", reference: first },
      { ref: both, amount: "11.00", name: "Ada Karlsson", text: [`${first} ${second}`] },
    ]);
    expect(await entry(stranger)).toEqual({ state: "suspended", problem: "payer_name" });
    expect(await entry(both)).toEqual({ state: "suspended", problem: "two_references" });
    expect([await balanceOf(one), await balanceOf(other)]).toEqual([0n, 0n]);
  });

  it("credits every payment of a batch to whom it belongs", async () => {
    const [one, other] = [await named("Ek"), await named("Lund")];
    const reference = ref();
    await bring([
      {
        ref: reference,
        amount: "30.00",
        batch: [
          { amount: "10.00", name: "Ada Ek", reference: await referenceOf(one) },
          { amount: "20.00", name: "Ada Lund", text: [`thanks ${await referenceOf(other)}`] },
        ],
      },
    ]);
    expect([await balanceOf(one), await balanceOf(other)]).toEqual([1_000n, 2_000n]);
    // The same batch as one sum, in another file.
    expect(await bring([{ ref: reference, amount: "30.00", bare: true }])).toMatchObject([
      { added: 0, known: 1 },
    ]);
    const changed = await importFile(camt([{ ref: reference, amount: "31.00", bare: true }]));
    expect(changed).toMatchObject({ refusal: { code: "statement_refused", reason: "entry_changed" } });
  });

  it("goes on after a fall between crediting and noting it", async () => {
    const playerId = await named("Dahl");
    const deposit = { ref: ref(), amount: "5.00", name: "Ada Dahl", reference: await referenceOf(playerId) };
    const [statement] = await bring([deposit]);
    await ownerRows(
      "update bank_entry set state = 'received', payment_id = null, ended_at = null where entry_reference = $1",
      [deposit.ref],
    );
    await processStatement(statement?.id ?? "");
    expect(await balanceOf(playerId)).toBe(500n);
    expect(await entry(deposit.ref)).toEqual({ state: "credited", problem: null });
  });

  it("leaves nothing of a file that is refused, and says why", async () => {
    const before = await rows("select count(*)::int as n from bank_statement");
    expect(await importFile(camt([{ ref: ref(), amount: "5.00" }], { closing: 1n }))).toMatchObject({
      refusal: { code: "statement_refused", reason: "balance_differs", detail: "1000.00 + 5.00 ≠ 0.01" },
    });
    expect(await rows("select count(*)::int as n from bank_statement")).toEqual(before);
  });

  it("is taken back when its bank recalls it, once", async () => {
    const playerId = await named("Holm");
    const deposit = {
      ref: ref(),
      amount: "40.00",
      name: "Ada Holm",
      iban: IBAN,
      endToEndId: "HOLM1",
      reference: await referenceOf(playerId),
    };
    await bring([deposit]);
    const recalled = {
      ref: ref(),
      amount: "40.00",
      credit: false,
      endToEndId: "HOLM1",
      iban: IBAN,
      returned: "FOCR",
    };
    await bring([recalled]);
    expect(await balanceOf(playerId)).toBe(0n);
    expect(await entry(recalled.ref)).toEqual({ state: "reversed", problem: null });
    // No more than what was deposited is taken back.
    const again = { ...recalled, ref: ref() };
    await bring([again]);
    expect(await entry(again.ref)).toEqual({ state: "suspended", problem: "unknown_return" });
  });
});

const releaseAll = async () => {
  const [operator] = bankAccounts();
  if (!operator) throw new Error("no account");
  return transaction(async (client) => {
    const batch = await prepareBatch(operator, client);
    if (!batch) throw new Error("nothing waits");
    expect(await releaseBatch(batch.id, client)).toBeNull();
    return batch;
  });
};

/** A player whose withdrawal waits for a batch. */
const withdrawing = async (lastName: string) => {
  const playerId = await named(lastName, 10_000n);
  const payee = await registerPayee({ playerId, currency: "EUR" }, newIban());
  if (!payee.ok) throw new Error(payee.refusal.code);
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount: "40",
    idempotencyKey: crypto.randomUUID(),
    method: "bank_transfer",
    instrumentId: payee.value.id,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
  const [out] = await rows<{ id: string; e2e: string }>(
    `select b.payout_id as id, b.end_to_end_id as e2e from bank_payout b join payout o on o.id = b.payout_id where o.payment_id = $1`,
    [made.value.id],
  );
  return { playerId, id: made.value.id, payoutId: out?.id ?? "", endToEndId: out?.e2e ?? "" };
};

const stateOf = async (id: string) =>
  (await rows<{ state: string }>("select state from payment where id = $1", [id]))[0]?.state;

describe("a withdrawal by transfer", () => {
  it.each([
    ["DE89 3704 0044 0532 0130 01", "iban_invalid"],
    ["hello", "iban_invalid"],
    ["BR1800360305000010009795493C1", "country_not_reachable"],
  ])("goes to no account like %s", async (iban, code) => {
    const playerId = await named("Wrong");
    expect(await registerPayee({ playerId, currency: "EUR" }, iban)).toMatchObject({ refusal: { code } });
  });

  it("is paid by a file that two people released, and confirmed by a statement", async () => {
    const { playerId, id, endToEndId } = await withdrawing("Öberg");
    expect(await stateOf(id)).toBe("sent");
    const { id: batchId } = await releaseAll();
    const file = await fileOfBatch(batchId);
    expect(file).toContain(`<EndToEndId>${endToEndId}</EndToEndId>`);
    expect(file).toContain("<Nm>Ada Oberg</Nm>");
    const before = await bankBalance();
    const debit = { ref: ref(), amount: "40.00", credit: false, endToEndId, name: "Ada Oberg", iban: IBAN };
    await bring([debit]);
    expect(await stateOf(id)).toBe("paid");
    expect(await balanceOf(playerId)).toBe(6_000n);
    expect((await bankBalance()) - before).toBe(-4_000n);
    // A second debit of the same is the bank's fault.
    const twice = { ...debit, ref: ref() };
    await bring([twice]);
    expect(await entry(twice.ref)).toEqual({ state: "suspended", problem: "unknown_debit" });
  });

  it("is the player's again when it comes back, and its account is not paid any more", async () => {
    const { playerId, id, endToEndId } = await withdrawing("Ström");
    await releaseAll();
    const debit = { ref: ref(), amount: "40.00", credit: false, endToEndId };
    const back = { ref: ref(), amount: "40.00", endToEndId, returned: "AC04" };
    const before = await bankBalance();
    await bring([debit, back]);
    await bring([back]);
    expect([await stateOf(id), await balanceOf(playerId)]).toEqual(["returned", 10_000n]);
    expect(await bankBalance()).toBe(before);
    expect(
      (await destinationsOf({ playerId, currency: "EUR" })).destinations.map(({ method }) => method),
    ).not.toContain("bank_transfer");
  });

  it("is the player's again also where the return is known before the debit", async () => {
    const { playerId, id, endToEndId } = await withdrawing("Falk");
    await releaseAll();
    const before = await bankBalance();
    await bring([{ ref: ref(), amount: "40.00", endToEndId, returned: "MS03" }]);
    expect(await balanceOf(playerId)).toBe(10_000n);
    await bring([{ ref: ref(), amount: "40.00", credit: false, endToEndId }]);
    expect([await stateOf(id), await balanceOf(playerId)]).toEqual(["returned", 10_000n]);
    expect(await bankBalance()).toBe(before);
  });

  it("waits in suspense where another amount comes back", async () => {
    const { playerId, endToEndId } = await withdrawing("Quist");
    await releaseAll();
    const back = { ref: ref(), amount: "35.00", endToEndId, returned: "AC04" };
    await bring([{ ref: ref(), amount: "40.00", credit: false, endToEndId }, back]);
    expect(await entry(back.ref)).toMatchObject({ state: "suspended" });
    expect(await balanceOf(playerId)).toBe(6_000n);
  });

  it("that the bank refused is the player's again, and a debit after that is suspicious", async () => {
    const { playerId, id, payoutId, endToEndId } = await withdrawing("Nyman");
    await releaseAll();
    expect(await transaction((client) => rejectPayout(payoutId, client))).toBe(id);
    await progressWithdrawal(id);
    expect([await stateOf(id), await balanceOf(playerId)]).toEqual(["failed", 10_000n]);
    const debit = { ref: ref(), amount: "40.00", credit: false, endToEndId };
    await bring([debit]);
    expect(await entry(debit.ref)).toEqual({ state: "suspended", problem: "unknown_debit" });
  });

  it("waits for staff unless the account's bank confirms the name", async () => {
    const playerId = await named("Sund", 10_000n);
    const payee = await registerPayee({ playerId, currency: "EUR" }, "NL91 ABNA 0417 1643 00");
    expect(payee).toMatchObject({ ok: true, value: { checked: true, last4: "4300" } });
    await ownerRows("update bank_payee set name_check = 'NMTC' where instrument_id = $1", [
      payee.ok ? payee.value.id : null,
    ]);
    const made = await withdraw(playerContext(playerId, "EUR"), {
      amount: "40",
      idempotencyKey: crypto.randomUUID(),
      method: "bank_transfer",
      instrumentId: payee.ok ? payee.value.id : "",
    });
    const id = made.ok ? made.value.id : "";
    await progressWithdrawal(id);
    expect(await stateOf(id)).toBe("in_review");
    expect(
      await rows("select passed from payment_check where payment_id = $1 and name = 'payee_name'", [id]),
    ).toEqual([{ passed: false }]);
  });

  it("enters one file at most, however many are prepared at once", async () => {
    const { payoutId } = await withdrawing("Wall");
    const [operator] = bankAccounts();
    if (!operator) throw new Error("no account");
    const made = await Promise.all(
      Array.from({ length: 4 }, () => transaction((client) => prepareBatch(operator, client))),
    );
    expect(made.filter((batch) => batch !== null)).toHaveLength(1);
    expect(
      await rows("select count(*)::int as n from bank_payout where payout_id = $1 and batch_id is not null", [
        payoutId,
      ]),
    ).toEqual([{ n: 1 }]);
  });

  it("is released by a second person only", async () => {
    await withdrawing("Two");
    const [operator] = bankAccounts();
    const prepared = await cashierCommands.prepareBankBatch(staff, { account: operator?.iban ?? "" });
    if (!prepared.ok) throw new Error(prepared.refusal.code);
    const { fourEyes } = cashierCommands.releaseBankBatch.definition;
    expect(await fourEyes?.({ batchId: prepared.value.id, reason: "daily" }, staff as never)).toMatchObject({
      subject: `bank_batch:${prepared.value.id}`,
    });
    expect(
      await cashierCommands.discardBankBatch(staff, { batchId: prepared.value.id, reason: "not today" }),
    ).toMatchObject({ ok: true });
    expect(await transaction((client) => releaseBatch(prepared.value.id, client))).toEqual({
      code: "not_prepared",
    });
  });
});

describe("the ledger beside the bank's statements", () => {
  it("agrees with entries and balance after deposits, payouts, returns, recalls and unknown debits, and differs where a line is lost", async () => {
    const playerId = await named("Sund");
    const deposit = { amount: "70.00", name: "Ada Sund", iban: IBAN, reference: await referenceOf(playerId) };
    const payout = await withdrawing("Dahl");
    await releaseAll();
    const opening = await bankBalance();
    const last = [
      { ...deposit, ref: ref() },
      { ref: ref(), amount: "15.00", text: ["nobody's"] },
      { ref: ref(), amount: "40.00", credit: false, endToEndId: payout.endToEndId },
      { ref: ref(), amount: "3.00", credit: false, text: ["account fee"] },
    ];
    await bring(last, { opening });
    const HOUR = 3_600_000;
    const run = () =>
      reconcile(bankProvider, new Date(Date.now() - 6 * HOUR), new Date(Date.now() + 6 * HOUR));
    await run();
    expect(await openDifferences()).toEqual([]);

    const [lost] = await rows<{ id: string }>("select id from bank_entry where entry_reference = $1", [
      last[0]?.ref,
    ]);
    await ownerRows("update bank_entry set amount = amount - 1 where id = $1", [lost?.id]);
    await ownerRows("update bank_statement set closing = closing - 1 where closing = $1", [
      await bankBalance(),
    ]);
    await run();
    expect((await openDifferences()).map(({ kind, side }) => ({ kind, side }))).toEqual(
      expect.arrayContaining([
        { kind: "amount", side: "external" },
        { kind: "balance", side: "external" },
      ]),
    );
  });
});

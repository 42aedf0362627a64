import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountBalance, accountFor } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { deposit, withdraw } from "../index.ts";
import { demoProvider } from "../providers/demo/index.ts";
import type {
  ExternalBalance,
  ExternalMovement,
  PaymentObject,
  PaymentProvider,
  PayoutObject,
} from "../providers/provider.ts";
import { progressWithdrawal } from "../withdrawals/pay.ts";
import { correctDifference, openDifferences, reconciliationRuns, takeDifference } from "./differences.ts";
import { outsideBalances, proofOf } from "./proof.ts";
import { reconcile } from "./run.ts";

let database: TestDatabase;
let staffId: string;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
  ({ staffId } = await makeStaff());
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
beforeEach(async () => {
  await ownerRows("delete from reconciliation_difference where state <> 'corrected'", []);
});
afterEach(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(await rows("select 1 from reconciliation_line")).toEqual([]);
});

const HOUR = 3_600_000;
/** A period in which everything that the tests make is far from both ends. */
const period = () => [new Date(Date.now() - 6 * HOUR), new Date(Date.now() + 6 * HOUR)] as const;

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const allOf = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The demo provider, with another report. */
const reporting = (change: {
  payments?: (found: PaymentObject[]) => PaymentObject[];
  payouts?: (found: PayoutObject[]) => PayoutObject[];
  movements?: () => ExternalMovement[];
  balances?: () => ExternalBalance[];
}): PaymentProvider => {
  const { payments = (all) => all, payouts = (all) => all, movements, balances } = change;
  return {
    ...demoProvider,
    async *list(since) {
      yield* payments(await allOf(demoProvider.list(since)));
    },
    async *listPayouts(since) {
      yield* payouts(await allOf(demoProvider.listPayouts(since)));
    },
    ...(movements && { externalMovements: () => each(movements()) }),
    ...(balances && { externalBalances: async () => balances() }),
  };
};

const run = async (provider: PaymentProvider) => {
  const done = await reconcile(provider, ...period());
  if (!done) throw new Error("another run has not ended");
  return done;
};

const deposited = async (playerId: string, amount: string): Promise<string> => {
  const made = await deposit(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return `demo_${made.value.id}`;
};

const paidOut = async (playerId: string, amount: string): Promise<string> => {
  const made = await withdraw(playerContext(playerId, "EUR"), {
    amount,
    idempotencyKey: crypto.randomUUID(),
    method: "play_money",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  await progressWithdrawal(made.value.id);
  const [payout] = await rows<{ id: string }>("select object_id as id from payout where payment_id = $1", [
    made.value.id,
  ]);
  return payout?.id ?? "";
};

const clearing = async () =>
  accountBalance(await accountFor("deposits_clearing", null, "EUR", demoProvider.id));

const correct = (differenceId: string, ledgerAmount: bigint | null, outsideAmount: bigint | null) =>
  transaction((client) =>
    correctDifference({ differenceId, counter: "adjustments", ledgerAmount, outsideAmount, staffId }, client),
  );

describe("the ledger beside a provider's report", () => {
  it("agrees where both have every payment, however often it is compared", async () => {
    const playerId = await makePlayer(100_000n);
    await deposited(playerId, "30");
    await paidOut(playerId, "20");
    for (let time = 1; time <= 2; time += 1) expect((await run(demoProvider)).found).toBe(0n);
    expect(await openDifferences()).toEqual([]);
    const [newest] = await reconciliationRuns();
    expect(newest).toMatchObject({ state: "done", provider: "demo", externalCount: null });
    expect(newest?.matched).toBe(newest?.ledgerCount);
    expect(newest?.ledgerCount).toBeGreaterThan(1n);
  });

  it("differs where one side has a payment alone, or of another amount or currency", async () => {
    const playerId = await makePlayer(100_000n);
    const [lost, more, other] = [
      await deposited(playerId, "30"),
      await deposited(playerId, "40"),
      await deposited(playerId, "50"),
    ];
    const out = await paidOut(playerId, "25");
    const provider = reporting({
      payments: (found) =>
        found
          .filter(({ id }) => id !== lost)
          .map((object) => (object.id === more ? { ...object, amount: 4_500n } : object))
          .map((object) => (object.id === other ? { ...object, currency: "SEK" } : object))
          .concat(found.slice(0, 1).map((object) => ({ ...object, id: "unheard_of", amount: 700n }))),
      payouts: (found) => found.filter(({ id }) => id !== out),
    });
    expect((await run(provider)).found).toBe(5n);
    expect((await run(provider)).found).toBe(0n);
    const open = await openDifferences();
    const seen = open.map(({ kind, direction, objectId, ledgerAmount, outsideAmount }) => [
      objectId,
      direction,
      kind,
      ledgerAmount,
      outsideAmount,
    ]);
    expect(seen).toHaveLength(5);
    expect(seen).toEqual(
      expect.arrayContaining([
        [lost, "in", "missing_outside", 3_000n, null],
        [more, "in", "amount", 4_000n, 4_500n],
        [other, "in", "currency", 5_000n, 5_000n],
        ["unheard_of", "in", "missing_in_ledger", null, 700n],
        [out, "out", "missing_outside", 2_500n, null],
      ]),
    );
  });

  it("agrees again when the report catches up, without anybody's correction", async () => {
    const late = await deposited(await makePlayer(0n), "30");
    await run(reporting({ payments: (found) => found.filter(({ id }) => id !== late) }));
    expect(await openDifferences()).toMatchObject([{ objectId: late }]);
    await run(demoProvider);
    expect(await openDifferences()).toEqual([]);
    expect(await rows("select state from reconciliation_difference where object_id = $1", [late])).toEqual([
      { state: "matched" },
    ]);
  });

  it("counts a suspended payment, and one that was made before the period", async () => {
    const old = await deposited(await makePlayer(0n), "30");
    await database.asOwner(
      "update payment set created_at = created_at - interval '3 days' where object_id = $1",
      [old],
    );
    await run(demoProvider);
    expect(await openDifferences()).toEqual([]);
  });

  it("keeps why a run failed, and lets the next one run", async () => {
    const broken: PaymentProvider = {
      ...demoProvider,
      // biome-ignore lint/correctness/useYield: it fails before the first
      async *list() {
        throw new Error("the provider is down");
      },
    };
    await expect(run(broken)).rejects.toThrow("the provider is down");
    expect(await reconciliationRuns()).toContainEqual(
      expect.objectContaining({ state: "failed", failure: "the provider is down" }),
    );
    expect((await run(demoProvider)).found).toBe(0n);
  });
});

describe("a difference", () => {
  it("is closed by posting it, once, as it was looked at", async () => {
    const object = await deposited(await makePlayer(0n), "40");
    await run(
      reporting({
        payments: (found) => found.map((each) => (each.id === object ? { ...each, amount: 4_500n } : each)),
      }),
    );
    const [difference] = await openDifferences();
    const id = difference?.id ?? "";
    const before = await clearing();
    expect(await correct(id, 4_000n, 4_400n)).toMatchObject({ refusal: { code: "difference_changed" } });
    const answers = await Promise.all([1, 2].map(() => correct(id, 4_000n, 4_500n)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    // The provider owes us more: the clearing account is debited.
    expect(await clearing()).toBe(before - 500n);
    expect(await openDifferences()).toEqual([]);
  });

  it("of a payout that was not made is credited", async () => {
    const playerId = await makePlayer(100_000n);
    await deposited(playerId, "90");
    const out = await paidOut(playerId, "25");
    await run(reporting({ payouts: (found) => found.filter(({ id }) => id !== out) }));
    const [difference] = await openDifferences();
    const before = await clearing();
    expect(await correct(difference?.id ?? "", 2_500n, null)).toMatchObject({ ok: true });
    expect(await clearing()).toBe(before - 2_500n);
  });

  it("is one person's, by compare and set", async () => {
    const lost = await deposited(await makePlayer(0n), "30");
    await run(reporting({ payments: (found) => found.filter(({ id }) => id !== lost) }));
    const [difference] = await openDifferences();
    const differenceId = difference?.id ?? "";
    const other = await makeStaff();
    const take = (from: string | null, to: string | null) =>
      transaction((client) => takeDifference({ differenceId, from, to }, client));
    const taken = await Promise.all([take(null, staffId), take(null, other.staffId)]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = taken[0] ? staffId : other.staffId;
    expect(await take(null, null)).toBe(false);
    expect(await take(owner, null)).toBe(true);
  });
});

describe("the third way, a bank or chain", () => {
  const movement = (object: string, amount: bigint, fee = 0n): ExternalMovement => ({
    id: `m_${object}`,
    objectId: object,
    direction: "in",
    amount,
    currency: "EUR",
    fee,
  });

  it("books fees once, and finds what the bank does not have", async () => {
    await ownerRows("update payment set created_at = created_at - interval '2 days' where true", []);
    await ownerRows("update payout set created_at = created_at - interval '2 days' where true", []);
    const [known, missing] = [
      await deposited(await makePlayer(0n), "30"),
      await deposited(await makePlayer(0n), "40"),
    ];
    const before = await clearing();
    const provider = reporting({ movements: () => [movement(known, 3_000n, 59n)] });
    await run(provider);
    await run(provider);
    expect(await openDifferences()).toMatchObject([
      { side: "external", objectId: missing, kind: "missing_outside" },
    ]);
    expect(await clearing()).toBe(before + 59n);
    expect(await rows("select amount from provider_fee")).toEqual([{ amount: 59n }]);
  });

  it("compares balances, and proves each account from opening to closing", async () => {
    const owed = -(await clearing());
    const say = (amount: bigint) => reporting({ balances: () => [{ currency: "EUR", amount }] });
    await run(say(owed - 100n));
    const [difference] = await openDifferences();
    expect(difference).toMatchObject({
      kind: "balance",
      side: "external",
      ledgerAmount: owed,
      outsideAmount: owed - 100n,
    });
    expect(await correct(difference?.id ?? "", owed, owed - 100n)).toMatchObject({ ok: true });
    expect(-(await clearing())).toBe(owed - 100n);
    await run(say(owed - 100n));
    expect(await openDifferences()).toEqual([]);
    const proof = await proofOf("demo", ...period());
    expect(proof.map(({ gap }) => gap)).toEqual(proof.map(() => 0n));
    const account = proof.find(({ kind }) => kind === "deposits_clearing");
    expect(account).toMatchObject({ opening: 0n, closing: -(owed - 100n) });
    expect(account?.movements.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["deposit", "withdrawal_paid", "payment_fee", "reconciliation_correction"]),
    );
    expect(await outsideBalances("demo", period()[1])).toMatchObject([
      { currency: "EUR", ledger: owed - 100n, outside: owed - 100n },
    ]);
  });
});

import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { money } from "#lib/core/money.ts";
import { seededRandom } from "#lib/core/random.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import {
  type AccountId,
  accountBalance,
  accountFor,
  closeHold,
  openHold,
  playerBalance,
  rollUpHouse,
  transfer,
} from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const eur = (minor: bigint) => money("EUR", minor);

const newPlayer = async (cash: bigint): Promise<{ id: string; cash: AccountId }> => {
  const id = crypto.randomUUID();
  const account = await accountFor("player_cash", id, "EUR");
  const clearing = await accountFor("deposits_clearing", null, "EUR", "test");
  if (cash > 0n) {
    await transfer([
      {
        id: crypto.randomUUID(),
        debit: clearing,
        credit: account,
        amount: eur(cash),
        code: "deposit",
        reference: "test",
      },
    ]);
  }
  return { id, cash: account };
};

describe("transfer", () => {
  it("moves money between a player and the operator and keeps both balances", async () => {
    const player = await newPlayer(1_000n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const before = await accountBalance(income);
    const done = await transfer([
      {
        id: crypto.randomUUID(),
        debit: player.cash,
        credit: income,
        amount: eur(400n),
        code: "adjustment",
        reference: "t",
      },
    ]);
    expect(done).toEqual({ ok: true, value: { created: 1 } });
    expect((await playerBalance(player.id, "EUR")).available).toBe(600n);
    expect(await accountBalance(income)).toBe(before + 400n);
  });

  it("does the same transfer once, and refuses its id for another", async () => {
    const player = await newPlayer(1_000n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const input = {
      id: crypto.randomUUID(),
      debit: player.cash,
      credit: income,
      amount: eur(10n),
      code: "adjustment",
      reference: "t",
    } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => transfer([input])));
    expect(answers.filter((answer) => answer.ok && answer.value.created === 1)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await transfer([{ ...input, amount: eur(11n) }])).toEqual({
      ok: false,
      refusal: { code: "id_reused" },
    });
    expect((await playerBalance(player.id, "EUR")).balance).toBe(990n);
  });

  it("refuses what the player does not have and writes none of the batch", async () => {
    const player = await newPlayer(100n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const out = (minor: bigint) =>
      ({
        id: crypto.randomUUID(),
        debit: player.cash,
        credit: income,
        amount: eur(minor),
        code: "adjustment",
        reference: "t",
      }) as const;
    expect(await transfer([out(60n), out(60n)])).toEqual({
      ok: false,
      refusal: { code: "insufficient_funds", available: 100n },
    });
    expect((await playerBalance(player.id, "EUR")).version).toBe(1n);
  });

  it("lets a hundred at once spend a balance for ten exactly ten times", async () => {
    const player = await newPlayer(1_000n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        transfer([
          {
            id: crypto.randomUUID(),
            debit: player.cash,
            credit: income,
            amount: eur(100n),
            code: "adjustment",
            reference: "t",
          },
        ]),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
    expect((await playerBalance(player.id, "EUR")).balance).toBe(0n);
  });

  it("faults on accounts of another currency", async () => {
    const player = await newPlayer(100n);
    const pounds = await accountFor("sportsbook_income", null, "GBP");
    await expect(
      transfer([
        {
          id: crypto.randomUUID(),
          debit: player.cash,
          credit: pounds,
          amount: eur(1n),
          code: "adjustment",
          reference: "t",
        },
      ]),
    ).rejects.toThrow(/own currency/);
  });
});

describe("hold", () => {
  const hold = (player: { cash: AccountId }, to: AccountId, minor: bigint) => ({
    id: crypto.randomUUID(),
    debit: player.cash,
    credit: to,
    amount: eur(minor),
    code: "adjustment" as const,
    reference: "hold",
  });
  const soon = () => new Date(Date.now() + 60_000);

  it("sets money aside, posts a part and releases the rest, once", async () => {
    const player = await newPlayer(1_000n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const input = hold(player, income, 700n);
    expect(await openHold(input, soon())).toEqual({ ok: true, value: null });
    expect(await openHold(input, soon())).toEqual({ ok: true, value: null });
    expect(await playerBalance(player.id, "EUR")).toMatchObject({
      balance: 1_000n,
      held: 700n,
      available: 300n,
    });
    expect(await openHold(hold(player, income, 400n), soon())).toEqual({
      ok: false,
      refusal: { code: "insufficient_funds", available: 300n },
    });
    const end = { kind: "posted", transferId: crypto.randomUUID(), amount: 500n } as const;
    expect((await closeHold(input.id, { ...end, amount: 701n })).ok).toBe(false);
    expect((await closeHold(input.id, end)).ok).toBe(true);
    expect((await closeHold(input.id, end)).ok).toBe(true);
    expect(await closeHold(input.id, { kind: "voided" })).toEqual({
      ok: false,
      refusal: { code: "already_ended" },
    });
    expect(await playerBalance(player.id, "EUR")).toMatchObject({ balance: 500n, held: 0n });
  });

  it("voids, expires only after its time, and cannot be posted after it", async () => {
    const player = await newPlayer(100n);
    const income = await accountFor("sportsbook_income", null, "EUR");
    const voided = hold(player, income, 50n);
    await openHold(voided, soon());
    expect(await closeHold(voided.id, { kind: "expired" })).toEqual({
      ok: false,
      refusal: { code: "not_expired" },
    });
    expect((await closeHold(voided.id, { kind: "voided" })).ok).toBe(true);
    const late = hold(player, income, 50n);
    await openHold(late, new Date(Date.now() - 1));
    expect(await closeHold(late.id, { kind: "posted", transferId: crypto.randomUUID() })).toEqual({
      ok: false,
      refusal: { code: "expired" },
    });
    expect((await closeHold(late.id, { kind: "expired" })).ok).toBe(true);
    expect(await playerBalance(player.id, "EUR")).toMatchObject({ balance: 100n, held: 0n });
  });
});

describe("the application's role", () => {
  it.each([
    "update ledger_entry set amount = 1",
    "delete from ledger_entry",
    "insert into ledger_entry (transfer_id, account_id, amount, created_at) values (gen_random_uuid(), 1, 1, now())",
    "update ledger_transfer set amount = 1",
    "delete from ledger_transfer",
    "update ledger_account set balance = 1",
    "delete from ledger_hold_end",
    "update audit_entry set actor = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "update bet set stake = 1",
    "delete from bet_settlement",
    "select ledger_write('{}')",
    "select settle_steps('{}', null)",
  ])("may not: %s", async (statement) => {
    await expect(rows(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("any history", () => {
  it("keeps every invariant under random transfers, holds and replays in parallel", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 4, maxLength: 8 }), async (seed) => {
        const random = seededRandom(seed);
        const players = await Promise.all([5_000n, 200n, 0n].map(newPlayer));
        const income = await accountFor("sportsbook_income", null, "EUR");
        const clearing = await accountFor("deposits_clearing", null, "EUR", "test");
        const holds: string[] = [];
        const made: Parameters<typeof transfer>[0][] = [];
        const step = async (): Promise<void> => {
          const player = random.pick(players);
          const amount = eur(BigInt(1 + random.integer(300)));
          const base = { id: crypto.randomUUID(), amount, reference: `run:${seed}` } as const;
          switch (random.integer(6)) {
            case 0: {
              const batch = [{ ...base, debit: clearing, credit: player.cash, code: "deposit" as const }];
              made.push(batch);
              await transfer(batch);
              break;
            }
            case 1: {
              const other = random.pick(players.filter((candidate) => candidate !== player));
              const batch = [
                { ...base, debit: player.cash, credit: income, code: "adjustment" as const },
                {
                  ...base,
                  id: crypto.randomUUID(),
                  debit: income,
                  credit: other.cash,
                  code: "adjustment" as const,
                },
              ];
              made.push(batch);
              await transfer(batch);
              break;
            }
            case 2:
              if (made.length > 0) await transfer(random.pick(made));
              break;
            case 3: {
              holds.push(base.id);
              await openHold(
                { ...base, debit: player.cash, credit: income, code: "adjustment" },
                new Date(Date.now() + (random.integer(2) ? 60_000 : -1)),
              );
              break;
            }
            default:
              if (holds.length > 0) {
                const end = random.pick(["posted", "voided", "expired"] as const);
                await closeHold(
                  random.pick(holds),
                  end === "posted"
                    ? { kind: end, transferId: crypto.randomUUID(), amount: BigInt(1 + random.integer(300)) }
                    : { kind: end },
                );
              }
          }
        };
        for (let round = 0; round < 8; round += 1) await Promise.all(Array.from({ length: 8 }, step));
        await rollUpHouse();
        expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
      }),
      { numRuns: 6, seed: 2_026 },
    );
  });
});

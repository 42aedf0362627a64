import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import type { SettlementEffect } from "../index.ts";

/** The player spends all that is free. */
export const withdrawAll = async (playerId: string, currency: Currency): Promise<void> => {
  const cash = await accountFor("player_cash", playerId, currency);
  const [account] = await rows<{ free: bigint }>(
    "select balance - held - minimum as free from ledger_account where id = $1",
    [cash],
  );
  if (!account || account.free <= 0n) return;
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: cash,
      credit: await accountFor("adjustments", null, currency),
      amount: money(currency, account.free),
      code: "adjustment",
      reference: "test",
    },
  ]);
  if (!moved.ok) throw new Error(moved.refusal.code);
};

type BetNow = { id: string; currency: string; stake: bigint; result: string | null; returned: bigint | null };

const betsNow = async (): Promise<Map<string, BetNow>> =>
  new Map(
    (await rows<BetNow>("select id, currency, stake, result, returned from bet")).map((row) => [row.id, row]),
  );

const legsNow = async () =>
  new Map(
    (
      await rows<{ id: string; text: string; currency: string }>(
        `select l.bet_id || ':' || l.position as id, b.currency, concat_ws(' ', l.result, trim_scale(l.factor), l.divisor) as text
           from bet_leg l join bet b on b.id = l.bet_id`,
      )
    ).map((row) => [row.id, row]),
  );

const debtsNow = async () =>
  new Map(
    (
      await rows<{ id: string; currency: string; owes: bigint }>(
        "select id::text, currency, -balance as owes from ledger_account where kind = 'player_receivable'",
      )
    ).map((row) => [row.id, row]),
  );

const transfersNow = () =>
  rows<{ code: string; currency: string; amount: bigint }>(
    "select code, currency, sum(amount)::bigint as amount from ledger_transfer group by 1, 2",
  );

/** Bets, legs, debts and money as they are now. */
export const takeStock = async () => ({
  bets: await betsNow(),
  legs: await legsNow(),
  debts: await debtsNow(),
  transfers: await transfersNow(),
});
export type Stock = Awaited<ReturnType<typeof takeStock>>;

/** What a settlement did between two stocks, from what it wrote and not from what was foretold. */
export const observed = (was: Stock, is: Stock, currency: string): SettlementEffect => {
  const touched = new Set(
    [...is.legs].flatMap(([id, leg]) =>
      leg.currency === currency && leg.text !== was.legs.get(id)?.text ? [id.split(":")[0] ?? ""] : [],
    ),
  );
  const steps = [...touched].map((id) => ({ old: was.bets.get(id), now: is.bets.get(id) }));
  const count = (test: (old: BetNow, now: BetNow) => boolean): number =>
    steps.filter(({ old, now }) => old && now && test(old, now)).length;
  const moved = (codes: readonly string[]): bigint => {
    const sum = ({ transfers }: Stock) =>
      transfers
        .filter((row) => row.currency === currency && codes.includes(row.code))
        .reduce((all, { amount }) => all + amount, 0n);
    return sum(is) - sum(was);
  };
  const grown = [...is.debts.values()]
    .filter((debt) => debt.currency === currency)
    .map(({ id, owes }) => owes - (was.debts.get(id)?.owes ?? 0n));
  return {
    currency,
    touched: touched.size,
    settled: count((old, now) => old.result === null && now.result !== null),
    corrected: count(
      (old, now) =>
        old.result !== null &&
        now.result !== null &&
        (old.result !== now.result || old.returned !== now.returned),
    ),
    reopened: count((old, now) => old.result !== null && now.result === null),
    goesOn: count((old, now) => old.result === null && now.result === null),
    paid: moved(["bet_return", "bet_refund"]),
    takenBack: moved(["bet_return_reversed", "bet_refund_reversed"]),
    house:
      moved(["bet_stake_settled", "bet_return_reversed"]) -
      moved(["bet_stake_settled_reversed", "bet_return"]),
    owed: grown.reduce((all, owes) => (owes > 0n ? all + owes : all), 0n),
    owing: grown.filter((owes) => owes > 0n).length,
    repaid: grown.reduce((all, owes) => (owes < 0n ? all - owes : all), 0n),
  };
};

import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { cashOut, priceCashOuts } from "#lib/sportsbook/betting/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer } from "#lib/sportsbook/testing.ts";
import { voidBet } from "./commands/index.ts";
import { eventDesk } from "./index.ts";
import { newEvent, placed, testDesk } from "./testing/desk.ts";

const desk = testDesk();

const resultsOf = async (eventId: string) => (await eventDesk(eventId))?.results ?? [];

/** What the house has kept by the ledger: stakes that were settled less what was paid on them. */
const kept = async (): Promise<bigint> => {
  const [{ sum = 0n } = {}] = await rows<{ sum: bigint }>(
    `select coalesce(-sum(e.amount), 0)::bigint as sum
       from ledger_entry_view e join ledger_account_view a on a.id = e.account_id
      where a.kind in ('player_cash', 'open_bets') and a.currency = 'EUR'
        and exists (select from ledger_transfer_view t where t.id = e.transfer_id and t.reference like 'bet:%')`,
  );
  return sum;
};

describe("P&L by market", () => {
  it("sums to what the ledger kept: won, lost, void, combined over events, and cashed out in part", async () => {
    const before = await kept();
    const [first, second, open] = [await newEvent(), await newEvent(), await newEvent()];
    const player = await makePlayer(1_000_000n);
    await placed(player, [first.marketId], "10.00", "home");
    await placed(player, [first.marketId], "33.33", "away");
    await placed(player, [first.marketId, second.marketId], "7.01", "home");
    const gone = await placed(player, [second.marketId], "20.00", "home");
    const part = await placed(player, [second.marketId], "50.01", "draw");
    await placed(player, [open.marketId], "5.00", "home");
    const [priced] = await priceCashOuts([part], null);
    const amount = priced?.cashOut?.offer?.amount ?? 0n;
    expect(amount).toBeGreaterThan(0n);
    const taken = await cashOut(player, {
      betId: part,
      idempotencyKey: crypto.randomUUID(),
      amount: amount / 4n,
      part: 3_333,
    });
    if (!taken.ok) throw new Error(JSON.stringify(taken.refusal, (_, v) => String(v)));
    await voidBet(desk.staff, { betId: gone, reason: "technical" });

    expect(await resultsOf(open.eventId)).toEqual([
      { marketId: open.marketId, bets: 1, staked: 500n, settled: 0n, result: 0n },
    ]);

    await decideThreeWay(first.eventId, "home");
    await settleMarket(first.marketId);
    // The double is still open: its share of the first market is staked, and not settled.
    const [half] = await resultsOf(first.eventId);
    expect(half).toMatchObject({ bets: 3, staked: 1_000n + 3_333n + 351n, settled: 4_333n, result: 2_333n });

    await decideThreeWay(second.eventId, "home");
    await settleMarket(second.marketId);
    const all = [...(await resultsOf(first.eventId)), ...(await resultsOf(second.eventId))];
    expect(all.map(({ staked, settled }) => settled - staked)).toEqual([0n, 0n]);
    expect(all.reduce((sum, { staked }) => sum + staked, 0n)).toBe(1_000n + 3_333n + 701n + 2_000n + 5_001n);
    expect(all.reduce((sum, { result }) => sum + result, 0n)).toBe((await kept()) - before);
  });
});

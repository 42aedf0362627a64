import { describe, expect, it } from "vitest";
import { playerOwes } from "#lib/ledger/index.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import {
  bet,
  cash,
  correct,
  deposit,
  moves,
  newEvent,
  result,
  testCorrections,
  winner,
  withdraw,
} from "./testing/corrections.ts";

testCorrections();

describe("money that is gone", () => {
  it("is owed by name, and whatever comes in repays it first", async () => {
    const [event, other] = [await newEvent(), await newEvent()];
    const player = await makePlayer(2_000n);
    const id = await bet(player, [event]);
    await bet(player, [other]);
    await result(event, "home");
    await withdraw(player, 1_500n);
    await correct(event, "rollback_result");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 1_500n]);
    expect((await moves(id)).map(({ code, amount }) => `${code} ${amount}`)).toContain(
      "receivable_booked 1500",
    );
    await deposit(player, 400n);
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 1_100n]);
    await result(other, "home");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([900n, 0n]);
    await result(event, "home");
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([2_900n, 0n]);
  });

  it("counts only what a correction really lacks", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    await bet(player, [event]);
    await result(event, "home");
    await withdraw(player, 1_800n);
    const half = winner("home").map((outcome) => ({ ...outcome, voidFactor: 0.5 as const }));
    await result(event, half, { certainty: 2 });
    expect([await cash(player), await playerOwes(player, "EUR")]).toEqual([0n, 300n]);
    const lines = await rows<{ balance_after: bigint }>(
      `select e.balance_after from ledger_entry e join ledger_account a on a.id = e.account_id
        where a.owner_id = $1 and a.kind = 'player_cash'`,
      [player],
    );
    expect(lines.every((line) => line.balance_after >= 0n)).toBe(true);
  });
});

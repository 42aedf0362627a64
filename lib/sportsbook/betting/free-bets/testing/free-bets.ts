import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { grantFreeBet } from "../free-bets.ts";
import type { FreeBetState, GrantFreeBetInput } from "../schema.ts";

/** Grants a free bet of 10.00 for a week. Answers its id. */
export const give = async (playerId: string, terms: Partial<GrantFreeBetInput> = {}): Promise<string> => {
  const { staffId } = await makeStaff();
  const input = { playerId, amount: "10", days: 7, sports: [], kinds: [], reason: "goodwill", ...terms };
  const granted = await transaction((client) => grantFreeBet(input, staffId, client));
  if (!granted.ok) throw new Error(granted.refusal.code);
  return granted.value.id;
};

/** What is on a player's bonus account, and set aside on it. */
export const bonusOf = async (playerId: string): Promise<{ balance: bigint; held: bigint }> => {
  const [account] = await rows<{ balance: bigint; held: bigint }>(
    "select balance, held from ledger_account where owner_id = $1 and kind = 'player_bonus'",
    [playerId],
  );
  return account ?? { balance: 0n, held: 0n };
};

/** What the free bets of a player have become, the oldest first. */
export const statesOf = async (playerId: string): Promise<FreeBetState[]> =>
  (
    await rows<{ state: FreeBetState }>(
      "select state from free_bet where player_id = $1 order by granted_at",
      [playerId],
    )
  ).map(({ state }) => state);

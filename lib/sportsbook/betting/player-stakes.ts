import { rows } from "#lib/platform/database/db.ts";

const DAYS = 30;

/**
 * Deletes what players have staked on events that began 30 days ago or earlier, are over, and whose markets are all decided:
 * it limits no further bet. Returns how many rows it deleted.
 */
export const forgetPlayerStakes = async (): Promise<number> => {
  const [answer] = await rows<{ deleted: bigint }>("select player_stakes_forget($1) as deleted", [DAYS]);
  return Number(answer?.deleted ?? 0n);
};

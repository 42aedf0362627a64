import { int4, int8, statement } from "#lib/platform/database/statement.ts";

const DAYS = 30;

const forget = statement({
  text: "select player_stakes_forget($1) as deleted",
  params: [int4],
  row: { deleted: int8 },
});

/**
 * Deletes the counted stakes of players on events that began 30 days ago or earlier, are over, and have all markets
 * decided: they limit no further bet. Returns how many rows it deleted.
 */
export const forgetPlayerStakes = async (): Promise<number> => {
  const answer = await forget.first([DAYS]);
  return Number(answer?.deleted ?? 0n);
};

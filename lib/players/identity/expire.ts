import { z } from "zod";
import { only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { moveIdentity } from "./machine.ts";
import { IDENTITY_LEVELS } from "./schema.ts";

const BATCH = 500;

const lapsed = statement({
  text: `
    select player_id as "playerId", level from identity_level
     where state = 'verified' and valid_until <= clock_timestamp() order by valid_until limit ${BATCH}`,
  params: [],
  row: { playerId: uuid, level: only(text, z.enum(IDENTITY_LEVELS)) },
});

/**
 * Moves levels whose document has expired, so that their players are told. Gates do not wait for it: they compare the end of the validity
 * themselves. Returns how many.
 */
export const expireLevels = async (): Promise<number> => {
  let expired = 0;
  for (const { playerId, level } of await lapsed.all([])) {
    const move = { playerId, action: "expire", levels: [level] } as const;
    if (await transaction((tx) => moveIdentity(tx, move))) expired += 1;
  }
  if (expired > 0) scheduleRelay();
  return expired;
};

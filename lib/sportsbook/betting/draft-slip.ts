import { rows } from "#lib/platform/database/db.ts";
import { DraftSlip } from "./schema.ts";

const wire = (slip: DraftSlip): string =>
  JSON.stringify({ ...slip, legs: slip.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })) });

/**
 * Keeps the slip that a player is filling, so that it is there on the next device, until the player bets. The last write wins;
 * one that changes nothing is none, and waits for no disk.
 */
export const saveDraftSlip = async (playerId: string, slip: DraftSlip): Promise<void> => {
  await rows(
    `insert into draft_slip (player_id, slip)
     select $1, $2::jsonb where not exists (select from draft_slip where player_id = $1 and slip = $2::jsonb)
     on conflict (player_id) do update
       set slip = excluded.slip, version = draft_slip.version + 1, updated_at = clock_timestamp()`,
    [playerId, wire(slip)],
    "save-draft-slip",
  );
};

/** The slip that the player left, or null. One that this version cannot read counts as none. */
export const loadDraftSlip = async (playerId: string): Promise<DraftSlip | null> => {
  const [row] = await rows<{ slip: unknown }>("select slip from draft_slip where player_id = $1", [playerId]);
  return DraftSlip.safeParse(row?.slip).data ?? null;
};

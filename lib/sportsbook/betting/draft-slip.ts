import { db } from "#lib/platform/database/db.ts";
import { jsonText, statement, uuid } from "#lib/platform/database/statement.ts";
import { DraftSlip } from "./schema.ts";

const wire = (slip: DraftSlip): string =>
  JSON.stringify({ ...slip, legs: slip.legs.map((leg) => ({ ...leg, odds: leg.odds.toString() })) });

const save = statement({
  name: "save-draft-slip",
  text: `
    insert into draft_slip (player_id, slip)
     select $1, $2::jsonb where not exists (select from draft_slip where player_id = $1 and slip = $2::jsonb)
     on conflict (player_id) do update
       set slip = excluded.slip, version = draft_slip.version + 1, updated_at = clock_timestamp()`,
  params: [uuid, jsonText],
  row: {},
});

/**
 * Saves the draft slip of a player for their next device, until the player bets. The last write wins; an unchanged
 * slip is not written.
 */
export const saveDraftSlip = async (playerId: string, slip: DraftSlip): Promise<void> => {
  await save.run([playerId, wire(slip)]);
};

/** The player's draft slip, or null. One that this version cannot read counts as none. */
export const loadDraftSlip = async (playerId: string): Promise<DraftSlip | null> => {
  const kept = await db().draftSlip.findUnique({ select: { slip: true }, where: { playerId } });
  return DraftSlip.safeParse(kept?.slip).data ?? null;
};

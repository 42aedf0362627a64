import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { rows } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, wakeRelay } from "#lib/platform/messaging/outbox.ts";
import { playerSettingsChanged } from "./events.ts";
import {
  type PlayerSettings,
  type ProfileView,
  readSettings,
  type SettingsInput,
  type SettingsRefusal,
  wrongQuickStake,
} from "./schema.ts";

/** Changes the given settings and leaves the others. Every device of the player is told. */
export const updateSettings = async (
  ctx: PlayerContext,
  change: SettingsInput,
): Promise<Result<PlayerSettings, SettingsRefusal>> => {
  const index = change.quickStakes ? wrongQuickStake(change.quickStakes, ctx.currency) : -1;
  if (index >= 0) return refuse({ code: "quick_stake_invalid", index });
  const player = await transaction(async (client) => {
    const { rows: found } = await client.query<{ settings: unknown }>(
      "update player set settings = settings || $2::jsonb where id = $1 returning settings",
      [ctx.playerId, JSON.stringify(change)],
    );
    await publish(client, playerSettingsChanged, { playerId: ctx.playerId });
    return found[0];
  });
  if (!player) throw new Error("the session belongs to nobody");
  wakeRelay();
  return accept(readSettings(player.settings, ctx.currency));
};

/** What the player told us at registration. */
export const profileOf = async (ctx: PlayerContext): Promise<ProfileView> => {
  const [player] = await rows<ProfileView>(
    `select email, display_name as "displayName", birth_date::text as "birthDate", country, currency,
            created_at as "memberSince" from player where id = $1`,
    [ctx.playerId],
  );
  if (!player) throw new Error("the session belongs to nobody");
  return player;
};

import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { rows } from "#lib/platform/database/db.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
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
  const [player] = await rows<{ settings: unknown }>(
    "update player set settings = settings || $2::jsonb where id = $1 returning settings",
    [ctx.playerId, JSON.stringify(change)],
  );
  if (!player) throw new Error("the session belongs to nobody");
  bus()
    .publish("player", { playerId: ctx.playerId, kind: "settings", payload: {} })
    .catch((error) => log.warn({ err: error }, "changed settings could not be announced"));
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

import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { json, jsonText, statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { playerSettingsChanged } from "./events.ts";
import {
  type PlayerSettings,
  type ProfileView,
  readSettings,
  type SettingsInput,
  type SettingsRefusal,
  wrongQuickStake,
} from "./schema.ts";

// Merged in the row, so that two devices that change different settings at once keep both changes.
const mergeSettings = statement({
  text: "update player set settings = settings || $2::jsonb where id = $1 returning settings",
  params: [uuid, jsonText],
  row: { settings: json(z.unknown()) },
});

/** Changes the given settings and leaves the others. All devices of the player are notified. */
export const updateSettings = async (
  ctx: PlayerContext,
  change: SettingsInput,
): Promise<Result<PlayerSettings, SettingsRefusal>> => {
  const index = change.quickStakes ? wrongQuickStake(change.quickStakes, ctx.currency) : -1;
  if (index >= 0) return refuse({ code: "quick_stake_invalid", index });
  const player = await transaction(async (client) => {
    const merged = await mergeSettings.first([ctx.playerId, JSON.stringify(change)], client);
    await publish(client, playerSettingsChanged, { playerId: ctx.playerId });
    return merged;
  });
  if (!player) throw new Error("the session's player does not exist");
  scheduleRelay();
  return accept(readSettings(player.settings, ctx.currency));
};

/** What the player entered at registration. */
export const profileOf = async (ctx: PlayerContext): Promise<ProfileView> => {
  const { birthDate, createdAt, ...profile } = await db().player.findUniqueOrThrow({
    where: { id: ctx.playerId },
    select: {
      email: true,
      displayName: true,
      birthDate: true,
      country: true,
      currency: true,
      createdAt: true,
    },
  });
  return {
    ...profile,
    currency: profile.currency as Currency,
    birthDate: birthDate.toISOString().slice(0, 10),
    memberSince: createdAt,
  };
};

import type pg from "pg";
import { z } from "zod";
import { db } from "#lib/platform/database/db.ts";
import { array, bool, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { CATALOGUE } from "./catalogue/index.ts";
import type { ChannelName } from "./channels/channel.ts";
import { CHANNELS } from "./channels/index.ts";
import {
  type NotificationCategory,
  OPTIONAL_CATEGORIES,
  type OptionalCategory,
  type PreferenceView,
} from "./schema.ts";

const isOptional = (category: NotificationCategory): category is OptionalCategory =>
  (OPTIONAL_CATEGORIES as readonly string[]).includes(category);

/** The channels by which notifications of the category go out. */
export const channelsOf = (category: NotificationCategory): ChannelName[] =>
  (Object.keys(CHANNELS) as ChannelName[]).filter((channel) =>
    CATALOGUE.some((entry) => entry.category === category && entry.channels.includes(channel)),
  );

const declined = statement({
  name: "declined-notifications",
  text: `select player_id from notification_preference
          where player_id = any($1) and category = $2 and channel = $3 and not wanted`,
  params: [array(uuid), text, text],
  row: { player_id: uuid },
});

/** Leaves out what its player does not want by this channel. What concerns an account's security always goes out. */
export const wanted = async <Draft extends { playerId: string }>(
  drafts: readonly Draft[],
  category: NotificationCategory,
  channel: ChannelName,
): Promise<readonly Draft[]> => {
  if (drafts.length === 0 || !isOptional(category)) return drafts;
  const players = [...new Set(drafts.map(({ playerId }) => playerId))];
  const without = new Set((await declined.all([players, category, channel])).map((row) => row.player_id));
  return drafts.filter(({ playerId }) => !without.has(playerId));
};

/** What a player wants, by category and channel. */
export const preferencesOf = async (playerId: string): Promise<PreferenceView[]> => {
  const stored = await db().notificationPreference.findMany({
    where: { playerId, wanted: false },
    select: { category: true, channel: true },
  });
  const off = new Set(stored.map(({ category, channel }) => `${category}.${channel}`));
  return OPTIONAL_CATEGORIES.map((category) => ({
    category,
    channels: channelsOf(category).map((channel) => ({
      channel,
      wanted: !off.has(`${category}.${channel}`),
    })),
  }));
};

const store = statement({
  text: `
    insert into notification_preference as p (player_id, category, channel, wanted)
    select $1, c.category, c.channel, c.wanted from unnest($2::text[], $3::text[], $4::boolean[]) c(category, channel, wanted)
    on conflict (player_id, category, channel) do update
      set wanted = excluded.wanted, changed_at = clock_timestamp() where p.wanted is distinct from excluded.wanted`,
  params: [uuid, array(only(text, z.enum(OPTIONAL_CATEGORIES))), array(text), array(bool)],
  row: {},
});

/** Stores what a player wants: `chosen`, as "<category>.<channel>", and nothing else of what can be chosen. */
export const setPreferences = async (
  tx: pg.PoolClient,
  playerId: string,
  chosen: readonly string[],
): Promise<void> => {
  const choices = OPTIONAL_CATEGORIES.flatMap((category) =>
    channelsOf(category).map((channel) => ({ category, channel })),
  );
  await store.run(
    [
      playerId,
      choices.map(({ category }) => category),
      choices.map(({ channel }) => channel),
      choices.map(({ category, channel }) => chosen.includes(`${category}.${channel}`)),
    ],
    tx,
  );
};

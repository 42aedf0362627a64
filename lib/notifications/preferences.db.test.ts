import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { CATALOGUE } from "./catalogue/index.ts";
import { notificationCommands, preferencesOf } from "./index.ts";
import { channelsOf, wanted } from "./preferences.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const choose = (playerId: string, chosen: string[]) =>
  notificationCommands.setPreferencesCommand(
    { playerId, sessionId: uuidv7(), currency: "EUR" },
    { wanted: chosen },
  );

it("wants everything until the player declines it", async () => {
  const playerId = await makePlayer(0n);
  const choices = (await preferencesOf(playerId)).flatMap(({ channels }) => channels);
  expect(choices.length).toBeGreaterThan(1);
  expect(choices.every((choice) => choice.wanted)).toBe(true);
});

it("leaves out what a player declined, and nothing of another player, category or channel", async () => {
  const [declining, other] = [await makePlayer(0n), await makePlayer(0n)];
  const drafts = [{ playerId: declining }, { playerId: other }];
  await choose(declining, ["payments.in-app"]);
  expect(await wanted(drafts, "bets", "in-app")).toEqual([{ playerId: other }]);
  expect(await wanted(drafts, "payments", "in-app")).toEqual(drafts);
  await choose(declining, ["payments.in-app", "bets.in-app"]);
  expect(await wanted(drafts, "bets", "in-app")).toEqual(drafts);
});

it("sends what concerns security even where a row says otherwise", async () => {
  const playerId = await makePlayer(0n);
  await choose(playerId, []);
  const stored = await rows<{ category: string }>(
    "select distinct category from notification_preference where player_id = $1",
    [playerId],
  );
  expect(stored.map(({ category }) => category)).not.toContain("security");
  await rows(
    "insert into notification_preference (player_id, category, channel, wanted) values ($1, 'security', 'in-app', false)",
    [playerId],
  );
  for (const channel of channelsOf("security"))
    expect(await wanted([{ playerId }], "security", channel)).toEqual([{ playerId }]);
});

it("offers a choice for every optional notification", async () => {
  const offered = (await preferencesOf(await makePlayer(0n))).flatMap(({ category, channels }) =>
    channels.map(({ channel }) => `${category}.${channel}`),
  );
  const sent = CATALOGUE.filter(({ category }) => category !== "security").flatMap(({ category, channels }) =>
    channels.map((channel) => `${category}.${channel}`),
  );
  expect([...new Set(sent)].toSorted()).toEqual(offered.toSorted());
});

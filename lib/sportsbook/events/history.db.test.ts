import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook, eventView } from "#lib/sportsbook/markets/index.ts";
import { seedEvents } from "#lib/sportsbook/markets/testing/book.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { historyOf } from "./history.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const ended = (eventId: string, home: number, away: number) => ({
  eventId,
  status: 3 as const,
  score: { ...footballKickOff(), phase: "ended", goals: { home, away } },
});

it("tells the form of both sides and their meetings from what ended here, and nothing else", async () => {
  const [next = "", against = "", other = "", running = "", unknown = ""] = await seedEvents(5);
  const [home = "", away = ""] = ((await eventView(next))?.participants ?? []).map(({ id }) => id);
  const play = (eventId: string, position: number, competitor: string) =>
    database.asOwner(
      "update event_participant set competitor_id = $3 where event_id = $1 and position = $2",
      [eventId, position, competitor],
    );
  await play(against, 0, away);
  await play(against, 1, home);
  await play(other, 0, home);
  await play(running, 0, home);
  await play(unknown, 1, away);
  await applyBook([
    ended(against, 0, 2),
    ended(other, 1, 1),
    { ...ended(running, 5, 0), status: 1 },
    { eventId: unknown, status: 3 },
  ]);
  const { form, meetings } = await historyOf(next, "football", [home, away]);
  expect(form[0].map(({ id, result, score }) => [id, result, score]).sort()).toEqual(
    [
      [against, "won", "0–2"],
      [other, "drawn", "1–1"],
    ].sort(),
  );
  expect(form[1].map(({ id, result }) => [id, result])).toEqual([[against, "lost"]]);
  expect(meetings.map(({ id, result }) => [id, result])).toEqual([[against, "won"]]);
});

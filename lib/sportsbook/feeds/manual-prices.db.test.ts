import { expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { makeStaff } from "#lib/sportsbook/testing.ts";
import { tradingCommands } from "#lib/sportsbook/trading/index.ts";
import { fixture, notStarted, open, PROVIDER, pipeline, T0, testPipeline } from "./testing/pipeline.ts";

testPipeline();

const prices = async (marketId: string) =>
  Object.fromEntries(
    (
      await rows<{ key: string; odds: bigint; probability: number }>(
        "select key, odds, probability from outcome where market_id = $1",
        [marketId],
      )
    ).map(({ key, odds, probability }) => [key, { odds, probability }]),
  );

/** The match at this second, without a goal. */
const running = (eventId: string, second: number) =>
  pipeline.ingest({
    type: "event_status",
    provider: PROVIDER,
    eventId,
    timestamp: T0 + second * 1_000,
    status: 1,
    score: { ...footballKickOff(), phase: "first_half", clockSeconds: second },
  });

it("a trader's price stands while a hundred messages move the rest, through a restart of the feed, until it is released", async () => {
  const trader = await makeStaff();
  for (const eventId of ["held", "free"]) {
    await pipeline.ingest(fixture(eventId));
    await pipeline.ingest(notStarted(eventId, T0 + 1));
  }
  await pipeline.flush();
  const [held, free] = ["held", "free"].map((eventId) => marketIdOf(eventId, "1x2", "")) as [string, string];
  const before = await prices(held);
  expect(before).toEqual(await prices(free));
  expect(
    await tradingCommands.setPrice(trader, {
      marketId: held,
      outcomeKey: "home",
      odds: 15_000n,
      minutes: 60,
      version: 0,
    }),
  ).toMatchObject({ ok: true });

  for (let message = 1; message <= 100; message += 1)
    for (const eventId of ["held", "free"]) await running(eventId, message * 20);
  await pipeline.flush();
  const [moved, model] = [await prices(held), await prices(free)];
  expect(moved.home?.odds).toBe(15_000n);
  expect(model.home?.odds).not.toBe(before.home?.odds);
  expect({ ...moved, home: null }).toEqual({ ...model, home: null });
  // What the model thinks of it is kept beside the trader's price.
  expect(moved.home?.probability).toBe(model.home?.probability);

  await pipeline.stop();
  await open();
  for (const eventId of ["held", "free"]) {
    await pipeline.ingest(fixture(eventId, T0 + 2_100_000));
    await running(eventId, 2_200);
  }
  await pipeline.flush();
  expect((await prices(held)).home?.odds).toBe(15_000n);
  // Nothing moves from here: the released price is the model's newest, not the one before the restart.
  expect(
    await tradingCommands.releasePrice(trader, { marketId: held, outcomeKey: "home", version: 1 }),
  ).toMatchObject({ ok: true });
  expect(await prices(held)).toEqual(await prices(free));
  expect(await running("held", 2_200)).toBe("duplicate");
});

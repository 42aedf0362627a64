import { expect, it } from "vitest";
import { betHistory, betView, playerBets } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { bet, cash, newEvent, type Outcomes, result, testCorrections } from "./testing/corrections.ts";

testCorrections();

const homeIs = (won: 0 | 1, voidFactor: 0.5 | 1 | null, thirds: number | null = null): Outcomes =>
  ["home", "draw", "away"].map((key) => ({
    key,
    result: key === "home" ? won : 0,
    voidFactor: key === "home" ? voidFactor : null,
    deadHeatFactor: key === "home" && thirds ? { numerator: thirds, denominator: 3 } : null,
  }));
const at3 = async () => {
  const event = await newEvent();
  await applyBook([
    { eventId: event.eventId, markets: [threeWay(event.eventId, [30_000n, 35_000n, 40_000n])] },
  ]);
  return event;
};
const resultOf = async (id: string) => {
  const [view, history] = [await betView(id), await betHistory(id)];
  expect(history.at(-1)?.result).toBe(view?.result);
  return view?.result;
};

it("is the result of an accumulator whose legs come to exactly its stake, until they come to something else", async () => {
  const [a, b] = [await at3(), await at3()];
  const player = await makePlayer(1_000n);
  const id = await bet(player, [a, b], "home", "10");
  await result(a, homeIs(1, 0.5));
  await result(b, homeIs(0, 0.5));
  expect(await resultOf(id)).toBe("stake_returned");
  expect((await playerBets(player, { status: "settled" })).bets[0]).toMatchObject({
    result: "stake_returned",
    returned: 1_000n,
    legs: [{ result: "half_won" }, { result: "half_lost" }],
  });
  expect(await cash(player)).toBe(1_000n);
  await result(b, homeIs(1, null), { certainty: 2 });
  expect(await resultOf(id)).toBe("won");
});

it("is the result of a winner that a dead heat leaves only its stake", async () => {
  const event = await at3();
  const id = await bet(await makePlayer(1_000n), [event], "home", "10");
  await result(event, homeIs(1, null, 1));
  expect(await resultOf(id)).toBe("stake_returned");
});

it("is not that of a bet that is void, wins more or returns less", async () => {
  const player = await makePlayer(4_000n);
  for (const [outcomes, expected] of [
    [homeIs(0, 1), "void"],
    [homeIs(1, null), "won"],
    [homeIs(1, 0.5), "half_won"],
    [homeIs(0, 0.5), "half_lost"],
    [homeIs(0, null), "lost"],
  ] as const) {
    const event = await at3();
    const id = await bet(player, [event], "home", "5");
    await result(event, outcomes);
    expect(await resultOf(id)).toBe(expected);
  }
});

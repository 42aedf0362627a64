import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { about, prices, type Stage, settles, type Unsent } from "./stage.ts";

/** Settlements, their order, what takes them back, and cancellations. */
export const resultsConform = ({ openEvent, settled }: Stage): void => {
  describe("settlements", () => {
    it("accumulate by outcome: bets on what is decided are settled at once and stay so", async () => {
      const { tell, bet, result, market } = await openEvent();
      const lost = await bet("correct_score", "1-0");
      const open = await bet("correct_score", "2-0");
      await tell(10, settles("correct_score", { "1-0": 0 }));
      expect([await result(lost), await result(open)]).toEqual(["lost", "open"]);
      expect(await market("correct_score")).toMatchObject({ status: 1, offered: ["2-0", "0-1", "other"] });
      // A price does not bring back what is decided.
      await tell(11, { type: "odds_change", markets: prices(["correct_score"], "2.20") });
      expect((await market("correct_score")).offered).toEqual(["2-0", "0-1", "other"]);
      await tell(12, settles("correct_score", { "2-0": 1 }));
      expect([await result(lost), await result(open)]).toEqual(["lost", "won"]);
      await tell(13, settles("correct_score", { "0-1": 0, other: 0 }));
      expect(await market("correct_score")).toMatchObject({
        status: -3,
        results: { "1-0": 0, "2-0": 1, "0-1": 0, other: 0 },
      });
      const steps = await rows("select version from bet_settlement where bet_id = any($1)", [[lost, open]]);
      expect(steps).toEqual([{ version: 1 }, { version: 1 }]);
    });

    it("say with -1 that an outcome is undecided yet, and nothing else", async () => {
      const { tell, bet, result, market } = await openEvent();
      const [first, second] = [await bet("correct_score", "1-0"), await bet("correct_score", "2-0")];
      expect(await tell(10, settles("correct_score", { "1-0": 0, "2-0": -1, "0-1": -1 }))).toBe("applied");
      expect([await result(first), await result(second)]).toEqual(["lost", "open"]);
      expect(await tell(11, settles("correct_score", { "1-0": -1, "2-0": -1 }))).toBe("unchanged");
      expect(await result(first)).toBe("lost");
      expect((await market("correct_score")).status).toBe(1);
    });

    it("that are confirmed outrank scouted ones, outcome by outcome, whichever comes first", async () => {
      const { tell, bet, result, market } = await openEvent();
      const [over, under] = [await bet("total", "over"), await bet("total", "under")];
      await tell(10, settles("total", { over: 1 }, 2));
      await tell(11, settles("total", { over: 0, under: 1 }, 1));
      expect([await result(over), await result(under)]).toEqual(["won", "won"]);
      expect((await market("total")).certainty).toBe(1);
      await tell(12, settles("total", { under: 0 }, 2));
      expect([await result(over), await result(under)]).toEqual(["won", "lost"]);
      expect(await market("total")).toMatchObject({ status: -3, certainty: 2 });
    });

    it("of equal certainty go by their time, and at equal times by their arrival", async () => {
      const { tell, bet, result } = await openEvent();
      const home = await bet("1x2", "home");
      await tell(12, settles("1x2", { home: 1, draw: 0, away: 0 }));
      await tell(11, settles("1x2", { home: 0, draw: 1, away: 0 }));
      expect(await result(home)).toBe("won");
      await tell(12, settles("1x2", { home: 0, draw: 0, away: 1 }));
      expect(await result(home)).toBe("lost");
    });

    it("of one market in the same millisecond all count", async () => {
      const { tell, market } = await openEvent();
      await tell(10, settles("correct_score", { "1-0": 0 }));
      await tell(10, settles("correct_score", { "2-0": 0 }));
      await tell(10, settles("correct_score", { "0-1": 1, other: 0 }));
      expect(await market("correct_score")).toMatchObject({
        status: -3,
        results: { "1-0": 0, "2-0": 0, "0-1": 1 },
      });
    });

    it("with a share of 1 on a winner make a plain win, and of less a dead heat", async () => {
      const { tell, bet, result } = await openEvent();
      const [home, draw] = [await bet("1x2", "home"), await bet("1x2", "draw")];
      await tell(
        10,
        settles("1x2", {
          home: { result: 1, deadHeatFactor: 1 },
          draw: { result: 1, deadHeatFactor: 0.75 },
          away: { result: 0, deadHeatFactor: 0.5 },
        }),
      );
      expect([await result(home), await result(draw)]).toEqual(["won", "won dead heat"]);
    });

    it("refund and halve by the void factor", async () => {
      const { tell, bet, result } = await openEvent();
      const [home, draw, away] = [
        await bet("1x2", "home"),
        await bet("1x2", "draw"),
        await bet("1x2", "away"),
      ];
      await tell(
        10,
        settles("1x2", {
          home: { result: 0, voidFactor: 1 },
          draw: { result: 1, voidFactor: 0.5 },
          away: { result: 0, voidFactor: 0.5 },
        }),
      );
      expect([await result(home), await result(draw), await result(away)]).toEqual([
        "void",
        "half_won",
        "half_lost",
      ]);
    });
  });

  describe("a rollback", () => {
    it("reopens bets, which another result settles anew; the market waits for a price", async () => {
      const { tell, bet, result, market, openMarkets } = await openEvent();
      const home = await bet("1x2", "home");
      await tell(10, settles("1x2", { home: 1, draw: 0, away: 0 }, 2));
      expect(await result(home)).toBe("won");
      await tell(20, about("rollback_bet_settlement", "1x2"));
      expect(await result(home)).toBe("open");
      expect((await market("1x2")).status).toBe(-1);
      await tell(21, { type: "odds_change", markets: prices(["1x2"]) });
      expect(await openMarkets()).toContain("1x2");
      await tell(30, settles("1x2", { home: 0, draw: 0, away: 1 }));
      expect(await result(home)).toBe("lost");
    });

    it.each(["written one by one", "written together"])(
      "and a settlement of the same millisecond go by their arrival, %s",
      async (how) => {
        const { tell, bet, result } = await openEvent();
        const home = await bet("1x2", "home");
        const pause = how === "written together" ? async () => undefined : settled;
        const results = settles("1x2", { home: 1, draw: 0, away: 0 });
        await tell(10, results);
        await pause();
        await tell(20, about("rollback_bet_settlement", "1x2"));
        await pause();
        await tell(20, results);
        expect(await result(home)).toBe("won");
        await tell(30, settles("1x2", { home: 0, draw: 1, away: 0 }));
        await pause();
        await tell(30, about("rollback_bet_settlement", "1x2"));
        expect(await result(home)).toBe("open");
      },
    );

    it("arriving before the settlement that it undoes undoes it all the same", async () => {
      const { tell, bet, result } = await openEvent();
      const home = await bet("1x2", "home");
      await tell(20, about("rollback_bet_settlement", "1x2"));
      await tell(10, settles("1x2", { home: 1, draw: 0, away: 0 }));
      expect(await result(home)).toBe("open");
    });
  });

  describe("a cancellation", () => {
    it("of a time voids the bets placed in it and no other, and is undone exactly", async () => {
      const { tell, bet, result } = await openEvent();
      const early = await bet("1x2", "home");
      const border = await databaseMs();
      const late = await bet("1x2", "home");
      await tell(10, about("bet_cancel", "1x2", { endsAt: border }));
      await tell(11, settles("1x2", { home: 1, draw: 0, away: 0 }));
      expect([await result(early), await result(late)]).toEqual(["void", "won"]);
      await tell(12, about("rollback_bet_cancel", "1x2", { endsAt: border }));
      expect([await result(early), await result(late)]).toEqual(["won", "won"]);
      await tell(13, about("bet_cancel", "1x2", { startsAt: border, endsAt: border + 60_000 }));
      expect([await result(early), await result(late)]).toEqual(["won", "void"]);
    });

    it("of a market voids all, whatever its results say, until it is rolled back", async () => {
      const { tell, bet, result, market } = await openEvent();
      const home = await bet("1x2", "home");
      await tell(10, about("bet_cancel", "1x2"));
      await tell(11, settles("1x2", { home: 1, draw: 0, away: 0 }, 2));
      expect([await result(home), (await market("1x2")).status]).toEqual(["void", -4]);
      await tell(12, about("rollback_bet_cancel", "1x2"));
      expect([await result(home), (await market("1x2")).status]).toEqual(["won", -3]);
    });
  });

  it("says the same in the end, however often and in whatever order it was said", {
    timeout: 120_000,
  }, async () => {
    const messages: [at: number, message: Unsent][] = [
      [10, settles("1x2", { home: 1 })],
      [11, settles("1x2", { draw: 0, away: 0 }, 2)],
      [12, about("rollback_bet_settlement", "1x2")],
      [13, settles("1x2", { home: 0, draw: -1 }, 2)],
      [14, settles("1x2", { home: 1, draw: 0 })],
      [15, about("bet_cancel", "total")],
      [16, settles("total", { over: 1, under: 0 })],
      [17, about("rollback_bet_cancel", "total")],
      [18, { type: "bet_stop", groups: ["result"] }],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...messages.keys()], { minLength: messages.length }),
        fc.array(fc.nat(messages.length - 1), { maxLength: 4 }),
        async (order, again) => {
          const { tell, market, bet, result } = await openEvent();
          const bets = [await bet("1x2", "home"), await bet("1x2", "draw"), await bet("total", "over")];
          for (const index of [...order, ...again]) {
            const [at, message] = messages[index] as [number, Unsent];
            await tell(at, message);
          }
          const states = [];
          for (const id of bets) states.push(await result(id));
          expect(states).toEqual(["lost", "lost", "won"]);
          expect(await market("1x2")).toMatchObject({ status: -1, results: { home: 0, draw: 0 } });
          expect(await market("total")).toMatchObject({ status: -3, results: { over: 1, under: 0 } });
        },
      ),
      { numRuns: 8, seed: 2_026 },
    );
  });
};

const databaseMs = async (): Promise<number> => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  await pause();
  const [now] = await rows<{ at: number }>(
    "select floor(extract(epoch from clock_timestamp()) * 1000)::float as at",
  );
  await pause();
  return now?.at ?? 0;
};

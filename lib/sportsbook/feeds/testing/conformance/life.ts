import { describe, expect, it } from "vitest";
import { ALL, about, prices, type Stage, settles, type Unsent } from "./stage.ts";

/** The life of an event: what ends it, and what may run it again. */
export const lifeConforms = ({ openEvent, restart }: Stage): void => {
  describe("an event that is over", () => {
    it.each([
      [3, "ended"],
      [4, "closed"],
      [5, "cancelled"],
      [9, "abandoned"],
    ])("with status %i (%s) takes no bets, however new a message says that it is live", async (status) => {
      const { tell, bet, event, openMarkets } = await openEvent();
      await tell(10, { type: "event_status", status: status as never });
      expect(await tell(11, { type: "odds_change", status: 1, markets: prices(ALL, "2.10") })).toBe(
        "rejected",
      );
      expect(await tell(12, { type: "event_status", status: 1 })).toBe("rejected");
      await tell(13, { type: "odds_change", markets: prices(ALL, "2.20") });
      await restart();
      expect(await tell(14, { type: "odds_change", status: 1, markets: prices(ALL, "2.30") })).toBe(
        "rejected",
      );
      expect((await event()).status).toBe(status);
      expect(await openMarkets()).toEqual([]);
      expect(await bet("1x2", "home")).not.toMatch(/^[0-9a-f-]{36}$/);
    });

    it("runs again once its results are rolled back", async () => {
      const { tell, bet, result, event, openMarkets } = await openEvent();
      const home = await bet("1x2", "home");
      await tell(10, { type: "event_status", status: 3 });
      await tell(11, settles("1x2", { home: 1, draw: 0, away: 0 }, 2));
      expect(await result(home)).toBe("won");
      await tell(12, about("rollback_bet_settlement", "1x2"));
      expect(await tell(13, { type: "odds_change", status: 1, markets: prices(["1x2"]) })).toBe("applied");
      expect([(await event()).status, await openMarkets(), await result(home)]).toEqual([
        1,
        ["1x2", ...ALL.slice(1)],
        "open",
      ]);
      // It ends like any other.
      await tell(14, { type: "event_status", status: 3 });
      expect(await tell(15, { type: "event_status", status: 1 })).toBe("rejected");
    });
  });

  describe("an event that is abandoned", () => {
    it("keeps what was decided, and a confirmed result that comes later", async () => {
      const { tell, bet, result } = await openEvent();
      const [score, over, home] = [
        await bet("correct_score", "1-0"),
        await bet("total", "over"),
        await bet("1x2", "home"),
      ];
      await tell(90, settles("correct_score", { "1-0": 0 }));
      expect(await result(score)).toBe("lost");
      await tell(100, { type: "event_status", status: 9 });
      expect([await result(score), await result(over), await result(home)]).toEqual(["lost", "open", "open"]);
      await tell(101, settles("total", { over: 1, under: 0 }, 2));
      expect([await result(score), await result(over), await result(home)]).toEqual(["lost", "won", "open"]);
    });
  });

  describe("an event that is cancelled", () => {
    it.each(["event_status", "odds_change"])(
      "by %s voids what is undecided, and gives way to a result, which pays by reversing",
      async (type) => {
        const { tell, bet, result } = await openEvent();
        const [score, home] = [await bet("correct_score", "1-0"), await bet("1x2", "home")];
        await tell(90, settles("correct_score", { "1-0": 0 }));
        expect(await result(score)).toBe("lost");
        await tell(100, { type, status: 5 } as Unsent);
        expect([await result(score), await result(home)]).toEqual(["lost", "void"]);
        await tell(101, settles("1x2", { home: 1, draw: 0, away: 0 }, 2));
        expect(await result(home)).toBe("won");
        await tell(102, about("rollback_bet_settlement", "1x2"));
        expect(await result(home)).toBe("void");
      },
    );
  });
};

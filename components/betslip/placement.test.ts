import { expect, it } from "vitest";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";

const leg = (event: number) => ({ marketId: `e${event}.1x2`, outcomeKey: "home", odds: "20000" });
const bet = (event: number) => ({ legs: [leg(event)], stake: "5", oddsChoice: "none" as const });

const EDITS: Record<string, () => unknown> = {
  stake: () => slip.setStake("all", "2"),
  "stake on all singles": () => slip.setEach("2"),
  banker: () => slip.toggleBanker("e1.1x2:home"),
  "choice on odds": () => slip.setOddsChoice("any"),
  "a selection more": () => slip.toggle(leg(3)),
  "a selection less": () => slip.remove(["e1.1x2:home"]),
  "odds agreed to": () => slip.agree(new Map([["e1.1x2:home", { odds: "21000" }]])),
  "nothing left": () => slip.clear(),
};

it.each(Object.entries(EDITS))("a refusal goes when the slip is edited: %s", (_name, edit) => {
  slip.clear();
  for (const event of [1, 2]) slip.toggle(leg(event));
  const waited = { bet: bet(9), refusal: { code: "market_closed", ...leg(9) } as const, id: "waited" };
  placement.begin([bet(1)]);
  placement.refused({ bet: bet(1), refusal: { code: "stake_below_minimum", minimum: 10n }, id: null });
  placement.refused(waited);
  placement.sent();
  edit();
  expect(placement.current().refused).toEqual([waited]);
  placement.forget();
});

it("a refusal stays while other bets of the same slip are placed", () => {
  for (const event of [1, 2]) slip.toggle(leg(event));
  placement.begin([bet(1), bet(2)]);
  placement.refused({ bet: bet(1), refusal: { code: "too_busy" }, id: null });
  slip.placed(bet(2));
  slip.received({ id: "waits", bet: bet(3), delayMs: 1, endsAt: 1 });
  expect(placement.current().refused).toHaveLength(1);
});

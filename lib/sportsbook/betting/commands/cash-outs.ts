import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { priceCashOuts } from "../cash-out/offers.ts";
import { type CashOut, CashOutsInput } from "../cash-out/schema.ts";

/** What bets of the player can be cashed out for now. Bets that are not open are left out. */
export const cashOutsQuery = defineQuery({
  name: "bet.cash_outs",
  summary: "What open bets of the player can be cashed out for now.",
  actor: "player",
  input: CashOutsInput,
  refusals: {},
  run: async ({ input, actor }): Promise<Outcome<CashOut[], never>> =>
    accept((await priceCashOuts(input.betIds, actor.playerId)).map(({ cashOut }) => cashOut)),
});

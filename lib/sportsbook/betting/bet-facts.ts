import { z } from "zod";
import {
  array,
  bool,
  bpchar,
  int8,
  nullable,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { SETTLED_RESULTS, type SettledResult } from "./schema.ts";

/** The current state of a bet. Amounts are minor units. */
export type BetFacts = {
  betId: string;
  playerId: string;
  /** Null while it is open. */
  result: SettledResult | null;
  currency: string;
  stake: bigint;
  returned: bigint | null;
  /** Its stake was a free bet. */
  freeBet: boolean;
};

const facts = statement({
  name: "bet-facts",
  text: `
    select id as "betId", player_id as "playerId",
           shown_result(result, case when free_bet_id is null then stake end, returned, bet_edited(id, result)) as result, currency, stake, returned,
           free_bet_id is not null as "freeBet"
      from bet where id = any($1::uuid[])`,
  params: [array(uuid)],
  row: {
    betId: uuid,
    playerId: uuid,
    result: nullable(only(text, z.enum(SETTLED_RESULTS))),
    currency: bpchar,
    stake: int8,
    returned: nullable(int8),
    freeBet: bool,
  },
});

/** The current state of these bets, of any player. Unknown ids are left out. */
export const betFacts = (betIds: readonly string[]): Promise<BetFacts[]> => facts.all([betIds]);

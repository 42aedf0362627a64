import type { OpenBets, UsableFreeBet } from "#lib/sportsbook/betting/schema.ts";
import { createAccountRead, type ReadAction } from "./account-read.ts";

/** What the slip reads of a signed-in player: the open bets beside it, and the free bets that can be its stakes. */
export type SlipReads = { openBets: ReadAction<OpenBets>; freeBets: ReadAction<UsableFreeBet[]> };

export const openBets = createAccountRead<OpenBets>();
export const freeBets = createAccountRead<UsableFreeBet[]>();

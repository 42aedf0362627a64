import { bets } from "./bets.ts";
import { growth } from "./growth.ts";
import type { Bench } from "./lib/bench.ts";
import { reprice } from "./reprice.ts";
import { settle } from "./settle.ts";

/** In the order in which a full run goes through them. */
export const BENCHES: readonly Bench[] = [bets, settle, reprice, growth];

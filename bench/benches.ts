import { auth } from "./auth.ts";
import { bets } from "./bets.ts";
import { cashOut } from "./cash-out.ts";
import { command } from "./command.ts";
import { fanout } from "./fanout.ts";
import { growth } from "./growth.ts";
import { idle } from "./idle.ts";
import type { Bench } from "./lib/bench.ts";
import { pages } from "./pages.ts";
import { reconciliation } from "./reconcile.ts";
import { reprice } from "./reprice.ts";
import { screen } from "./screen.ts";
import { settle } from "./settle.ts";
import { webhooks } from "./webhooks.ts";

/** In the order in which a full run goes through them. */
export const BENCHES: readonly Bench[] = [
  bets,
  settle,
  reprice,
  cashOut,
  reconciliation,
  fanout,
  idle,
  screen,
  command,
  webhooks,
  auth,
  pages,
  growth,
];

import account from "./account.json" with { type: "json" };
import admin from "./admin.json" with { type: "json" };
import auth from "./auth.json" with { type: "json" };
import bets from "./bets.json" with { type: "json" };
import betslip from "./betslip.json" with { type: "json" };
import cashier from "./cashier.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import markets from "./markets.json" with { type: "json" };
import problem from "./problem.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };
import sportsbook from "./sportsbook.json" with { type: "json" };
import statement from "./statement.json" with { type: "json" };

/** The catalogue: one file an area, so that areas change apart. English is the source; other languages mirror its keys. */
export const en = {
  account,
  admin,
  auth,
  bets,
  betslip,
  cashier,
  common,
  markets,
  problem,
  shell,
  sportsbook,
  statement,
};

export type Messages = typeof en;

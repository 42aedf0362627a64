import { en as sportTranslator } from "#lib/sportsbook/sports/messages.ts";
import account from "./account.json";
import activity from "./activity.json";
import admin from "./admin.json";
import adminBank from "./admin-bank.json";
import adminChain from "./admin-chain.json";
import adminIdentity from "./admin-identity.json";
import adminPayments from "./admin-payments.json";
import auth from "./auth.json";
import bank from "./bank.json";
import bets from "./bets.json";
import betslip from "./betslip.json";
import cashier from "./cashier.json";
import common from "./common.json";
import crypto from "./crypto.json";
import fault from "./fault.json";
import identity from "./identity.json";
import limits from "./limits.json";
import markets from "./markets.json";
import notifications from "./notifications.json";
import personalData from "./personal-data.json";
import play from "./play.json";
import problem from "./problem.json";
import saferGambling from "./safer-gambling.json";
import shell from "./shell.json";
import sportsbook from "./sportsbook.json";
import statement from "./statement.json";
import tokens from "./tokens.json";

const sports = {
  other: "Market",
  special: "Special",
  specials: "Specials",
  home: "Home",
  away: "Away",
  ...sportTranslator,
};

/** The catalogue: one file an area, so that areas change apart. English is the source; other languages mirror its keys. */
export const en = {
  account,
  activity,
  /** Staff read the names that players read. */
  admin: {
    ...admin,
    bank: adminBank,
    chain: adminChain,
    identity: adminIdentity,
    payments: adminPayments,
    sports,
  },
  auth,
  bank,
  bets,
  betslip,
  cashier,
  common,
  crypto,
  fault,
  identity,
  limits,
  markets,
  notifications,
  personalData,
  play,
  problem,
  saferGambling,
  shell,
  sports,
  sportsbook,
  statement,
  tokens,
};

export type Messages = typeof en;

"use server";
import { tradingCommands } from "#lib/sportsbook/trading/index.ts";
import { serverAction } from "../../../action.ts";

export const setBoostAction = serverAction(tradingCommands.setBoost);
export const endBoostAction = serverAction(tradingCommands.endBoost);

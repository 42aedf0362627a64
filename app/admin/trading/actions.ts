"use server";
import { tradingCommands } from "#lib/sportsbook/trading/index.ts";
import { serverAction } from "../../action.ts";

export const setPriceAction = serverAction(tradingCommands.setPrice);
export const releasePriceAction = serverAction(tradingCommands.releasePrice);
export const setEventLimitsAction = serverAction(tradingCommands.setEventLimits);
export const setMarketLimitsAction = serverAction(tradingCommands.setMarketLimits);
export const setMarginAction = serverAction(tradingCommands.setMargin);
export const setMarketStatusAction = serverAction(tradingCommands.setMarketStatus);

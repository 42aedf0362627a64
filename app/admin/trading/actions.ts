"use server";
import { tradingCommands } from "#lib/sportsbook/trading/index.ts";
import { serverAction } from "../../action.ts";

export const createEventAction = serverAction(tradingCommands.createEvent);
export const updateEventAction = serverAction(tradingCommands.updateEvent);
export const cancelEventAction = serverAction(tradingCommands.cancelEvent);
export const createMarketAction = serverAction(tradingCommands.createMarket);
export const updateOutcomesAction = serverAction(tradingCommands.updateOutcomes);
export const setPriceAction = serverAction(tradingCommands.setPrice);
export const releasePriceAction = serverAction(tradingCommands.releasePrice);
export const setEventLimitsAction = serverAction(tradingCommands.setEventLimits);
export const setMarketLimitsAction = serverAction(tradingCommands.setMarketLimits);
export const setMarginAction = serverAction(tradingCommands.setMargin);
export const setMarketStatusAction = serverAction(tradingCommands.setMarketStatus);

"use server";
import { bettingCommands } from "#lib/sportsbook/betting/index.ts";
import { favouriteCommands } from "#lib/sportsbook/favourites/index.ts";
import { serverAction } from "../../action.ts";

export const placeBetAction = serverAction(bettingCommands.placeBetCommand);
export const betOutcomeAction = serverAction(bettingCommands.betOutcomeQuery);
export const answerReferralAction = serverAction(bettingCommands.answerReferralCommand);
export const cashOutAction = serverAction(bettingCommands.cashOutCommand);
export const cashOutsAction = serverAction(bettingCommands.cashOutsQuery);
export const setAutoCashOutAction = serverAction(bettingCommands.setAutoCashOutCommand);
export const previewEditAction = serverAction(bettingCommands.previewEditQuery);
export const editBetAction = serverAction(bettingCommands.editBetCommand);
export const openBetsAction = serverAction(bettingCommands.openBetsQuery);
export const freeBetsAction = serverAction(bettingCommands.freeBetsQuery);
export const saveSlipAction = serverAction(bettingCommands.saveDraftSlipCommand);
export const loadSlipAction = serverAction(bettingCommands.loadDraftSlipQuery);
export const changeFavouritesAction = serverAction(favouriteCommands.changeFavouritesCommand);
export const loadFavouritesAction = serverAction(favouriteCommands.loadFavouritesQuery);

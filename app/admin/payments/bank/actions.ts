"use server";
import { cashierCommands as commands } from "#lib/cashier/index.ts";
import { serverAction } from "../../../action.ts";

export const prepareBatchAction = serverAction(commands.prepareBankBatch);
export const releaseBatchAction = serverAction(commands.releaseBankBatch);
export const discardBatchAction = serverAction(commands.discardBankBatch);
export const markBatchSentAction = serverAction(commands.markBankBatchSent);
export const rejectPayoutAction = serverAction(commands.rejectBankPayout);

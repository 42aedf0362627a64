"use server";
import { bettingCommands } from "#lib/sportsbook/betting/index.ts";
import { serverAction } from "../../../action.ts";

export const ruleReferralAction = serverAction(bettingCommands.ruleReferralCommand);
export const offerReferralAction = serverAction(bettingCommands.offerReferralCommand);

"use server";
import { playerCommands as commands } from "#lib/players/index.ts";
import {
  codesRenewed,
  passkeyAdded,
  passkeyBegun,
  passkeyRemoved,
  passkeyRenamed,
  totpBegun,
  totpConfirmed,
  totpRemoved,
} from "../../factors/words.ts";
import { formAction } from "../../form.ts";

// The pages that show the factors of staff: this one and their account.
const PAGE = "/";

export const beginStaffTotpForm = formAction(commands.beginStaffTotpCommand, totpBegun(PAGE));
export const confirmStaffTotpForm = formAction(commands.confirmStaffTotpCommand, totpConfirmed);
export const removeStaffTotpForm = formAction(commands.removeStaffTotpCommand, totpRemoved);
export const beginStaffPasskeyForm = formAction(commands.beginStaffPasskeyQuery, passkeyBegun);
export const addStaffPasskeyForm = formAction(commands.addStaffPasskeyCommand, passkeyAdded(PAGE));
export const renameStaffPasskeyForm = formAction(commands.renameStaffPasskeyCommand, passkeyRenamed(PAGE));
export const removeStaffPasskeyForm = formAction(commands.removeStaffPasskeyCommand, passkeyRemoved(PAGE));
export const renewStaffRecoveryCodesForm = formAction(
  commands.renewStaffRecoveryCodesCommand,
  codesRenewed(PAGE),
);

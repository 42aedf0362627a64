"use server";
import { playerCommands as commands } from "#lib/players/index.ts";
import {
  passkeyAdded,
  passkeyBegun,
  passkeyRemoved,
  passkeyRenamed,
  totpBegun,
  totpConfirmed,
  totpRemoved,
} from "../../../factors/words.ts";
import { formAction } from "../../../form.ts";

const PAGE = "/account/security";

export const beginTotpForm = formAction(commands.beginTotpCommand, totpBegun(PAGE));
export const confirmTotpForm = formAction(commands.confirmTotpCommand, totpConfirmed);
export const removeTotpForm = formAction(commands.removeTotpCommand, totpRemoved);
export const beginPasskeyForm = formAction(commands.beginPasskeyQuery, passkeyBegun);
export const addPasskeyForm = formAction(commands.addPasskeyCommand, passkeyAdded(PAGE));
export const renamePasskeyForm = formAction(commands.renamePasskeyCommand, passkeyRenamed(PAGE));
export const removePasskeyForm = formAction(commands.removePasskeyCommand, passkeyRemoved(PAGE));

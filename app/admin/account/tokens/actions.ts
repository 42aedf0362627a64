"use server";
import { revalidatePath } from "next/cache";
import { playerCommands } from "#lib/players/index.ts";
import { processCommands } from "#lib/processes/index.ts";
import { formAction } from "../../../form.ts";
import { createdText, revokedText } from "../../../token-texts.ts";

export const createStaffTokenForm = formAction(processCommands.createStaffTokenCommand, async (result) => {
  if (result.ok) revalidatePath("/admin/account/tokens");
  return createdText(result);
});

export const revokeStaffTokenForm = formAction(playerCommands.revokeStaffTokenCommand, async () => {
  revalidatePath("/admin/account/tokens");
  return revokedText();
});

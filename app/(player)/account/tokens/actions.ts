"use server";
import { revalidatePath } from "next/cache";
import { playerCommands } from "#lib/players/index.ts";
import { processCommands } from "#lib/processes/index.ts";
import { formAction } from "../../../form.ts";
import { createdText, revokedText } from "../../../token-texts.ts";

export const createTokenForm = formAction(processCommands.createTokenCommand, async (result) => {
  if (result.ok) revalidatePath("/account/tokens");
  return createdText(result);
});

export const revokeTokenForm = formAction(playerCommands.revokeTokenCommand, async () => {
  revalidatePath("/account/tokens");
  return revokedText();
});

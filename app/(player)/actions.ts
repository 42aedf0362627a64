"use server";
import { getTranslations } from "next-intl/server";
import { never } from "#lib/core/result.ts";
import { playerCommands } from "#lib/players/index.ts";
import { serverAction } from "../action.ts";
import { keepOnDevice } from "../device.ts";
import { formAction } from "../form.ts";

/**
 * Changes how pages look: for a visitor on this device, for a player on all of them. The page itself shows the
 * change.
 */
export const displayForm = formAction(playerCommands.chooseDisplay, async (result) => {
  const t = await getTranslations("account.settings");
  if (result.ok) await keepOnDevice(result.value);
  return { field: () => t("wrongChoice"), refusal: never };
});

export const answerCheckAction = serverAction(playerCommands.answerRealityCheckCommand);

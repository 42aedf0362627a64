"use server";
import { getTranslations } from "next-intl/server";
import type { FormState } from "#components/forms/state.ts";
import { accept, never, type Result } from "#lib/core/result.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { updateSettings } from "#lib/players/index.ts";
import { DisplayInput } from "#lib/players/schema.ts";
import { publicAction } from "../action.ts";
import { keepOnDevice } from "../device.ts";
import { formState } from "../form.ts";
import { contextOf, currentPlayer } from "../session.ts";

const chooseDisplay = publicAction(
  DisplayInput,
  async (_ctx: PublicContext, choice: DisplayInput): Promise<Result<null, never>> => {
    const player = await currentPlayer();
    if (player) await updateSettings(contextOf(player), choice);
    await keepOnDevice(choice);
    return accept(null);
  },
);

/** Changes how pages look: for a visitor on this device, for a player on all of them. The page itself shows that it is done. */
export async function displayForm(previous: FormState, form: FormData): Promise<FormState> {
  const result = await chooseDisplay(form);
  const t = await getTranslations("account.settings");
  return formState(previous, form, result, {
    field: () => t("wrongChoice"),
    refusal: never,
  });
}

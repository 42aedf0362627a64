"use server";
import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { linking } from "../../../auth/oidc.ts";
import { issuerAddress } from "../../../auth/sign-in.ts";
import {
  codesRenewed,
  passkeyAdded,
  passkeyBegun,
  passkeyRemoved,
  passkeyRenamed,
  totpBegun,
  totpConfirmed,
  totpRemoved,
} from "../../../factors/words.ts";
import { formAction } from "../../../form.ts";
import { requirePlayer } from "../../../session.ts";

const PAGE = "/account/security";

export const beginTotpForm = formAction(commands.beginTotpCommand, totpBegun(PAGE));
export const confirmTotpForm = formAction(commands.confirmTotpCommand, totpConfirmed);
export const removeTotpForm = formAction(commands.removeTotpCommand, totpRemoved);
export const beginPasskeyForm = formAction(commands.beginPasskeyQuery, passkeyBegun);
export const addPasskeyForm = formAction(commands.addPasskeyCommand, passkeyAdded(PAGE));
export const renamePasskeyForm = formAction(commands.renamePasskeyCommand, passkeyRenamed(PAGE));
export const removePasskeyForm = formAction(commands.removePasskeyCommand, passkeyRemoved(PAGE));

export const renewRecoveryCodesForm = formAction(commands.renewRecoveryCodesCommand, codesRenewed(PAGE));

/** Goes to the issuer, which sends the browser back with an identity to link. */
export const linkIdentityForm = formAction(commands.beginLinkCommand, async (result) => {
  const t = await getTranslations("auth.oidc");
  if (result.ok) {
    const { issuerId } = result.value;
    const player = await requirePlayer(PAGE);
    await linking.write({ issuerId, playerId: player.id, sessionId: player.sessionId });
    const to = await issuerAddress(issuerId, PAGE);
    if (to) redirect(to as Route);
  }
  return {
    field: () => t("failed"),
    refusal: () => ({ text: t("failed") }),
    done: () => t("failed"),
  };
});

export const unlinkIdentityForm = formAction(commands.unlinkIdentityCommand, async (result) => {
  const t = await getTranslations("account");
  if (result.ok) revalidatePath(PAGE);
  return {
    field: () => t("identities.unknown"),
    refusal: ({ code }) => ({
      text: t(code === "last_factor" ? "security.last_factor" : "identities.unknown"),
    }),
    done: () => t("identities.unlinked"),
  };
});

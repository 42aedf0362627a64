"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cashierCommands as commands } from "#lib/cashier/index.ts";
import { formAction } from "../../../form.ts";

const refusals = () => getTranslations("crypto.wallets.refusal");

export const askAddressForm = formAction(commands.cryptoAddressCommand, async (result) => {
  const [t, barred] = await Promise.all([getTranslations("crypto"), getTranslations("cashier.refusal")]);
  if (result.ok) revalidatePath("/cashier/crypto");
  return {
    field: () => t("off"),
    refusal: ({ code }) => ({ text: code === "network_not_offered" ? t("off") : barred("player_barred") }),
  };
});

export const registerWalletForm = formAction(
  commands.registerWalletCommand,
  async (result) => {
    const [t, texts] = await Promise.all([refusals(), getTranslations("crypto.wallets")]);
    if (result.ok) revalidatePath("/cashier/crypto/wallets");
    return {
      field: () => t("address_invalid"),
      refusal: ({ code }) => {
        if (code === "player_barred" || code === "play_stopped") return { text: t("player_barred") };
        return code === "asset_not_offered" ? { text: t(code) } : { field: "address", text: t(code) };
      },
      done: () => texts("added"),
    };
  },
  async (form) => {
    const [chainId = "", asset = ""] = String(form.get("coin") ?? "").split(":");
    form.delete("coin");
    form.set("chainId", chainId);
    form.set("asset", asset);
    form.set("address", String(form.get("address") ?? "").trim());
  },
);

export const proveWalletForm = formAction(commands.proveWalletCommand, async (result) => {
  const [t, texts] = await Promise.all([refusals(), getTranslations("crypto.wallets")]);
  if (result.ok) revalidatePath("/cashier/crypto/wallets");
  return {
    field: () => t("proof_wrong"),
    refusal: ({ code }) =>
      code === "proof_wrong" ? { field: "signature", text: t(code) } : { text: t(code) },
    done: () => texts("proveDone"),
  };
});

export const removeWalletForm = formAction(commands.removeWalletCommand, async (result) => {
  const t = await refusals();
  if (result.ok) revalidatePath("/cashier/crypto/wallets");
  return { field: () => t("unknown_wallet"), refusal: ({ code }) => ({ text: t(code) }) };
});

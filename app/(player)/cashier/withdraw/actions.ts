"use server";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cashierCommands } from "#lib/cashier/index.ts";
import type { WithdrawalRefusal } from "#lib/cashier/schema.ts";
import { never } from "#lib/core/result.ts";
import { formAction, type Worded } from "../../../form.ts";
import { moneyText, plainAmount } from "../../../money.ts";
import { currentPlayer } from "../../../session.ts";

const currencyOf = async () => (await currentPlayer())?.currency ?? "EUR";

export const withdrawForm = formAction(
  cashierCommands.withdrawCommand,
  async (result) => {
    if (result.ok) redirect(`/cashier/payments/${result.value.id}`);
    const [t, text] = await Promise.all([
      getTranslations("cashier.withdraw.refusal"),
      moneyText(await currencyOf()),
    ]);
    return {
      field: () => t("amount_invalid", { example: "25" }),
      refusal: (refusal: WithdrawalRefusal): Worded => {
        switch (refusal.code) {
          case "amount_invalid":
            return { field: "amount", text: t("amount_invalid", { example: "25" }) };
          case "below_minimum":
            return { field: "amount", text: t("below_minimum", { amount: text(refusal.minimum) }) };
          case "above_available":
            return { field: "amount", text: t("above_available", { amount: text(refusal.available) }) };
          case "above_destination":
            return { field: "amount", text: t("above_destination", { amount: text(refusal.maximum) }) };
          case "player_barred":
            if (refusal.reason === "money_owed") return { text: t("money_owed") };
            return { text: t(refusal.reason === "identity_required" ? "identityFirst" : "player_barred") };
          case "play_stopped":
            return { text: t("player_barred") };
          case "no_destination":
          case "key_reused":
            return { text: t(refusal.code) };
          default:
            return never(refusal);
        }
      },
    };
  },
  async (form) => {
    form.set("amount", await plainAmount(form.get("amount"), await currencyOf()));
    const [method = "", instrumentId] = String(form.get("to") ?? "").split(":");
    form.delete("to");
    form.set("method", method);
    if (instrumentId) form.set("instrumentId", instrumentId);
  },
);

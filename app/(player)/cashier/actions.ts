"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import type { DepositState } from "#components/cashier/deposit-state.ts";
import { deposit } from "#lib/cashier/index.ts";
import { DepositInput, type DepositRefusal } from "#lib/cashier/schema.ts";
import type { Currency } from "#lib/core/money.ts";
import { never } from "#lib/core/result.ts";
import { playerAction } from "../../action.ts";
import { formState, type Worded } from "../../form.ts";
import { moneyText, plainAmount } from "../../money.ts";
import { currentPlayer } from "../../session.ts";

/** Brings money in. The slip's "add money" calls it too. */
export const depositAction = playerAction(DepositInput, deposit);

const wordsOf = async (currency: Currency) => {
  const t = await getTranslations("cashier.refusal");
  const text = await moneyText(currency);
  return (refusal: DepositRefusal): Worded => {
    switch (refusal.code) {
      case "amount_invalid":
        return {
          field: "amount",
          text: t("amount_invalid", { example: currency === "JPY" ? "2500" : "25.00" }),
        };
      case "below_minimum":
        return { field: "amount", text: t("below_minimum", { amount: text(refusal.minimum) }) };
      case "above_maximum":
        return { field: "amount", text: t("above_maximum", { amount: text(refusal.maximum) }) };
      case "above_day_limit":
        return { field: "amount", text: t("above_day_limit", { amount: text(refusal.left) }) };
      case "player_barred":
      case "no_provider":
      case "key_reused":
        return { text: t(refusal.code) };
      default:
        return never(refusal);
    }
  };
};

export async function depositForm(previous: DepositState, form: FormData): Promise<DepositState> {
  const currency = (await currentPlayer())?.currency ?? "EUR";
  form.set("amount", await plainAmount(form.get("amount"), currency));
  const result = await depositAction(form);
  const refusal = await wordsOf(currency);
  const state = await formState(previous, form, result, {
    field: () => refusal({ code: "amount_invalid" }).text,
    refusal,
  });
  const other = !result.ok && result.refusal.code === "key_reused" ? result.refusal.made : null;
  const made = result.ok ? result.value : other;
  if (!made) return { ...state, receipt: null };
  revalidatePath("/", "layout");
  const text = await moneyText(currency);
  const { id, amount, balance, repeated } = made;
  const receipt = { id, amount: text(amount), balance: text(balance), repeated, other: other !== null };
  return { ...state, error: null, receipt };
}

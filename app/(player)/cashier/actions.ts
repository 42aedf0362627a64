"use server";
import { revalidatePath } from "next/cache";
import { getFormatter, getTranslations } from "next-intl/server";
import type { DepositState } from "#components/cashier/deposit-state.ts";
import { cashierCommands } from "#lib/cashier/index.ts";
import type { DepositRefusal } from "#lib/cashier/schema.ts";
import { type Currency, currencyRow, minorOf, money, toDecimalText } from "#lib/core/money.ts";
import { never } from "#lib/core/result.ts";
import { simulatedCardToken } from "#lib/platform/stripe/simulated.ts";
import { formAction, type Worded } from "../../form.ts";
import { moneyText, plainAmount } from "../../money.ts";
import { currentPlayer } from "../../session.ts";

const playersCurrency = async (): Promise<Currency> => (await currentPlayer())?.currency ?? "EUR";

/** An amount as it may be typed: "25.00" where there are cents, "2500" in yen. */
const exampleIn = (currency: Currency): string =>
  toDecimalText(money(currency, 25n * minorOf(currencyRow(currency).demoUnit, currency)));

const wordsOf = async (currency: Currency, timeZone: string) => {
  const t = await getTranslations("cashier.refusal");
  const [text, format] = await Promise.all([moneyText(currency), getFormatter()]);
  return (refusal: DepositRefusal): Worded => {
    switch (refusal.code) {
      case "amount_invalid":
        return {
          field: "amount",
          text: t("amount_invalid", { example: exampleIn(currency) }),
        };
      case "below_minimum":
        return { field: "amount", text: t("below_minimum", { amount: text(refusal.minimum) }) };
      case "above_maximum":
        return { field: "amount", text: t("above_maximum", { amount: text(refusal.maximum) }) };
      case "above_day_limit":
        return { field: "amount", text: t("above_day_limit", { amount: text(refusal.left) }) };
      case "currency_not_offered":
        return { text: t("currency_not_offered", { currency }) };
      case "limit_reached":
        return {
          field: "amount",
          text: t("limit_reached", {
            amount: text(refusal.amount),
            left: text(refusal.left),
            period: refusal.period,
            time: format.dateTime(new Date(refusal.resetsAtMs), {
              dateStyle: "medium",
              timeStyle: "short",
              timeZone,
            }),
          }),
        };
      case "identity_required":
        return { field: "amount", text: t("identity_required", { amount: text(refusal.left) }) };
      case "player_barred":
        if (refusal.reason === "account_review") return { text: t("account_review") };
        if (refusal.reason === "identity_required") return { text: t("identityFirst") };
        if (refusal.reason !== "excluded") return { text: t("player_barred") };
        return {
          text: refusal.until
            ? t("excluded", {
                date: format.dateTime(new Date(refusal.until), { dateStyle: "long", timeStyle: "short" }),
              })
            : t("excludedNoEnd"),
        };
      // Play stops, and money moves all the same.
      case "play_stopped":
        return { text: t("player_barred") };
      case "limits_required":
      case "limit_choice_required":
        return { text: t("limit_choice_required") };
      case "declined":
        return { text: t("declined", { reason: refusal.reason }) };
      case "card_invalid":
      case "credit_card":
      case "register_unavailable":
      case "register_details_missing":
      case "no_provider":
      case "key_reused":
        return { text: t(refusal.code) };
      default:
        return never(refusal);
    }
  };
};

const typed = (form: FormData, name: string): string => {
  const value = form.get(name);
  form.delete(name);
  return typeof value === "string" ? value : "";
};

/** "card", "card:<saved card>" or another method. What was typed into the simulator's card form becomes a token and goes no further. */
const readPayWith = async (form: FormData): Promise<void> => {
  const [method = "", instrumentId] = typed(form, "payWith").split(":");
  const card = {
    number: typed(form, "cardNumber"),
    expiry: typed(form, "cardExpiry"),
    cvc: typed(form, "cardCvc"),
  };
  if (method) form.set("method", method);
  if (instrumentId) form.set("instrumentId", instrumentId);
  const made = typed(form, "token");
  if (method !== "card" || instrumentId) return;
  const token = made || (await simulatedCardToken(card));
  if (token) form.set("token", token);
};

export const depositForm = formAction(
  cashierCommands.depositCommand,
  async (result) => {
    const currency = await playersCurrency();
    const worded = await wordsOf(currency, (await currentPlayer())?.settings.timeZone ?? "UTC");
    const other = !result.ok && result.refusal.code === "key_reused" ? result.refusal.made : null;
    const made = result.ok ? result.value : other;
    if (made) revalidatePath("/", "layout");
    const text = await moneyText(currency);
    // What has not succeeded is followed on a page of its own, or confirmed at the bank first.
    const follows = made && made.state !== "succeeded" && !other;
    const goTo = follows ? (made.action?.url ?? `/cashier/payments/${made.id}`) : null;
    const receipt: DepositState["receipt"] = made && {
      id: made.id,
      amount: text(made.amount),
      balance: text(made.balance),
      repeated: made.repeated,
      other: other !== null,
    };
    return {
      field: () => worded({ code: "amount_invalid" }).text,
      // The receipt of the other deposit says it.
      refusal: (refusal) => (other ? [] : worded(refusal)),
      extra: { receipt: follows ? null : receipt, goTo },
    };
  },
  async (form) => {
    form.set("amount", await plainAmount(form.get("amount"), await playersCurrency()));
    await readPayWith(form);
  },
);

export const removeCardForm = formAction(cashierCommands.removeInstrumentCommand, async (result) => {
  if (result.ok) revalidatePath("/cashier");
  const t = await getTranslations("cashier.cards");
  return { field: () => t("gone"), refusal: () => ({ text: t("gone") }), done: () => t("removed") };
});

"use client";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import type { CashierOffer } from "#lib/cashier/schema.ts";
import { SimulatedCardForm } from "./card-form/simulated.tsx";
import { StripeCardForm } from "./card-form/stripe.tsx";
import type { TokenMaker } from "./card-form/token.ts";
import { cardName } from "./card-name.ts";
import { MethodIcon } from "./method-icon.tsx";
import { useMethodName } from "./method-name.ts";

type Choice = { value: string; label: string; method: string; brand?: string; note?: string };

type Props = {
  offer: CashierOffer;
  /** What is to be deposited, minor units. */
  amount: bigint;
  /** Where the chosen card form leaves its token maker. */
  maker: RefObject<TokenMaker>;
};

/** How to pay: what was used last comes first and is chosen. A new card opens the card form. */
export function PayWith({ offer, amount, maker }: Props) {
  const t = useTranslations("cashier.payWith");
  const nameOf = useMethodName();
  const choices: Choice[] = [
    ...offer.saved
      .filter(({ expired }) => !expired)
      .map((one) => ({
        value: `${one.method}:${one.id}`,
        label: cardName(one),
        method: one.method,
        brand: one.brand,
      })),
    ...offer.methods.map(({ method }) => ({
      value: method,
      method,
      label: method === "card" ? t("card") : nameOf(method),
      ...(method === "pay_by_bank" && { note: t("payByBankHint") }),
    })),
  ];
  const { last } = offer;
  const usual =
    last &&
    choices.find(
      ({ value }) => value === (last.instrumentId ? `${last.method}:${last.instrumentId}` : last.method),
    );
  const [chosen, choose] = useState(
    (usual ?? choices.find(({ value }) => value === offer.methods[0]?.method) ?? choices[0])?.value,
  );
  const form = offer.methods.find(({ method }) => method === chosen)?.form ?? null;
  const [only] = choices;
  if (choices.length === 1 && only && !form) return <input type="hidden" name="payWith" value={only.value} />;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">{t("title")}</legend>
      <div className="grid gap-2">
        {choices.map(({ value, label, method, brand, note }) => (
          <label
            key={value}
            className="flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-line-strong px-3 py-2 font-medium text-sm transition-colors duration-100 hover:bg-raised has-checked:border-accent has-checked:bg-accent-wash"
          >
            <input
              type="radio"
              name="payWith"
              value={value}
              checked={chosen === value}
              onChange={() => choose(value)}
              className="size-4 shrink-0 accent-accent"
            />
            <MethodIcon method={method} {...(brand && { brand })} />
            <span className="figures">
              {label}
              {note && <span className="block font-normal text-muted text-xs">{note}</span>}
            </span>
          </label>
        ))}
      </div>
      {form?.kind === "simulated" && <SimulatedCardForm />}
      {form?.kind === "stripe" && (
        <StripeCardForm
          publishableKey={form.publishableKey}
          types={form.types}
          currency={offer.currency}
          amount={amount}
          maker={maker}
        />
      )}
    </fieldset>
  );
}

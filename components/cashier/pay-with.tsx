"use client";
import { CreditCard, PlaySquare, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { CashierOffer } from "#lib/cashier/schema.ts";
import { TextField } from "../ui/field.tsx";
import { cardName } from "./card-name.ts";

type Choice = { value: string; label: string; icon: ReactNode; card: boolean };

const ICON = "size-5 text-muted";

/** How to pay: what was used last comes first and is chosen. A new card opens the card form. */
export function PayWith({ offer }: { offer: CashierOffer }) {
  const t = useTranslations("cashier.payWith");
  const choices: Choice[] = [
    ...offer.saved
      .filter(({ expired }) => !expired)
      .map((one) => ({
        value: `${one.method}:${one.id}`,
        label: cardName(one),
        icon: <CreditCard aria-hidden className={ICON} />,
        card: false,
      })),
    ...offer.methods.map(({ method }) =>
      method === "card"
        ? { value: "card", label: t("card"), icon: <Plus aria-hidden className={ICON} />, card: true }
        : {
            value: method,
            label: t("playMoney"),
            icon: <PlaySquare aria-hidden className={ICON} />,
            card: false,
          },
    ),
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
  const [only] = choices;
  if (choices.length === 1 && only && !only.card)
    return <input type="hidden" name="payWith" value={only.value} />;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">{t("title")}</legend>
      <div className="grid gap-2">
        {choices.map(({ value, label, icon }) => (
          <label
            key={value}
            className="flex h-12 cursor-pointer items-center gap-3 rounded-md border border-line-strong px-3 font-medium text-sm transition-colors duration-100 hover:bg-raised has-checked:border-accent has-checked:bg-accent-wash"
          >
            <input
              type="radio"
              name="payWith"
              value={value}
              checked={chosen === value}
              onChange={() => choose(value)}
              className="size-4 accent-accent"
            />
            {icon}
            <span className="figures">{label}</span>
          </label>
        ))}
      </div>
      {chosen === "card" && (
        <div className="grid gap-3">
          <TextField
            name="cardNumber"
            label={t("number")}
            hint={t("testHint")}
            inputMode="numeric"
            autoComplete="off"
            maxLength={23}
            required
            className="figures"
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              name="cardExpiry"
              label={t("expiry")}
              placeholder={t("expiryExample")}
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              required
              className="figures"
            />
            <TextField
              name="cardCvc"
              label={t("cvc")}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              required
              className="figures"
            />
          </div>
        </div>
      )}
    </fieldset>
  );
}

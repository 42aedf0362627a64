"use client";
import { useTranslations } from "next-intl";
import { TextField } from "../../ui/field.tsx";

/** The card form of the simulator: test cards only. It does not exist outside of demo mode. */
export function SimulatedCardForm() {
  const t = useTranslations("cashier.payWith");
  return (
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
  );
}

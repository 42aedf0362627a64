"use client";
import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { appearance, type StripeElements, stripeJs } from "./stripe-js.ts";
import type { TokenMaker } from "./token.ts";

type Props = {
  publishableKey: string;
  /** Kinds of payment that the form takes, in Stripe's words. */
  types: readonly string[];
  currency: string;
  /** Minor units; wallets show it. */
  amount: bigint;
  maker: RefObject<TokenMaker>;
};

/** Stripe's Payment Element: card numbers go to Stripe alone, and what comes back is a ConfirmationToken. */
export function StripeCardForm({ publishableKey, types, currency, amount, maker }: Props) {
  const t = useTranslations("cashier.payWith");
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const held = useRef<StripeElements>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const first = useRef(Math.max(1, Number(amount)));
  const accepted = types.join(" ");

  useEffect(() => {
    let gone = false;
    let destroy = () => {};
    const open = async () => {
      const stripe = await stripeJs(publishableKey, locale);
      if (gone || !place.current) return;
      const elements = stripe.elements({
        mode: "payment",
        amount: first.current,
        currency: currency.toLowerCase(),
        paymentMethodTypes: accepted.split(" "),
        setupFutureUsage: "on_session",
        appearance: appearance(),
      });
      const element = elements.create("payment", {
        layout: "tabs",
        wallets: { applePay: "auto", googlePay: "auto" },
      });
      destroy = () => element.destroy();
      element.on("ready", () => setState("ready"));
      element.on("loaderror", () => setState("failed"));
      element.mount(place.current);
      held.current = elements;
      maker.current = async () => {
        const checked = await elements.submit();
        if (checked.error) return { error: checked.error.message ?? t("formWrong") };
        const made = await stripe.createConfirmationToken({
          elements,
          params: { return_url: new URL("/cashier", location.href).href },
        });
        return made.confirmationToken
          ? { token: made.confirmationToken.id }
          : { error: made.error?.message ?? t("formWrong") };
      };
    };
    open().catch(() => setState("failed"));
    return () => {
      gone = true;
      held.current = null;
      maker.current = null;
      destroy();
    };
  }, [publishableKey, accepted, currency, locale, maker, t]);

  useEffect(() => {
    if (amount > 0n) held.current?.update({ amount: Number(amount) });
  }, [amount]);

  return (
    <div>
      {state === "failed" && <Notice tone="bad">{t("formMissing")}</Notice>}
      {state === "loading" && (
        <p role="status" className="flex items-center gap-2 text-muted text-sm">
          <Spinner /> {t("formLoading")}
        </p>
      )}
      <div ref={place} />
    </div>
  );
}

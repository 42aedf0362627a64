"use client";
import { CircleCheck } from "lucide-react";
import type { Route } from "next";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import type { CashierOffer } from "#lib/cashier/schema.ts";
import { readAmount } from "#lib/core/amount.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { maxBigint, money, shortDecimalText } from "#lib/core/money.ts";
import { decimalSeparatorOf, formatMoney } from "#lib/i18n/money-format.ts";
import { EMPTY_FORM } from "../forms/state.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { useAmountError } from "../ui/use-amount-error.ts";
import { rememberWayBack } from "./after-deposit.tsx";
import type { TokenMaker } from "./card-form/token.ts";
import type { DepositState } from "./deposit-state.ts";
import { PayWith } from "./pay-with.tsx";

type Props = {
  action: (previous: DepositState, form: FormData) => Promise<DepositState>;
  offer: CashierOffer;
  balance: bigint;
  /** Repaid first, from whatever comes in. */
  owed: bigint;
  /** What the player came to deposit, minor units: what a bet slip lacks. Null for no such amount. */
  wanted?: bigint | null;
  /** Where the player came from. */
  next: Route;
  /** One key a deposit: sending the form twice adds once. */
  firstKey: string;
};

const NOT_SENT: DepositState = { ...EMPTY_FORM, receipt: null, goTo: null };

const plain = (minor: bigint, currency: CashierOffer["currency"]): string =>
  shortDecimalText(money(currency, minor));

export const DepositForm = ({ action, offer, balance, owed, wanted = null, next, firstKey }: Props) => {
  const { currency, limits, leftToday, limit, suggestions } = offer;
  const t = useTranslations("cashier");
  const locale = useLocale();
  const amountError = useAmountError(currency);
  const format = useFormatter();
  const text = (minor: bigint, short = true) => formatMoney(locale, money(currency, minor), { short });
  const { state, pending, form } = useAnswer(action, NOT_SENT);
  const usual = offer.last && suggestions.includes(offer.last.amount) ? offer.last.amount : undefined;
  const [amount, setAmount] = useState(() =>
    plain(
      wanted === null
        ? (usual ?? suggestions[1] ?? suggestions[0] ?? 0n)
        : maxBigint(wanted + owed, limits.minimum),
      currency,
    ),
  );
  const [key, setKey] = useState(firstKey);
  const [closed, setClosed] = useState(0);
  const done = useRef<HTMLDivElement>(null);
  const maker = useRef<TokenMaker>(null);
  const token = useRef<HTMLInputElement>(null);
  const [card, setCard] = useState<{ making: boolean; error: string | null }>({ making: false, error: null });

  useEffect(() => rememberWayBack(next), [next]);

  useEffect(() => {
    if (state === NOT_SENT) return;
    // A token pays once.
    if (token.current) token.current.value = "";
    if (state.goTo) location.assign(state.goTo);
    else if (state.receipt) done.current?.focus();
    else form.ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state, form.ref]);

  const { receipt } = state;
  if (receipt && closed < state.answer) {
    return (
      <div
        ref={done}
        tabIndex={-1}
        className="grid justify-items-center gap-1 p-6 text-center outline-none"
        role="status"
      >
        <CircleCheck aria-hidden className="mb-2 size-10 text-up" strokeWidth={1.5} />
        <p className="figures font-semibold text-xl tracking-tight">
          {t("done.title", { amount: receipt.amount })}
        </p>
        <p className="figures text-muted">
          {receipt.other
            ? t("done.other", { balance: receipt.balance })
            : receipt.repeated
              ? t("done.repeated")
              : t("done.lead", { balance: receipt.balance })}
        </p>
        <p className="mt-1 text-faint text-xs [overflow-wrap:anywhere]">
          {t("done.reference", { id: receipt.id })}
        </p>
        <div className="mt-5 grid w-full gap-2 sm:grid-cols-2">
          <PageLink href={next} className={buttonClass({ kind: "primary" }, "sm:order-2")}>
            {t(next.endsWith("#slip") ? "backToSlip" : "back")}
          </PageLink>
          <Button
            onClick={() => {
              setKey(uuidv7());
              setClosed(state.answer);
            }}
          >
            {t("another")}
          </Button>
        </div>
      </div>
    );
  }

  const read = readAmount(amount, currency, decimalSeparatorOf(locale));
  const minor = read.ok ? read.value : null;
  const added = minor ?? 0n;
  const { maximum } = limits;
  const left = limit && maxBigint(limit.amount - limit.used, 0n);
  const ownLimit = limit &&
    left !== null && {
      amount: text(limit.amount),
      left: text(left),
      period: limit.period,
      time: format.dateTime(new Date(limit.resetsAtMs), { dateStyle: "medium", timeStyle: "short" }),
    };
  const above =
    ownLimit && left !== null && added > left
      ? t("refusal.limit_reached", ownLimit)
      : added > leftToday && leftToday < maximum
        ? t("refusal.above_day_limit", { amount: text(leftToday) })
        : added > maximum
          ? t("refusal.above_maximum", { amount: text(maximum) })
          : undefined;
  const wrong = amountError(read.ok ? null : read.refusal);
  const error = above ?? wrong ?? (state.answer > closed ? state.errors.amount : undefined);
  /** Where the card form makes a token in the browser, that comes first. */
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    if (!maker.current || token.current?.value) return form.onSubmit(event);
    event.preventDefault();
    const { submitter } = event.nativeEvent;
    setCard({ making: true, error: null });
    const made = await maker.current().catch(() => ({ error: t("payWith.formMissing") }));
    if ("error" in made) return setCard({ making: false, error: made.error });
    setCard({ making: false, error: null });
    if (token.current) token.current.value = made.token;
    form.ref.current?.requestSubmit(submitter);
  };
  const problem = card.error ?? state.error;
  return (
    <form {...form} onSubmit={submit} className="grid gap-5 p-4 sm:p-6">
      {problem && (
        <Notice tone="bad" live="assertive">
          {problem}
        </Notice>
      )}
      <input type="hidden" name="idempotencyKey" value={key} />
      <input ref={token} type="hidden" name="token" />
      <fieldset>
        <legend className="mb-2 font-medium text-sm">{t("pick")}</legend>
        <div className="grid grid-cols-3 gap-2 sm:grid-cols-6">
          {suggestions.map((suggestion) => {
            const chosen = minor === suggestion;
            return (
              <button
                key={suggestion}
                type="button"
                aria-pressed={chosen}
                onClick={() => setAmount(plain(suggestion, currency))}
                className={`figures h-12 rounded-md border font-semibold transition-colors duration-100 ${
                  chosen
                    ? "border-accent bg-accent-wash text-accent-text"
                    : "border-line-strong hover:bg-raised"
                }`}
              >
                {text(suggestion)}
              </button>
            );
          })}
        </div>
      </fieldset>
      <TextField
        name="amount"
        label={`${t("amount")} (${currency})`}
        hint={t("amountHint", {
          minimum: text(limits.minimum),
          maximum: text(limits.maximum),
          left: text(leftToday),
        })}
        error={error}
        value={amount}
        onChange={(change) => setAmount(change.target.value)}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        className="figures font-semibold text-lg"
      />
      <PayWith offer={offer} amount={added} maker={maker} />
      {ownLimit && !above && <p className="text-muted text-sm">{t("ownLimit", ownLimit)}</p>}
      <PageLink href="/account/limits" className="w-fit font-medium text-accent-text text-sm hover:underline">
        {t("changeLimits")}
      </PageLink>
      <dl className="grid gap-1.5 border-t pt-4 text-sm">
        <div className="flex justify-between gap-4">
          <dt className="text-muted">{t("balance")}</dt>
          <dd className="figures font-medium">{text(balance, false)}</dd>
        </div>
        {owed > 0n && (
          <div className="flex justify-between gap-4">
            <dt className="text-muted">{t("owed.row")}</dt>
            <dd className="figures font-medium">{text(-owed, false)}</dd>
          </div>
        )}
        <div className="flex justify-between gap-4">
          <dt className="text-muted">{t("after")}</dt>
          <dd className="figures font-semibold">
            {above ? "–" : text(balance + (added > owed ? added - owed : 0n), false)}
          </dd>
        </div>
      </dl>
      <Button
        type="submit"
        kind="primary"
        size="lg"
        pending={pending || card.making || state.goTo !== null}
        className="w-full"
      >
        {pending ? t("submitting") : minor && !above ? t("submitWith", { amount: text(minor) }) : t("submit")}
      </Button>
    </form>
  );
};

import { clsx } from "clsx";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type Currency, money, shortDecimalText } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import {
  type LimitKind,
  type LimitPeriod,
  type LimitUse,
  leftOf,
  type PlayerLimit,
} from "#lib/players/schema.ts";
import { FormMessage, FormText, Submit } from "../forms/fields.tsx";
import { Form, type FormAction } from "../forms/form.tsx";
import { Notice } from "../ui/notice.tsx";

type Props = {
  kind: LimitKind;
  period: LimitPeriod;
  limit: PlayerLimit | null;
  use: LimitUse | null;
  currency: Currency;
  timeZone: string;
  actions: { set: FormAction; confirm: FormAction; cancel: FormAction };
};

/** How much of a limit is used. Says nothing that the words below it don't. */
function UseBar({ use }: { use: LimitUse }) {
  const share = use.amount > 0n ? Number((use.used * 1_000n) / use.amount) / 10 : 100;
  const percent = Math.min(100, Math.max(0, share));
  return (
    <div aria-hidden className="h-2 overflow-hidden rounded-full bg-raised">
      <div
        className={clsx("h-full rounded-full", percent >= 80 ? "bg-warn" : "bg-accent")}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}

/** One limit: what is left of it, a change that waits, and a form to set it. */
export function LimitRow({ kind, period, limit, use, currency, timeZone, actions }: Props) {
  const t = useTranslations("limits");
  const format = useFormatter();
  const locale = useLocale();
  const isTime = kind === "session";
  const text = (amount: bigint) =>
    isTime
      ? t("duration", { hours: Number(amount / 60n), minutes: Number(amount % 60n) })
      : formatMoney(locale, money(currency, amount), { short: true });
  const time = (at: Date | number) =>
    format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short", timeZone });
  const name = t("name", { kind: t(`kind.${kind}.title`), period: t(`period.${period}`) });
  const raise = limit?.raise ?? null;
  const of = (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="period" value={period} />
    </>
  );
  return (
    <li className="grid gap-3 px-4 py-3" data-limit={`${kind}-${period}`}>
      <details className="group">
        <summary className="-mx-4 -my-2 flex min-h-12 cursor-pointer flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-raised">
          <h3 className="flex-1 font-medium">{t(`period.${period}`)}</h3>
          <span className={clsx("figures text-sm", limit ? "font-semibold" : "text-muted")}>
            {limit ? text(limit.amount) : t("none")}
          </span>
          <span className="min-w-20 text-right font-medium text-accent-text text-sm">
            <span aria-hidden>{t(limit ? "change" : "set")}</span>
            <span className="sr-only">{t(limit ? "changeNamed" : "setNamed", { name })}</span>
          </span>
        </summary>
        <div className="grid gap-2 pt-4">
          <Form
            action={actions.set}
            className={clsx(
              "grid items-end gap-3",
              isTime
                ? "grid-cols-2 sm:grid-cols-[7rem_7rem_auto_1fr]"
                : "sm:grid-cols-[minmax(0,14rem)_auto_1fr]",
            )}
          >
            {of}
            <div className="col-span-full empty:hidden">
              <FormMessage />
            </div>
            {isTime ? (
              (["hours", "minutes"] as const).map((part) => (
                <FormText
                  autoComplete="off"
                  className="figures text-right"
                  defaultValue={
                    limit ? String(part === "hours" ? limit.amount / 60n : limit.amount % 60n) : ""
                  }
                  inputMode="numeric"
                  key={part}
                  label={t(part)}
                  maxLength={3}
                  name={part}
                />
              ))
            ) : (
              <FormText
                autoComplete="off"
                className="figures text-right"
                defaultValue={limit ? shortDecimalText(money(currency, limit.amount)) : ""}
                inputMode="decimal"
                label={t("amount", { currency })}
                maxLength={20}
                name="amount"
              />
            )}
            <Submit
              kind="primary"
              pendingText={t("saving")}
              className={clsx(isTime && "col-span-full sm:col-span-1")}
            >
              {t("save")}
            </Submit>
          </Form>
          {limit ? (
            <Form action={actions.set}>
              {of}
              <input type="hidden" name="remove" value="on" />
              <FormMessage />
              <Submit kind="quiet" size="sm">
                {t("remove")}
              </Submit>
            </Form>
          ) : null}
        </div>
      </details>
      {limit && use ? (
        <div className="grid gap-1.5">
          <UseBar use={use} />
          <p className="figures flex flex-wrap justify-between gap-x-4 text-muted text-xs">
            <span>{t("left", { left: text(leftOf(use)), used: text(use.used > 0n ? use.used : 0n) })}</span>
            {use.used > 0n ? <span>{t("resets", { time: time(use.resetsAtMs) })}</span> : null}
          </p>
        </div>
      ) : null}
      {limit && raise ? (
        <Notice tone={raise.ready ? "good" : "info"}>
          <div className="grid gap-2">
            <p>
              {t(
                raise.wanted === null
                  ? raise.ready
                    ? "removalReady"
                    : "removalWaits"
                  : raise.ready
                    ? "raiseReady"
                    : "raiseWaits",
                { amount: raise.wanted === null ? "" : text(raise.wanted), time: time(raise.readyAt) },
              )}
            </p>
            <div className="flex flex-wrap gap-2">
              {raise.ready ? (
                <Form action={actions.confirm}>
                  {of}
                  <FormMessage />
                  <Submit kind="primary" size="sm">
                    {raise.wanted === null
                      ? t("confirmRemoval")
                      : t("confirm", { amount: text(raise.wanted) })}
                  </Submit>
                </Form>
              ) : null}
              <Form action={actions.cancel}>
                {of}
                <FormMessage />
                <Submit size="sm">{t("keep", { amount: text(limit.amount) })}</Submit>
              </Form>
            </div>
          </div>
        </Notice>
      ) : null}
    </li>
  );
}

import { useTranslations } from "next-intl";
import { FormMessage, FormSelect, FormText, Submit } from "../forms/fields.tsx";
import { Form, type FormAction } from "../forms/form.tsx";

/** Before the first deposit: a limit, or none for now. Neither answer is set out as the better one. */
export function LimitPrompt({
  currency,
  set,
  decline,
}: {
  currency: string;
  set: FormAction;
  decline: FormAction;
}) {
  const t = useTranslations("limits");
  return (
    <div className="grid gap-4 p-4 sm:p-6">
      <div>
        <h2 className="font-semibold text-lg tracking-tight">{t("prompt.title")}</h2>
        <p className="mt-1 text-muted text-sm">{t("prompt.text")}</p>
      </div>
      <Form action={set} className="grid gap-3">
        <FormMessage />
        <input type="hidden" name="kind" value="deposit" />
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <FormText
            autoComplete="off"
            className="figures"
            inputMode="decimal"
            label={t("prompt.amount", { currency })}
            maxLength={20}
            name="amount"
          />
          <FormSelect defaultValue="month" label={t("prompt.period")} name="period">
            {(["day", "week", "month"] as const).map((period) => (
              <option key={period} value={period}>
                {t(`period.${period}`)}
              </option>
            ))}
          </FormSelect>
        </div>
        <Submit className="w-full" kind="outline" pendingText={t("saving")} size="lg">
          {t("prompt.set")}
        </Submit>
      </Form>
      <Form action={decline}>
        <FormMessage />
        <Submit className="w-full" kind="outline" size="lg">
          {t("prompt.decline")}
        </Submit>
      </Form>
      <p className="text-muted text-xs">{t("prompt.later")}</p>
    </div>
  );
}

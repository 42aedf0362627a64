import { useTranslations } from "next-intl";
import type { RequiredLimit } from "#lib/players/schema.ts";
import { FormMessage, FormSelect, FormText, Submit } from "../forms/fields.tsx";
import { Form, type FormAction } from "../forms/form.tsx";

function LimitForm({ kind, currency, set }: { kind: RequiredLimit; currency: string; set: FormAction }) {
  const t = useTranslations("limits");
  return (
    <Form action={set} className="grid gap-3">
      <FormMessage />
      <input type="hidden" name="kind" value={kind} />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        {kind === "session" ? (
          <div className="grid grid-cols-2 gap-3">
            {(["hours", "minutes"] as const).map((part) => (
              <FormText
                autoComplete="off"
                className="figures"
                inputMode="numeric"
                key={part}
                label={t(part)}
                maxLength={3}
                name={part}
              />
            ))}
          </div>
        ) : (
          <FormText
            autoComplete="off"
            className="figures"
            inputMode="decimal"
            label={t("prompt.amount", { currency })}
            maxLength={20}
            name="amount"
          />
        )}
        <FormSelect
          defaultValue={kind === "session" ? "day" : "month"}
          label={t("prompt.period")}
          name="period"
        >
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
  );
}

/**
 * Before the first deposit: the limits that the law requires, one after another, or else a limit or none for now. Neither answer is set out as
 * the better one.
 */
export function LimitPrompt({
  currency,
  missing,
  set,
  decline,
}: {
  currency: string;
  missing: readonly RequiredLimit[];
  set: FormAction;
  decline: FormAction;
}) {
  const t = useTranslations("limits");
  const [required] = missing;
  return (
    <div className="grid gap-4 p-4 sm:p-6">
      <div>
        <h2 className="font-semibold text-lg tracking-tight">
          {t(required ? "required.title" : "prompt.title")}
        </h2>
        <p className="mt-1 text-muted text-sm">{t(required ? "required.text" : "prompt.text")}</p>
      </div>
      {required ? <h3 className="font-medium">{t("required.kind", { kind: required })}</h3> : null}
      <LimitForm key={required} kind={required ?? "deposit"} currency={currency} set={set} />
      {required ? null : (
        <Form action={decline}>
          <FormMessage />
          <Submit className="w-full" kind="outline" size="lg">
            {t("prompt.decline")}
          </Submit>
        </Form>
      )}
      <p className="text-muted text-xs">{t("prompt.later")}</p>
    </div>
  );
}

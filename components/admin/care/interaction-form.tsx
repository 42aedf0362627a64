import { useTranslations } from "next-intl";
import { INTERACTION_KINDS, LIMIT_KINDS, LIMIT_PERIODS } from "#lib/players/schema.ts";
import { FormCheck, FormMessage, FormSelect, FormText, Submit } from "../../forms/fields.tsx";
import { Form, type FormAction } from "../../forms/form.tsx";

/** Records what was done for a player. The limit's fields count for a proposal only. */
export function InteractionForm({ playerId, action }: { playerId: string; action: FormAction }) {
  const t = useTranslations("admin.care");
  return (
    <Form action={action} className="grid gap-3">
      <input type="hidden" name="playerId" value={playerId} />
      <FormMessage />
      <FormSelect name="kind" label={t("form.kind")} defaultValue="contact">
        {INTERACTION_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </FormSelect>
      <FormText
        name="note"
        label={t("form.note")}
        hint={t("form.noteHint")}
        maxLength={500}
        autoComplete="off"
      />
      <FormCheck name="allowsLimit" label={t("form.allowsLimit")} />
      <fieldset className="grid gap-3 rounded-md border p-3">
        <legend className="px-1 text-muted text-sm">{t("form.limit")}</legend>
        <div className="grid items-start gap-3 sm:grid-cols-3">
          <FormSelect name="limitKind" label={t("form.limitKind")} defaultValue="deposit">
            {LIMIT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`limitKind.${kind}`)}
              </option>
            ))}
          </FormSelect>
          <FormSelect name="limitPeriod" label={t("form.limitPeriod")} defaultValue="month">
            {LIMIT_PERIODS.map((period) => (
              <option key={period} value={period}>
                {t(`limitPeriod.${period}`)}
              </option>
            ))}
          </FormSelect>
          <FormText
            name="limitAmount"
            label={t("form.limitAmount")}
            inputMode="decimal"
            autoComplete="off"
            className="figures text-right"
          />
        </div>
      </fieldset>
      <Submit kind="primary" pendingText={t("form.saving")}>
        {t("form.save")}
      </Submit>
    </Form>
  );
}

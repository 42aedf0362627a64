import { FormMessage, FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import type { FormState } from "#components/forms/state.ts";
import { BASE_CURRENCY } from "#lib/backoffice/schema.ts";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import { DataTable } from "../data-table.tsx";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { Panel } from "../panel.tsx";

export type ShownRate = { base: string; quote: string; rate: string; source: string; asOf: Date };

const options = CURRENCY_CODES.map((code) => (
  <option key={code} value={code}>
    {code}
  </option>
));

/** The latest rates with their sources, and a form for one that staff enter. */
export function ExchangeRates({
  rates,
  record,
  mayRecord,
  format,
  t,
}: {
  rates: readonly ShownRate[];
  record: (previous: FormState, form: FormData) => Promise<FormState>;
  mayRecord: boolean;
  format: Format;
  t: Translate;
}) {
  return (
    <Panel flush title={t("rates.title")}>
      <p className="border-b px-3 py-2 text-muted text-sm">{t("rates.lead")}</p>
      <DataTable
        caption={t("rates.title")}
        columns={[
          {
            id: "pair",
            label: t("rates.pair"),
            head: true,
            cell: ({ base, quote, rate }) => t("rates.one", { base, quote, rate }),
          },
          { id: "source", label: t("rates.source"), cell: ({ source }) => source },
          { id: "asOf", label: t("rates.asOf"), numeric: true, cell: ({ asOf }) => format.minute(asOf) },
        ]}
        empty={t("rates.empty")}
        rowKey={({ base, quote }) => `${base}/${quote}`}
        rows={rates}
      />
      {mayRecord ? (
        <Form action={record} className="grid items-start gap-3 border-t p-3 sm:grid-cols-4">
          <div className="sm:col-span-4 empty:hidden">
            <FormMessage />
          </div>
          <FormSelect defaultValue={BASE_CURRENCY} label={t("rates.base")} name="base">
            {options}
          </FormSelect>
          <FormSelect
            defaultValue={CURRENCY_CODES.find((code) => code !== BASE_CURRENCY)}
            label={t("rates.quote")}
            name="quote"
          >
            {options}
          </FormSelect>
          <FormText autoComplete="off" inputMode="decimal" label={t("rates.rate")} name="rate" required />
          <Submit className="sm:mt-7" pendingText={t("rates.recording")}>
            {t("rates.record")}
          </Submit>
        </Form>
      ) : null}
    </Panel>
  );
}

import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import type { Translate } from "../names.ts";

/** Sends a list of excluded people: a plain form that needs no script. */
export function UploadList({ registers, t }: { registers: readonly string[]; t: Translate }) {
  return (
    <form
      action="/admin/registers/lists"
      method="post"
      encType="multipart/form-data"
      className="grid items-start gap-4 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
    >
      <SelectField name="register" label={t("registers.register")}>
        {registers.map((register) => (
          <option key={register} value={register}>
            {t(`registers.name.${register}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        name="file"
        type="file"
        accept=".csv,text/csv"
        label={t("registers.file")}
        hint={t("registers.fileHint")}
        required
        className="py-2 text-sm file:mr-3 file:rounded-sm file:border-0 file:bg-raised file:px-2.5 file:py-1 file:text-ink"
      />
      <Button type="submit" className="w-full sm:mt-6.5 sm:w-auto">
        {t("registers.upload")}
      </Button>
    </form>
  );
}

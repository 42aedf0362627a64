import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ODDS_FORMATS, type OddsFormat, THEMES, type Theme } from "#lib/core/settings.ts";
import { Form, type FormAction } from "../forms/form.tsx";
import { FormMessage } from "../forms/message.tsx";

const CHOICE =
  "h-8 rounded-md px-2 pointer-coarse:h-11 pointer-coarse:px-3 hover:bg-raised hover:text-ink aria-pressed:bg-raised " +
  "aria-pressed:font-medium aria-pressed:text-ink";

function Choices<Value extends string>({
  name,
  label,
  values,
  chosen,
  textOf,
}: {
  name: string;
  label: string;
  values: readonly Value[];
  chosen: Value;
  textOf: (value: Value) => ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, these are buttons
    <div role="group" aria-label={label} className="flex gap-1">
      <span aria-hidden className="w-20 shrink-0 py-2 pointer-coarse:py-3.5">
        {label}
      </span>
      <div className="flex flex-wrap">
        {values.map((value) => (
          <button
            key={value}
            type="submit"
            name={name}
            value={value}
            aria-pressed={value === chosen}
            className={CHOICE}
          >
            {textOf(value)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** How pages look: appearance and the format of odds, one press each. Works before scripts have loaded. */
export function DisplayChoices({
  theme,
  oddsFormat,
  choose,
}: {
  theme: Theme;
  oddsFormat: OddsFormat;
  choose: FormAction;
}) {
  const t = useTranslations("account.display");
  return (
    <Form action={choose} className="grid basis-full gap-1 pb-2">
      <FormMessage />
      <Choices
        name="theme"
        label={t("theme")}
        values={THEMES}
        chosen={theme}
        textOf={(value) => t(`themes.${value}`)}
      />
      <Choices
        name="oddsFormat"
        label={t("oddsFormat")}
        values={ODDS_FORMATS}
        chosen={oddsFormat}
        textOf={(value) => t(`formats.${value}`)}
      />
    </Form>
  );
}

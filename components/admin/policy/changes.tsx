import { ArrowRight } from "lucide-react";
import type { PolicyChange } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { changeLine, type SportNames } from "./names.ts";

/** The differences between two policies, one line each, before and after. */
export function PolicyChanges({
  changes,
  sports,
  t,
  format,
}: {
  changes: readonly PolicyChange[];
  sports: SportNames;
  t: Translate;
  format: Format;
}) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-bg text-sm">
      {changes.map((change) => {
        const { name, before, after } = changeLine(t, format, change, sports);
        return (
          <li
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-3 py-1.5"
            key={change.field.name}
          >
            <span className="text-muted">{name}</span>
            <span className="figures ml-auto inline-flex flex-wrap items-center justify-end gap-x-2">
              <span className="sr-only">{t("audit.before")}</span>
              <del className="text-muted">{before}</del>
              <ArrowRight aria-hidden className="size-3.5 text-faint" />
              <span className="sr-only">{t("audit.after")}</span>
              <ins className="font-semibold no-underline">{after}</ins>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

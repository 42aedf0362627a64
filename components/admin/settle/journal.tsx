import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { SettlementEntry } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";
import { draftOutcomes } from "./draft.ts";

/** "Placed 14:02 to 14:05", or that it covers the whole market. */
export const spanText = (
  t: ReturnType<typeof useTranslations<"admin.settle">>,
  format: Format,
  { startsAt, endsAt }: Pick<SettlementEntry, "startsAt" | "endsAt">,
): string =>
  startsAt || endsAt
    ? t("windowCancel", {
        from: startsAt ? format.stamp(startsAt) : t("beginning"),
        to: endsAt ? format.stamp(endsAt) : t("now"),
      })
    : t("wholeCancel");

/** Every settlement entry of a market, newest first: who made it, when, and whether it is effective. */
export function Journal({
  entries,
  nameOf,
  format,
}: {
  entries: readonly SettlementEntry[];
  nameOf: (key: string) => string;
  format: Format;
}) {
  const t = useTranslations("admin.settle");
  const tResult = useTranslations("admin.manualResult");
  const detail = (entry: SettlementEntry): string => {
    if (entry.kind !== "result") return entry.kind === "rollback_result" ? "" : spanText(t, format, entry);
    return draftOutcomes(Object.keys(entry.outcomes ?? {}), entry.outcomes)
      .flatMap(({ key, result }) =>
        result === null || result === "lost" ? [] : [`${nameOf(key)}: ${tResult(result)}`],
      )
      .join(", ");
  };
  return (
    <details className="rounded-md border border-line">
      <summary className="min-h-9 px-3 py-2 font-medium">{t("journal", { count: entries.length })}</summary>
      {entries.length === 0 ? <p className="px-3 pb-3 text-muted">{t("noEntries")}</p> : null}
      <ol className="divide-y divide-line">
        {entries.map((entry) => {
          const states = entry.kind === "result" || entry.kind === "cancel";
          return (
            <li
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5"
              key={entry.id.toString()}
            >
              <span className="figures text-muted text-xs">{format.stamp(entry.takenAt)}</span>
              <span className="font-medium">
                {t(`entry.${entry.kind}`)}
                {entry.certainty ? ` (${t(`certainty.${entry.certainty}`)})` : ""}
              </span>
              <span className="text-muted">
                {entry.source === "staff" ? (entry.byName ?? "") : t(entry.source)}
              </span>
              {states ? (
                <Badge tone={entry.effective ? "up" : "plain"}>
                  {entry.effective ? t("effective") : t("undone")}
                </Badge>
              ) : null}
              <span className="basis-full text-muted text-xs">{detail(entry)}</span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { SettlementWord } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";
import { draftOutcomes } from "./deed.ts";

/** "Placed 14:02 to 14:05", or that it covers the whole market. */
export const spanText = (
  t: ReturnType<typeof useTranslations<"admin.settle">>,
  format: Format,
  { startsAt, endsAt }: Pick<SettlementWord, "startsAt" | "endsAt">,
): string =>
  startsAt || endsAt
    ? t("windowCancel", {
        from: startsAt ? format.stamp(startsAt) : t("beginning"),
        to: endsAt ? format.stamp(endsAt) : t("now"),
      })
    : t("wholeCancel");

/** Every word about a market's result, newest first: who said it, when, and whether it stands. */
export function Journal({
  words,
  nameOf,
  format,
}: {
  words: readonly SettlementWord[];
  nameOf: (key: string) => string;
  format: Format;
}) {
  const t = useTranslations("admin.settle");
  const tResult = useTranslations("admin.handResult");
  const detail = (word: SettlementWord): string => {
    if (word.kind !== "result") return word.kind === "rollback_result" ? "" : spanText(t, format, word);
    return draftOutcomes(Object.keys(word.outcomes ?? {}), word.outcomes)
      .flatMap(({ key, result }) =>
        result === null || result === "lost" ? [] : [`${nameOf(key)}: ${tResult(result)}`],
      )
      .join(", ");
  };
  return (
    <details className="rounded-md border border-line">
      <summary className="min-h-9 px-3 py-2 font-medium">{t("journal", { count: words.length })}</summary>
      {words.length === 0 ? <p className="px-3 pb-3 text-muted">{t("nothingSaid")}</p> : null}
      <ol className="divide-y divide-line">
        {words.map((word) => {
          const states = word.kind === "result" || word.kind === "cancel";
          return (
            <li
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5"
              key={word.id.toString()}
            >
              <span className="figures text-muted text-xs">{format.stamp(word.takenAt)}</span>
              <span className="font-medium">
                {t(`said.${word.kind}`)}
                {word.certainty ? ` (${t(`certainty.${word.certainty}`)})` : ""}
              </span>
              <span className="text-muted">
                {word.source === "house" ? (word.byName ?? "") : t(word.source)}
              </span>
              {states ? (
                <Badge tone={word.stands ? "up" : "plain"}>{word.stands ? t("stands") : t("undone")}</Badge>
              ) : null}
              <span className="basis-full text-muted text-xs">{detail(word)}</span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

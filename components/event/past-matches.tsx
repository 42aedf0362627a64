import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import type { PastMatch } from "#lib/sportsbook/events/schema.ts";

const TONE = { won: "bg-up-wash text-up", drawn: "bg-raised text-muted", lost: "bg-down-wash text-down" };

/** Before kick-off: how both sides did in their last matches, and against each other. Nothing where we know of none. */
export function PastMatches({
  names,
  form,
  meetings,
}: {
  names: readonly [string, string];
  form: readonly [PastMatch[], PastMatch[]];
  meetings: readonly PastMatch[];
}) {
  const t = useTranslations("sportsbook.past");
  const format = useFormatter();
  if (form.every((matches) => matches.length === 0)) return null;
  const lineOf = ({ sides: [home, away], score, startsAt }: PastMatch): string =>
    `${format.dateTime(new Date(startsAt), { day: "numeric", month: "short" })}: ${home} ${score} ${away}`;
  return (
    <section aria-label={t("title")} className="mt-3 rounded-lg border border-line bg-surface px-4 py-2">
      <dl>
        {names.map((name, side) => (
          <div key={name} className="flex min-h-9 items-center justify-between gap-3 text-sm">
            <dt className="min-w-0 truncate">
              <span className="text-faint">{t("form")}</span> <span className="font-medium">{name}</span>
            </dt>
            <dd>
              <ol className="flex gap-1">
                {form[side as 0 | 1].map((match) => (
                  <li
                    key={match.id}
                    title={lineOf(match)}
                    className={clsx(
                      "grid size-6 place-items-center rounded-sm font-bold text-2xs",
                      TONE[match.result],
                    )}
                  >
                    <span aria-hidden>{t(`letter.${match.result}`)}</span>
                    <span className="sr-only">
                      {t(`result.${match.result}`)}, {lineOf(match)}
                    </span>
                  </li>
                ))}
              </ol>
            </dd>
          </div>
        ))}
      </dl>
      {meetings.length > 0 && (
        <details className="group border-t">
          <summary className="flex min-h-11 items-center font-medium text-muted text-sm hover:text-ink">
            {t("meetings", { count: meetings.length })}
          </summary>
          <ul className="pb-2 text-sm">
            {meetings.map((match) => (
              <li key={match.id} className="figures py-1">
                {lineOf(match)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

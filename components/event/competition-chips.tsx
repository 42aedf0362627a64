import { clsx } from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { CompetitionCounts } from "#lib/sportsbook/markets/schema.ts";
import { Flag } from "../ui/flag.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** The competitions that have matches, for where there is no rail: in one line, or all of them to choose from. */
export function CompetitionChips({
  competitions,
  wrap = false,
}: {
  competitions: CompetitionCounts[];
  wrap?: boolean;
}) {
  const t = useTranslations("shell");
  if (competitions.length === 0) return null;
  return (
    <nav aria-label={t("competitions")}>
      <ul className={clsx("flex gap-1.5", wrap ? "flex-wrap" : "scroll-quiet -mx-3 overflow-x-auto px-3")}>
        {competitions.map(({ id, name, countryCode, live, upcoming }) => (
          <li key={id} className="shrink-0">
            <PageLink
              href={`/competitions/${id}` as Route}
              className="flex h-11 items-center gap-2 rounded-md bg-raised px-3 font-medium text-muted text-sm hover:bg-hover hover:text-ink"
            >
              <Flag name={name} countryCode={countryCode} />
              {name}
              <span className="figures text-faint text-xs">{live + upcoming}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

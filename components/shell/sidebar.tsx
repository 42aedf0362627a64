import { CalendarDays, Radio, ReceiptText } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { sportName } from "#lib/i18n/market-names.ts";
import type { CompetitionCounts } from "#lib/sportsbook/markets/schema.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { Flag } from "../ui/flag.tsx";
import { CompetitionGroups } from "./competition-groups.tsx";
import { NavLink } from "./nav-link.tsx";

const ROW =
  "flex min-h-10 pointer-coarse:min-h-11 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-muted text-sm hover:bg-raised hover:text-ink";
const HERE = "bg-raised font-semibold text-ink";

export function Sidebar({ competitions }: { competitions: CompetitionCounts[] }) {
  const t = useTranslations("shell");
  const sports = useTranslations("sports");
  const live = competitions.reduce((sum, competition) => sum + competition.live, 0);
  return (
    <nav aria-label={t("competitions")} className="grid grid-cols-1 gap-5">
      <ul className="grid gap-0.5">
        <li>
          <NavLink href="/" className={ROW} here={HERE}>
            <CalendarDays aria-hidden className="size-4" />
            {t("sports")}
          </NavLink>
        </li>
        <li>
          <NavLink href="/live" className={ROW} here={HERE}>
            <Radio aria-hidden className="size-4" />
            {t("live")}
            {live > 0 && <span className="figures ml-auto text-up text-xs">{live}</span>}
          </NavLink>
        </li>
        <li>
          <NavLink href="/bets" within className={ROW} here={HERE}>
            <ReceiptText aria-hidden className="size-4" />
            {t("bets")}
          </NavLink>
        </li>
      </ul>
      <CompetitionGroups
        groups={SPORT_VIEWS.map(({ id }) => ({
          id,
          title: sportName(sports, id),
          rows: competitions
            .filter(({ sportId }) => sportId === id)
            .map((competition) => ({
              id: competition.id,
              row: <CompetitionLink competition={competition} />,
            })),
        }))}
      />
    </nav>
  );
}

function CompetitionLink({ competition }: { competition: CompetitionCounts }) {
  return (
    <NavLink href={`/competitions/${competition.id}` as Route} className={ROW} here={HERE}>
      <Flag name={competition.name} countryCode={competition.countryCode} />
      <span className="min-w-0">
        <span className="block truncate">{competition.name}</span>
        <span className="block truncate text-faint text-xs">{competition.category}</span>
      </span>
      <span className="figures ml-auto pl-1 text-faint text-xs">
        {competition.live + competition.upcoming}
      </span>
    </NavLink>
  );
}

import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { OverdueRow } from "#lib/backoffice/schema.ts";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import { scoreText, type Translate } from "./names.ts";

const TONE: Record<OverdueRow["reason"], Tone> = {
  no_result: "down",
  not_started: "down",
  not_ended: "down",
  abandoned: "down",
  interrupted: "warn",
  delayed: "warn",
  postponed: "warn",
};

/** Live, suspended, ended, closed, interrupted, abandoned. */
const STARTED: readonly number[] = [1, 2, 3, 4, 7, 9];

/** Overdue events, each with its undecided bets and the time when a rule of the sport voids them. */
export function OverdueTable({
  rows,
  currency,
  t,
  format,
}: {
  rows: readonly OverdueRow[];
  currency: string;
  t: Translate;
  format: Format;
}) {
  return (
    <DataTable
      caption={t("overdue.title")}
      columns={[
        {
          id: "event",
          label: t("trading.event"),
          head: true,
          cell: (row) => (
            <span className="flex flex-col">
              <span>{row.name}</span>
              <span className="font-normal text-2xs text-muted">{row.competition}</span>
            </span>
          ),
        },
        {
          id: "reason",
          label: t("overdue.reason"),
          cell: ({ reason }) => <Badge tone={TONE[reason]}>{t(`overdue.reasons.${reason}`)}</Badge>,
        },
        {
          id: "since",
          label: t("overdue.since"),
          cell: ({ since }) => <span className="text-muted">{format.minute(since)}</span>,
        },
        {
          id: "start",
          label: t("overdue.start"),
          wide: true,
          cell: ({ startsAt }) => <span className="text-muted">{format.minute(startsAt)}</span>,
        },
        {
          id: "score",
          label: t("trading.score"),
          cell: ({ status, sportId, score }) =>
            STARTED.includes(status) ? (
              <span className="font-semibold">{scoreText(sportId, score)}</span>
            ) : null,
        },
        {
          id: "bets",
          label: t("overdue.bets"),
          numeric: true,
          cell: ({ bets }) => (bets > 0 ? format.number(bets) : null),
        },
        {
          id: "stake",
          label: t("overdue.stake"),
          numeric: true,
          cell: ({ bets, stake }) => (bets > 0 ? format.money(stake, currency) : null),
        },
        {
          id: "voids",
          label: t("overdue.voids"),
          numeric: true,
          cell: ({ bets, voidsAt }) => (voidsAt && bets > 0 ? format.minute(voidsAt) : null),
        },
      ]}
      empty={t("overdue.empty")}
      rowHref={(row) => `/admin/trading/${encodeURIComponent(row.eventId)}`}
      rowKey={(row) => row.eventId}
      rows={rows}
    />
  );
}

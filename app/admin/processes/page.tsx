import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { BEAT_AGE_MAX_S, outboxDepth, processBeats } from "#lib/backoffice/index.ts";
import { pendingDepth } from "#lib/sportsbook/betting/index.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Processes" };

// Workers take over what is overdue for a second, twice a second.
const OVERDUE_MS_MAX = 3_000;

const figureText = (figures: Record<string, unknown>): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(" · ");

export default async function Processes() {
  const { t, format } = await staffPage("/admin/processes", "health:read");
  const [beats, outbox, pending] = await Promise.all([processBeats(), outboxDepth(), pendingDepth()]);
  const isUp = ({ beatAgeS }: (typeof beats)[number]): boolean => beatAgeS <= BEAT_AGE_MAX_S;
  return (
    <>
      <PageHead title={t("processes.title")} />
      <Stats>
        <Stat label={t("processes.up")} value={format.number(beats.filter(isUp).length)} />
        <Stat
          label={t("processes.outbox")}
          note={`${t("processes.oldest")} ${format.age(outbox.oldestAgeS)}`}
          value={`${format.number(outbox.rows)} ${t("processes.waiting").toLowerCase()}`}
        />
        <Stat
          label={t("processes.delayed")}
          note={`${t("processes.overdue")} ${format.age(pending.overdueMs / 1_000)}`}
          value={`${format.number(pending.waiting)} ${t("processes.waiting").toLowerCase()}`}
          {...(pending.overdueMs > OVERDUE_MS_MAX && { tone: "down" as const })}
        />
      </Stats>
      <Panel flush>
        <DataTable
          caption={t("processes.title")}
          columns={[
            { id: "process", label: t("processes.process"), head: true, cell: (beat) => beat.process },
            {
              id: "state",
              label: t("processes.state"),
              cell: (beat) => (
                <Badge tone={isUp(beat) ? "up" : "down"}>
                  {isUp(beat) ? t("processes.up") : t("processes.gone")}
                </Badge>
              ),
            },
            {
              id: "beat",
              label: t("processes.beat"),
              numeric: true,
              cell: (beat) => t("processes.ago", { age: format.age(beat.beatAgeS) }),
            },
            {
              id: "started",
              label: t("processes.started"),
              numeric: true,
              cell: (beat) => format.stamp(beat.startedAt),
            },
            {
              id: "host",
              label: t("processes.host"),
              cell: (beat) => `${beat.host} · ${t("processes.pid")} ${beat.pid}`,
            },
            {
              id: "figures",
              label: t("processes.figures"),
              cell: (beat) => <span className="wrap-anywhere text-muted">{figureText(beat.figures)}</span>,
            },
          ]}
          empty={t("processes.empty")}
          rowKey={(beat) => beat.instance}
          rows={beats}
        />
      </Panel>
    </>
  );
}

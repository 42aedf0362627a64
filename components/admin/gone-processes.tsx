import { isUp, type ProcessBeat, successors } from "#lib/backoffice/schema.ts";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import type { Translate } from "./names.ts";
import { Panel } from "./panel.tsx";

/** Processes that ended without signing off: their last beat, and what replaced them. */
export function GoneProcesses({
  beats,
  t,
  format,
}: {
  beats: readonly ProcessBeat[];
  t: Translate;
  format: Format;
}) {
  const took = successors(beats);
  const nameOf = ({ process, host, pid }: ProcessBeat): string =>
    `${t(`processes.process.${process}`)}, ${t("processes.at", { host, pid })}`;
  return (
    <Panel flush title={t("processes.goneTitle")}>
      <DataTable
        caption={t("processes.goneTitle")}
        columns={[
          { id: "which", label: t("processes.which"), head: true, cell: nameOf },
          {
            id: "heard",
            label: t("processes.heard"),
            cell: (beat) => t("processes.ago", { age: format.age(beat.beatAgeS) }),
          },
          {
            id: "ran",
            label: t("processes.ran"),
            cell: ({ startedAt, beatAt }) => format.age((beatAt.getTime() - startedAt.getTime()) / 1_000),
          },
          {
            id: "instead",
            label: t("processes.instead"),
            cell: ({ instance }) => {
              const next = took.get(instance);
              return next ? (
                `${nameOf(next)}, ${t("processes.started", { at: format.minute(next.startedAt) })}`
              ) : (
                <span className="text-down">{t("processes.nobody")}</span>
              );
            },
          },
        ]}
        empty=""
        rowKey={({ instance }) => instance}
        rows={beats.filter((beat) => !isUp(beat))}
      />
      <p className="border-t px-3 py-2 text-muted text-xs">{t("processes.goneNote")}</p>
    </Panel>
  );
}

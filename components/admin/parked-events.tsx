import { Badge } from "#components/ui/badge.tsx";
import type { ParkedEvent } from "#lib/backoffice/schema.ts";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import type { Translate } from "./names.ts";
import { Panel } from "./panel.tsx";
import { RetryParked } from "./retry-parked.tsx";

/** Events that could not be delivered, newest first, and why. */
export function ParkedEvents({
  count,
  events,
  retry,
  t,
  format,
}: {
  count: number;
  events: readonly ParkedEvent[];
  /** Null for staff who may only look. */
  retry: ((input: Record<string, never>) => Promise<unknown>) | null;
  t: Translate;
  format: Format;
}) {
  return (
    <Panel aside={retry ? <RetryParked retry={retry} /> : null} flush title={t("parked.title")}>
      <p className="border-b px-3 py-2 text-muted text-sm">{t("parked.lead", { count })}</p>
      <DataTable
        caption={t("parked.title")}
        columns={[
          { id: "kind", label: t("parked.kind"), head: true, cell: ({ kind }) => kind },
          {
            id: "reason",
            label: t("parked.reason"),
            cell: ({ reason, detail }) => (
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone="down">{t(`parked.reasons.${reason}`)}</Badge>
                {detail ? <span className="wrap-anywhere text-muted text-xs">{detail}</span> : null}
              </span>
            ),
          },
          { id: "request", label: t("parked.request"), cell: ({ requestId }) => requestId ?? "–" },
          { id: "at", label: t("parked.at"), cell: ({ parkedAt }) => format.stamp(parkedAt) },
        ]}
        empty={t("parked.empty")}
        rowKey={({ id }) => String(id)}
        rows={events}
      />
    </Panel>
  );
}

import type { BetRecord } from "#lib/backoffice/schema.ts";
import { lineStates } from "#lib/sportsbook/betting/views.ts";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import type { Translate } from "./names.ts";
import { Panel } from "./panel.tsx";
import { BetState } from "./state-badges.tsx";

/** Each line of a bet of several, with what has become of it. Legs are numbered as in the table of legs. */
export function BetLines({ bet, t, format }: { bet: BetRecord; t: Translate; format: Format }) {
  return (
    <Panel flush title={t("bet.lines")}>
      <DataTable
        caption={t("bet.lines")}
        columns={[
          {
            id: "legs",
            label: t("bet.legs"),
            head: true,
            cell: (line) => line.legs.map((position) => position + 1).join(" + "),
          },
          {
            id: "returned",
            label: t("bet.returnOfLine"),
            numeric: true,
            cell: (line) => format.money(line.returned, bet.currency),
          },
          {
            id: "result",
            label: t("bet.result"),
            cell: (line) => <BetState result={line.result} status="open" t={t} />,
          },
        ]}
        empty=""
        rowKey={(line) => line.legs.join()}
        rows={lineStates(bet)}
      />
    </Panel>
  );
}

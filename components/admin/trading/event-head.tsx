import clsx from "clsx";
import type { ReactNode } from "react";
import type { EventDesk } from "#lib/backoffice/schema.ts";
import { STAFF_PROVIDER } from "#lib/sportsbook/trading/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { EventState } from "../state-badges.tsx";
import { worstName } from "../worst-outcome.tsx";
import { totalResult } from "./market-results.tsx";

function Total({
  label,
  value,
  note,
  tone,
}: {
  label: string;
  value: string;
  note?: string | undefined;
  tone?: "up" | "down" | undefined;
}) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-2xs text-muted">{label}</dt>
      <dd className="truncate figures text-sm leading-5" title={note}>
        <strong className={clsx("font-semibold", tone === "up" && "text-up", tone === "down" && "text-down")}>
          {value}
        </strong>
        {note ? <span className="ml-1.5 text-muted text-xs">{note}</span> : null}
      </dd>
    </div>
  );
}

const toneOf = (amount: bigint): "up" | "down" | undefined =>
  amount < 0n ? "down" : amount > 0n ? "up" : undefined;

/** The event, its state, what can be done with all of it, and what it has taken and may cost: in view wherever the page stands. */
export function EventHead({
  desk,
  currency,
  t,
  format,
  children,
}: {
  desk: EventDesk;
  currency: string;
  t: Translate;
  format: Format;
  children: ReactNode;
}) {
  const settled = totalResult(desk.results);
  return (
    <header className="-mx-4 z-[15] grid gap-2 border-line border-b bg-bg px-4 py-2 lg:sticky lg:top-(--admin-head) lg:-mx-6 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="font-semibold text-lg tracking-tight">{desk.name}</h1>
        <EventState score={desk.score} sportId={desk.sportId} status={desk.status} t={t} />
        <p className="min-w-0 truncate text-muted text-xs">
          {desk.competition} · {format.minute(desk.startsAt)}
        </p>
        <div className="flex flex-wrap gap-2 lg:ml-auto">{children}</div>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-[auto_auto_auto_1fr_1fr_auto_auto]">
        <Total label={t("desk.turnover")} value={format.money(desk.turnover, currency)} />
        <Total label={t("desk.bets")} value={format.number(desk.bets)} />
        <Total
          label={t("desk.settledResult")}
          tone={toneOf(settled)}
          value={format.signed(settled, currency)}
        />
        <Total
          label={t("desk.worst")}
          note={desk.worst ? worstName(t, { ...desk, worst: desk.worst }) : undefined}
          tone={desk.worst ? toneOf(desk.worst.result) : undefined}
          value={desk.worst ? format.signed(desk.worst.result, currency) : "–"}
        />
        <Total
          label={t("desk.worstScore")}
          note={desk.worstScore ? t("desk.atScore", { score: desk.worstScore.score }) : undefined}
          tone={desk.worstScore ? toneOf(desk.worstScore.net) : undefined}
          value={desk.worstScore ? format.signed(desk.worstScore.net, currency) : "–"}
        />
        <Total label={t("desk.markets")} value={`${desk.marketsOpen}/${desk.markets}`} />
        <Total
          label={t("desk.updated")}
          note={
            desk.provider === STAFF_PROVIDER
              ? t("desk.fromStaff")
              : t("desk.from", { provider: desk.provider })
          }
          value={format.clock(desk.updatedAt)}
        />
      </dl>
    </header>
  );
}

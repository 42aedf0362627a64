import type { Route } from "next";
import type { PendingOrRejectedBet } from "#lib/backoffice/schema.ts";
import { isCurrency, parseMinor } from "#lib/core/money.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/schema.ts";
import { Badge } from "../ui/badge.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHead } from "../ui/panel.tsx";
import { DataTable } from "./data-table.tsx";
import type { Format } from "./format.ts";
import { marketName, outcomeName, type Translate } from "./names.ts";
import { Panel, Stat, Stats } from "./panel.tsx";

/** The stake as the player typed it, as money if it is an amount. */
export const wantedStake = (format: Format, { stake, currency }: PendingOrRejectedBet): string => {
  const minor = isCurrency(currency) ? parseMinor(stake, currency) : null;
  return minor === null ? stake : format.money(minor, currency);
};

const marketOf = (leg: PendingOrRejectedBet["legs"][number]) => ({
  ...leg,
  marketType: leg.marketType ?? "",
  specifiers: leg.specifiers ?? "",
});

/** A rejected or pending bet: the player, the selections, and why it was rejected. */
export function UnplacedBetView({
  bet,
  t,
  format,
}: {
  bet: PendingOrRejectedBet;
  t: Translate;
  format: Format;
}) {
  const refused = bet.state === "refused";
  return (
    <>
      <PageHead
        lead={
          <span className="flex flex-wrap items-center gap-x-3">
            <Badge tone={refused ? "down" : "warn"}>{t(`unplaced.${bet.state}`)}</Badge>
            <PageLink className="wrap-anywhere underline" href={`/admin/players/${bet.playerId}` as Route}>
              {bet.playerEmail}
            </PageLink>
          </span>
        }
        title={<span className="wrap-anywhere">{t("bet.title", { id: bet.id })}</span>}
      />
      <Stats>
        {bet.code && <Stat label={t("unplaced.why")} value={t(`unplaced.code.${bet.code}`)} />}
        <Stat label={t("bet.stake")} value={wantedStake(format, bet)} />
        {bet.code && bet.bound !== null && t.has(`unplaced.bound.${bet.code}`) ? (
          <Stat label={t(`unplaced.bound.${bet.code}`)} value={format.money(bet.bound, bet.currency)} />
        ) : null}
        <Stat label={t("bet.choice")} value={t(`bet.choices.${bet.oddsChoice}`)} />
        {bet.receivedAt && <Stat label={t("unplaced.received")} value={format.stamp(bet.receivedAt)} />}
        <Stat label={t(refused ? "unplaced.at" : "unplaced.due")} value={format.stamp(bet.at)} />
      </Stats>
      <Panel flush title={t("bet.legs")}>
        <DataTable
          caption={t("bet.legs")}
          columns={[
            {
              id: "event",
              label: t("bet.event"),
              head: true,
              cell: (leg) => leg.event ?? leg.marketId,
            },
            {
              id: "market",
              label: t("bet.market"),
              cell: (leg) => (leg.marketType ? marketName(t, marketOf(leg)) : "–"),
            },
            {
              id: "pick",
              label: t("bet.pick"),
              cell: (leg) => outcomeName(t, marketOf(leg), leg.outcomeKey),
            },
            { id: "odds", label: t("unplaced.seen"), numeric: true, cell: (leg) => format.odds(leg.odds) },
          ]}
          empty=""
          rowHref={(leg) =>
            `/admin/trading/${encodeURIComponent(leg.eventId ?? eventIdOfMarket(leg.marketId))}`
          }
          rowKey={(leg) => `${leg.marketId}:${leg.outcomeKey}`}
          rows={bet.legs}
        />
      </Panel>
    </>
  );
}

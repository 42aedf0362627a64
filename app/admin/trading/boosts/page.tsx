import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { marketName, outcomeName } from "#components/admin/names.ts";
import { Panel } from "#components/admin/panel.tsx";
import { EndBoost } from "#components/admin/trading/boosts/end-boost.tsx";
import { NewBoost } from "#components/admin/trading/boosts/new-boost.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { may } from "#lib/platform/permission.ts";
import { BASE_CURRENCY } from "#lib/sportsbook/betting/index.ts";
import { marketsPrice, marketsRead } from "#lib/sportsbook/permissions.ts";
import { boosts, boostTarget } from "#lib/sportsbook/trading/index.ts";
import type { TraderBoost } from "#lib/sportsbook/trading/schema.ts";
import { type Query, type StaffPage, staffPage } from "../../staff-page.ts";
import { endBoostAction, setBoostAction } from "./actions.ts";

export const metadata: Metadata = { title: "Price boosts" };

type Named = Pick<
  TraderBoost,
  "sportId" | "marketType" | "specifiers" | "written" | "outcomeKey" | "participants"
>;

const nameOf = (t: StaffPage["t"], boost: Named): string =>
  `${marketName(t, boost)}: ${outcomeName(t, boost, boost.outcomeKey)}`;

/** The boosts of one state; those in force can be ended. */
function Boosts({
  list,
  ended,
  page: { t, format, staff },
}: {
  list: readonly TraderBoost[];
  ended: boolean;
  page: StaffPage;
}) {
  const money = (minor: bigint) => format.money(minor, BASE_CURRENCY);
  return (
    <Panel flush title={t(ended ? "boosts.past" : "boosts.active")}>
      <DataTable
        caption={t(ended ? "boosts.past" : "boosts.active")}
        columns={[
          {
            id: "outcome",
            label: t("boosts.outcome"),
            head: true,
            cell: (boost) => (
              <>
                {nameOf(t, boost)}
                <span className="block font-normal text-muted text-xs">{boost.eventName}</span>
              </>
            ),
          },
          {
            id: "odds",
            label: t("boosts.odds"),
            numeric: true,
            cell: ({ odds, plainOdds }) => (
              <>
                {ended || plainOdds === null ? null : (
                  <s className="mr-1.5 text-muted text-xs">{format.odds(plainOdds)}</s>
                )}
                <span className="font-semibold">{format.odds(odds)}</span>
              </>
            ),
          },
          {
            id: "stakeMax",
            label: t("boosts.perPlayer"),
            numeric: true,
            cell: ({ stakeMax }) => money(stakeMax),
          },
          {
            id: "bets",
            label: t("boosts.bets"),
            numeric: true,
            cell: ({ bets }) => bets,
          },
          { id: "stake", label: t("boosts.stakes"), numeric: true, cell: ({ stake }) => money(stake) },
          {
            id: "liability",
            label: t("boosts.liability"),
            numeric: true,
            cell: ({ liability, liabilityMax }) =>
              t("boosts.of", { amount: money(liability), maximum: money(liabilityMax) }),
          },
          { id: "cost", label: t("boosts.cost"), numeric: true, cell: ({ cost }) => money(cost) },
          {
            id: "ends",
            label: t(ended ? "boosts.ended" : "boosts.ends"),
            numeric: true,
            cell: ({ endedAt, endsAt, eventStartsAt }) => format.stamp(endedAt ?? endsAt ?? eventStartsAt),
          },
          { id: "by", label: t("boosts.by"), cell: ({ by }) => by, wide: true },
          ...(ended || !may(staff, marketsPrice)
            ? []
            : [
                {
                  id: "end",
                  label: t("boosts.end"),
                  act: true,
                  cell: (boost: TraderBoost) => (
                    <EndBoost
                      boostId={boost.id}
                      endBoost={endBoostAction}
                      marketId={boost.marketId}
                      name={nameOf(t, boost)}
                    />
                  ),
                },
              ]),
        ]}
        empty={t(ended ? "boosts.nonePast" : "boosts.none")}
        rowHref={({ eventId }) => `/admin/trading/${encodeURIComponent(eventId)}`}
        rowKey={({ id }) => id}
        rows={list}
      />
    </Panel>
  );
}

export default async function BoostsPage({ searchParams }: { searchParams: Query }) {
  const page = await staffPage("/admin/trading/boosts", marketsRead);
  const { t, staff, timeZone } = page;
  const { market, outcome } = await searchParams;
  const asked = typeof market === "string" && typeof outcome === "string" && may(staff, marketsPrice);
  const [list, target] = await Promise.all([boosts(), asked ? boostTarget(market, outcome) : null]);
  return (
    <>
      <PageHead lead={t("boosts.lead")} title={t("boosts.title")} />
      {asked ? (
        target && !target.boosted ? (
          <Panel title={`${nameOf(t, target)}, ${target.eventName}`}>
            <NewBoost
              currency={BASE_CURRENCY}
              key={`${target.marketId} ${target.outcomeKey}`}
              marketId={target.marketId}
              odds={target.odds}
              outcomeKey={target.outcomeKey}
              setBoost={setBoostAction}
              timeZone={timeZone}
            />
          </Panel>
        ) : (
          <Notice tone="warn">{t(target ? "boosts.alreadyBoosted" : "boosts.notOnOffer")}</Notice>
        )
      ) : null}
      <Boosts ended={false} list={list.filter(({ endedAt }) => endedAt === null)} page={page} />
      <Boosts ended list={list.filter(({ endedAt }) => endedAt !== null)} page={page} />
    </>
  );
}

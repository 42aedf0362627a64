import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BetTable } from "#components/admin/bet-table.tsx";
import { BlockPlayer } from "#components/admin/block-player.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { GrantFreeBet, WithdrawFreeBet } from "#components/admin/free-bets/free-bet-actions.tsx";
import { FreeBetsPanel } from "#components/admin/free-bets/free-bets-panel.tsx";
import { RevokeIdentity } from "#components/admin/identity/decide.tsx";
import { IdentityLevels } from "#components/admin/identity/levels.tsx";
import { Result } from "#components/admin/money.tsx";
import type { Translate } from "#components/admin/names.ts";
import { Facts, Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { AdjustBalance } from "#components/admin/payments/money-actions.tsx";
import { wantedStake } from "#components/admin/pending-or-rejected-bet.tsx";
import { ResetFactors } from "#components/admin/reset-factors.tsx";
import { PlayerState } from "#components/admin/state-badges.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { playerRecord, refusalsOf, searchBets } from "#lib/backoffice/index.ts";
import type { PlayerRecord } from "#lib/backoffice/schema.ts";
import { paymentsCorrect } from "#lib/cashier/permissions.ts";
import { isUuid } from "#lib/core/id.ts";
import { may } from "#lib/platform/permission.ts";
import { asksSecondFactor, deviceOf, exclusionsOf, identityOf, submissionsOf } from "#lib/players/index.ts";
import {
  identityReview,
  playersCare,
  playersFactors,
  playersRead,
  playersRestrict,
} from "#lib/players/permissions.ts";
import { freeBetsOf } from "#lib/sportsbook/betting/index.ts";
import { freeBetsGrant } from "#lib/sportsbook/permissions.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import {
  blockPlayerAction,
  grantFreeBetAction,
  liftBlockAction,
  resetFactorsAction,
  revokeIdentityAction,
  withdrawFreeBetAction,
} from "../../actions.ts";
import { adjustBalanceAction } from "../../payments/actions.ts";
import { staffPage } from "../../staff-page.ts";

export const metadata: Metadata = { title: "Player" };

const stateOf = ({
  revokedAt,
  expiresAt,
}: PlayerRecord["sessions"][number]): "revoked" | "expired" | "active" =>
  revokedAt ? "revoked" : expiresAt < new Date() ? "expired" : "active";

const deviceName = (t: Translate, userAgent: string | null): string => {
  const { browser, system } = deviceOf(userAgent ?? "");
  if (browser && system) return t("player.deviceOn", { browser, system });
  return browser ?? system ?? t("player.unknownDevice");
};

export default async function PlayerPage({ params }: { params: Promise<{ playerId: string }> }) {
  const { playerId } = await params;
  const { staff, t, format } = await staffPage(`/admin/players/${playerId}`, playersRead);
  const [player, bets, refusals, exclusions, identity, submissions, twoStep, freeBets] = isUuid(playerId)
    ? await Promise.all([
        playerRecord(playerId),
        searchBets({ playerId }),
        refusalsOf(playerId),
        exclusionsOf(playerId),
        identityOf(playerId),
        submissionsOf(playerId),
        asksSecondFactor({ kind: "player", id: playerId }),
        freeBetsOf(playerId),
      ])
    : [null, null, null, null, null, null, false, []];
  if (!player || !bets || !refusals || !exclusions || !identity || !submissions) notFound();
  const words = (await getTranslations("identity")) as unknown as Translate;
  const { currency } = player;
  const net = player.turnover - player.openStake - player.returned;
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/players">
          {t("player.back")}
        </PageLink>
      </nav>
      <PageHead
        lead={
          <span className="flex flex-wrap items-center gap-3">
            <PlayerState status={player.status} t={t} />
            <span className="wrap-anywhere">{player.email}</span>
          </span>
        }
        title={player.displayName}
        aside={
          <span className="flex flex-wrap gap-2">
            {may(staff, paymentsCorrect) && (
              <AdjustBalance adjust={adjustBalanceAction} currency={currency} playerId={playerId} />
            )}
            {may(staff, playersRestrict) && (
              <BlockPlayer
                playerId={playerId}
                blocked={exclusions.some(({ kind, endedAt }) => kind === "operator" && endedAt === null)}
                block={blockPlayerAction}
                lift={liftBlockAction}
              />
            )}
          </span>
        }
      />
      <Stats>
        <Stat
          label={t("player.balance")}
          note={
            player.held > 0n ? t("player.held", { amount: format.money(player.held, currency) }) : undefined
          }
          value={format.money(player.balance, currency)}
        />
        <Stat label={t("player.bets")} value={format.number(player.bets)} />
        <Stat label={t("player.turnover")} value={format.money(player.turnover, currency)} />
        <Stat label={t("player.returned")} value={format.money(player.returned, currency)} />
        <Stat label={t("player.net")} value={<Result currency={currency} format={format} minor={net} />} />
        <Stat
          label={t("player.openStake")}
          note={t("player.openReturn", { amount: format.money(player.openReturn, currency) })}
          value={format.money(player.openStake, currency)}
        />
      </Stats>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            aside={
              <PageLink
                className="hover:underline"
                href={`/admin/bets?email=${encodeURIComponent(player.email)}` as Route}
              >
                {t("player.allBets")}
              </PageLink>
            }
            flush
            title={t("player.recentBets")}
          >
            <BetTable
              caption={t("player.recentBets")}
              empty={t("player.noBets")}
              format={format}
              rows={bets.rows.slice(0, 15)}
              t={t}
              withPlayer={false}
            />
          </Panel>
          <Panel
            aside={
              <PageLink className="hover:underline" href={`/admin/payments?q=${playerId}` as Route}>
                {t("payments.title")}
              </PageLink>
            }
            flush
            title={t("player.ledger")}
          >
            <DataTable
              caption={t("player.ledger")}
              columns={[
                {
                  id: "entry",
                  label: t("player.entry"),
                  head: true,
                  cell: ({ code }) => t(`transfer.${code}`),
                },
                {
                  id: "about",
                  label: t("player.about"),
                  cell: ({ reference }) =>
                    reference.startsWith("bet:") ? (
                      <PageLink
                        className="figures relative z-1 whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                        title={reference}
                        href={`/admin/bets/${reference.slice(4)}` as Route}
                      >
                        {t("player.bet", { reference: reference.slice(-12) })}
                      </PageLink>
                    ) : (
                      <span className="wrap-anywhere">{reference}</span>
                    ),
                },
                {
                  id: "amount",
                  label: t("player.amount"),
                  numeric: true,
                  cell: ({ amount }) => format.signed(amount, currency),
                },
                {
                  id: "after",
                  label: t("player.after"),
                  numeric: true,
                  cell: ({ balanceAfter }) => format.money(balanceAfter, currency),
                },
                { id: "at", label: t("player.at"), numeric: true, cell: ({ at }) => format.stamp(at) },
              ]}
              empty={t("player.noEntries")}
              rowKey={({ version }) => String(version)}
              rows={player.entries}
            />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("player.profile")}>
            <Facts
              facts={[
                { label: t("player.id"), value: player.id },
                { label: t("player.born"), value: player.birthDate },
                { label: t("player.country"), value: player.country },
                { label: t("player.currency"), value: currency },
                { label: t("player.stakeFactor"), value: format.percent(player.stakeFactorBp / 10_000, 0) },
                { label: t("player.joined"), value: format.minute(player.createdAt) },
              ]}
            />
          </Panel>
          <Panel
            aside={
              may(staff, identityReview) &&
              identity.levels.some(({ state }) => state === "verified") && (
                <RevokeIdentity playerId={playerId} revoke={revokeIdentityAction} />
              )
            }
            title={t("identity.levels")}
          >
            <IdentityLevels levels={identity.levels} words={words} />
            {identity.person && (
              <div className="mt-3 border-t pt-3">
                <Facts
                  facts={[
                    {
                      label: t("identity.name"),
                      value: `${identity.person.firstName} ${identity.person.lastName}`,
                    },
                    {
                      label: t("identity.address"),
                      value: [identity.person.street, identity.person.postcode, identity.person.city]
                        .filter(Boolean)
                        .join(", "),
                    },
                  ]}
                />
              </div>
            )}
            {may(staff, identityReview) && submissions.length > 0 && (
              <ul className="mt-3 grid gap-1.5 border-t pt-3 text-sm">
                {submissions.map(({ id, provider, status, submittedAt }) => (
                  <li key={id}>
                    <PageLink
                      className="flex justify-between gap-3 hover:underline"
                      href={`/admin/identity/${id}` as Route}
                    >
                      <span>
                        {`${t(`identity.providers.${provider}`)}: ${t(`identity.status.${status}`)}`}
                      </span>
                      <span className="figures text-muted text-xs">
                        {submittedAt ? format.minute(submittedAt) : null}
                      </span>
                    </PageLink>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          {may(staff, playersCare) && (
            <PageLink
              className="text-accent-text text-sm hover:underline"
              href={`/admin/care/${playerId}` as Route}
            >
              {t("care.open")}
            </PageLink>
          )}
          <FreeBetsPanel
            aside={
              may(staff, freeBetsGrant) && (
                <GrantFreeBet
                  currency={currency}
                  grant={grantFreeBetAction}
                  playerId={playerId}
                  sports={SPORT_VIEWS.map(({ id }) => id)}
                />
              )
            }
            format={format}
            freeBets={freeBets}
            t={t}
            withdrawal={(freeBetId) =>
              may(staff, freeBetsGrant) && (
                <WithdrawFreeBet freeBetId={freeBetId} withdraw={withdrawFreeBetAction} />
              )
            }
          />
          <Panel flush title={t("block.title")}>
            {exclusions.length === 0 ? (
              <p className="px-3 py-6 text-center text-muted text-sm">{t("block.none")}</p>
            ) : (
              <ul className="divide-y divide-line text-sm">
                {exclusions.map(({ id, kind, reason, startsAt, endsAt, endedAt }) => {
                  const end = endedAt ?? endsAt;
                  return (
                    <li className="grid gap-0.5 px-3 py-2" key={id}>
                      <span className="font-medium">{t(`block.kind.${kind}`)}</span>
                      {reason && <span className="wrap-anywhere text-muted text-xs">{reason}</span>}
                      <span className="figures text-muted text-xs">
                        {`${t("block.from", { date: format.minute(startsAt) })} ${
                          end ? t("block.until", { date: format.minute(end) }) : t("block.noEnd")
                        }`}
                      </span>
                    </li>
                  );
                })}
              </ul>
            )}
          </Panel>
          <Panel flush title={t("unplaced.title")}>
            {refusals.length === 0 ? (
              <p className="px-3 py-6 text-center text-muted text-sm">{t("unplaced.none")}</p>
            ) : (
              <ul className="divide-y divide-line text-sm">
                {refusals.map((refused) => (
                  <li key={refused.id}>
                    <PageLink
                      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 px-3 py-2 hover:bg-raised focus-visible:-outline-offset-2"
                      href={`/admin/bets/${refused.id}` as Route}
                    >
                      <span className="font-medium">{t(`unplaced.code.${refused.code}`)}</span>
                      <span className="figures">{wantedStake(format, refused)}</span>
                      <span className="truncate text-muted text-xs">
                        {refused.legs.map(({ event }) => event ?? "–").join(", ")}
                      </span>
                      <span className="figures text-muted text-xs">{format.minute(refused.at)}</span>
                    </PageLink>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel
            aside={
              twoStep &&
              may(staff, playersFactors) && <ResetFactors playerId={playerId} reset={resetFactorsAction} />
            }
            flush
            title={t("player.sessions")}
          >
            {player.sessions.length === 0 ? (
              <p className="px-3 py-6 text-center text-muted text-sm">{t("player.noSessions")}</p>
            ) : (
              <ul className="divide-y divide-line">
                {player.sessions.map((session) => (
                  <li className="grid gap-0.5 px-3 py-2 text-sm" key={session.id}>
                    <span className="flex justify-between gap-3">
                      <span className="figures">{session.ip ?? "–"}</span>
                      <span className="text-muted text-xs">{t(`player.${stateOf(session)}`)}</span>
                    </span>
                    <span className="truncate text-muted text-xs" title={session.userAgent ?? undefined}>
                      {deviceName(t, session.userAgent)}
                    </span>
                    <span className="figures text-muted text-xs">
                      {`${t("player.seen")} ${format.minute(session.lastSeenAt)}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}

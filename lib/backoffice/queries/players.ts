import { isUuid } from "#lib/core/id.ts";
import { db, type Prisma } from "#lib/platform/database/db.ts";
import { literally } from "#lib/platform/database/like.ts";
import { int4, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import { PAGE_SIZE, type Page, type PlayerRecord, type PlayerRow, type PlayerSearch } from "../schema.ts";
import { pageOf } from "./page.ts";

const LISTED = {
  id: true,
  email: true,
  displayName: true,
  status: true,
  country: true,
  currency: true,
  createdAt: true,
  accounts: {
    select: { currency: true, balance: true, held: true },
    where: { kind: "player_cash", detail: "" },
  },
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
  _count: { select: { bets: { where: { status: "open" } } } },
} satisfies Prisma.PlayersPlayerViewSelect;

type Listed = Prisma.PlayersPlayerViewGetPayload<{ select: typeof LISTED }>;

const cashOf = ({ accounts, currency }: Listed) =>
  accounts.find((account) => account.currency === currency) ?? { balance: 0n, held: 0n };

const rowOf = (player: Listed): PlayerRow => ({
  id: player.id,
  email: player.email,
  displayName: player.displayName,
  status: player.status,
  country: player.country,
  currency: player.currency,
  createdAt: player.createdAt,
  balance: cashOf(player).balance,
  openBets: player._count.bets,
  lastSeenAt: player.sessions[0]?.lastSeenAt ?? null,
});

const UUID_LOWEST = "00000000-0000-0000-0000-000000000000";
const UUID_HIGHEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Ids that begin so, where any can. */
const byIdPrefix = (prefix: string): Prisma.PlayersPlayerViewWhereInput[] => {
  const gte = prefix + UUID_LOWEST.slice(prefix.length);
  const lte = prefix + UUID_HIGHEST.slice(prefix.length);
  return isUuid(gte) && isUuid(lte) ? [{ id: { gte, lte } }] : [];
};

const byText = (text: string): Prisma.PlayersPlayerViewWhereInput => ({
  OR: [
    { email: { contains: literally(text.toLowerCase()) } },
    { displayName: { contains: literally(text), mode: "insensitive" } },
    ...byIdPrefix(text.toLowerCase()),
  ],
});

/** Players whose email, name or id matches, newest first. */
export const searchPlayers = async ({ q, status, before }: PlayerSearch): Promise<Page<PlayerRow>> => {
  const players = await db().playersPlayerView.findMany({
    select: LISTED,
    where: { ...(q && byText(q)), ...(status && { status }), ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
  });
  return pageOf(players.map(rowOf), ({ id }) => id);
};

// Each sum leaves out other bets.
const betTotals = statement({
  text: `
    select count(*) filter (where origin_id is null)::int as bets,
           coalesce(sum(ended_stake) filter (where result is distinct from 'void'), 0)::bigint as turnover,
           coalesce(sum(returned) filter (where result <> 'void'), 0)::bigint as returned,
           coalesce(sum(stake) filter (where b.status = 'open'), 0)::bigint as "openStake",
           coalesce(sum(potential_return) filter (where b.status = 'open'), 0)::bigint as "openReturn"
      from sportsbook_bet_view b join players_player_view p on p.id = b.player_id and p.currency = b.currency
     where b.player_id = $1`,
  params: [uuid],
  row: { bets: int4, turnover: int8, returned: int8, openStake: int8, openReturn: int8 },
});

const newestEntries = async (playerId: string): Promise<PlayerRecord["entries"]> => {
  const entries = await db().ledgerEntryView.findMany({
    select: {
      version: true,
      amount: true,
      balanceAfter: true,
      createdAt: true,
      transfer: { select: { code: true, reference: true } },
    },
    where: { account: { ownerId: playerId, kind: "player_cash" }, version: { not: null } },
    orderBy: { version: "desc" },
    take: 50,
  });
  return entries.map(({ version, amount, balanceAfter, createdAt, transfer: { code, reference } }) => ({
    version: version ?? 0n,
    code,
    reference,
    amount,
    balanceAfter: balanceAfter ?? 0n,
    at: createdAt,
  }));
};

/** All data on one player: profile, money, the newest entries and sessions. Bets come from `searchBets`. */
export const playerRecord = async (playerId: string): Promise<PlayerRecord | null> => {
  const [player, totals, entries, sessions] = await Promise.all([
    db().playersPlayerView.findUnique({
      select: { ...LISTED, birthDate: true, stakeFactorBp: true },
      where: { id: playerId },
    }),
    betTotals.first([playerId]),
    newestEntries(playerId),
    db().playersSessionView.findMany({
      select: {
        id: true,
        createdAt: true,
        lastSeenAt: true,
        expiresAt: true,
        revokedAt: true,
        ip: true,
        userAgent: true,
      },
      where: { playerId },
      orderBy: { createdAt: "desc" },
      take: 30,
    }),
  ]);
  if (!player || !totals) return null;
  return {
    ...rowOf(player),
    held: cashOf(player).held,
    birthDate: player.birthDate.toISOString().slice(0, 10),
    stakeFactorBp: player.stakeFactorBp,
    ...totals,
    entries,
    sessions,
  };
};

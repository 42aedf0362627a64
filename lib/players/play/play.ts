import type pg from "pg";
import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bool,
  float8,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { PLAY_STOPS } from "../eligibility/gates.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { JurisdictionPolicy } from "../jurisdictions/policy.ts";
import { LIMIT_PERIODS, type LimitUse } from "../limits/schema.ts";
import { readSettings } from "../schema.ts";
import { checkMinutes, type PlayView } from "./schema.ts";

/** Whose time it is. */
type Holder = { id: string; country: string; settings: { realityCheckMinutes: number | null } };

/** A play session is over when its player was not seen for so long. */
const GAP_MS = 15 * 60_000;
/** An open page says this often that it is looked at; see `components/play`. Requests say it at most once a minute. */
const SEEN_EVERY_MS = 60_000;
const HELD_MAX = 50_000;

const seen = statement({
  name: "play-seen",
  text: "select from play_seen($1, $2 * interval '1 ms', $3, $4)",
  params: [uuid, float8, nullable(int4), array(text)],
  row: {},
});

const policyNow = async (country: string, client?: pg.PoolClient): Promise<JurisdictionPolicy> =>
  policyFor(country, new Date(await databaseNowMs(client)));

/**
 * Notes that the player is on the site, and works out anew what stops play: a request of the player, an answered reality check, a limit or an
 * interval that changed. In a transaction, it applies once that is committed.
 */
export const notePlay = async ({ id, country, settings }: Holder, client?: pg.PoolClient): Promise<void> => {
  const policy = await policyNow(country, client);
  await seen.run(
    [id, GAP_MS, checkMinutes(policy, settings.realityCheckMinutes), [...policy.limits.required]],
    client,
  );
};

/** The same for a player of whom only the id is at hand. */
export const notePlayOf = async (playerId: string, client: pg.PoolClient): Promise<void> => {
  const { country, currency, settings } = await db(client).player.findUniqueOrThrow({
    where: { id: playerId },
    select: { country: true, currency: true, settings: true },
  });
  await notePlay({ id: playerId, country, settings: readSettings(settings, currency as Currency) }, client);
};

type Held = { at: number; done: Promise<void> };
const held = new Map<string, Held>();

/**
 * For every request of a player, before anything is decided on it: notes at most once a minute that the player is on the site. Where that
 * cannot be written, what stopped play before stops it still.
 */
export const keepPlaying = (player: Holder): Promise<void> => {
  const known = held.get(player.id);
  if (known && performance.now() - known.at < SEEN_EVERY_MS) return known.done;
  held.delete(player.id);
  const [oldest] = held.keys();
  if (oldest !== undefined && held.size >= HELD_MAX) held.delete(oldest);
  const done = notePlay(player).catch((error) => {
    held.delete(player.id);
    log.warn({ err: error, playerId: player.id }, "the player's time on the site was not noted");
  });
  held.set(player.id, { at: performance.now(), done });
  return done;
};

const state = statement({
  name: "play-state",
  text: `
    select p.play_stop as stop, greatest(extract(epoch from p.play_until - clock_timestamp()) * 1000, 0)::float8 as "inMs",
           greatest(extract(epoch from p.play_until + $2 * interval '1 minute' - clock_timestamp()) * 1000, 0)::float8 as "breakMs",
           (extract(epoch from s.last_active_at - s.started_at) * 1000)::float8 as "elapsedMs", s.started_at as "startedAt"
      from player p
      left join lateral (
        select x.started_at, case when p.play_stop = 'session_limit' and p.play_until <= clock_timestamp()
                                  then x.last_active_at else clock_timestamp() end as last_active_at
          from play_session x where x.player_id = p.id order by x.last_active_at desc limit 1) s on true
     where p.id = $1`,
  params: [uuid, float8],
  row: {
    stop: nullable(only(text, z.enum(PLAY_STOPS))),
    inMs: nullable(float8),
    breakMs: nullable(float8),
    elapsedMs: nullable(float8),
    startedAt: nullable(timestamptz),
  },
});

const totals = statement({
  name: "play-totals",
  text: "select staked, returned from play_totals($1, $2)",
  params: [uuid, timestamptz],
  row: { staked: int8, returned: int8 },
});

const uses = statement({
  text: `
    select period, amount, (extract(epoch from used) / 60)::float8 as minutes, amount * interval '1 minute' <= used as reached,
           resets_at as "resetsAt"
      from play_limits($1, clock_timestamp())`,
  params: [uuid],
  row: {
    period: only(text, z.enum(LIMIT_PERIODS)),
    amount: int8,
    minutes: float8,
    reached: bool,
    resetsAt: timestamptz,
  },
});

/** The limits on time that the player has set, with what counts towards each, in whole minutes. */
export const timeLimitUse = async (playerId: string): Promise<LimitUse<"session">[]> =>
  (await uses.all([playerId])).map(({ period, amount, minutes, resetsAt }) => ({
    kind: "session",
    period,
    amount,
    used: BigInt(Math.floor(minutes)),
    resetsAtMs: resetsAt.getTime(),
  }));

const reachedLimit = async (playerId: string): Promise<PlayView["limit"]> => {
  const reached = (await uses.all([playerId])).filter((limit) => limit.reached);
  const last = reached.sort((a, b) => b.resetsAt.getTime() - a.resetsAt.getTime())[0];
  return (
    (last && { period: last.period, minutes: Number(last.amount), resetsAt: last.resetsAt.toISOString() }) ??
    null
  );
};

/**
 * What a player's pages show of the time on the site, now.
 * @param withTotals whether to say what was staked and returned where the jurisdiction does not have every page show it
 */
export const playView = async (
  { id, country }: Pick<Holder, "id" | "country">,
  { withTotals }: { withTotals: boolean },
): Promise<PlayView> => {
  const { realityCheck, session: shows } = await policyNow(country);
  const now = await state.first([id, realityCheck.breakMinutes]);
  const { stop = null, inMs = null, breakMs = null, elapsedMs = null, startedAt = null } = now ?? {};
  const isStopped = stop !== null && inMs === 0;
  const sums = startedAt && (withTotals || shows.netPosition) ? await totals.first([id, startedAt]) : null;
  return {
    elapsedMs,
    stop: stop && inMs !== null ? { reason: stop, inMs } : null,
    breakMs: isStopped && stop === "reality_check" ? (breakMs ?? 0) : 0,
    limit: isStopped && stop === "session_limit" ? await reachedLimit(id) : null,
    totals: sums ? { staked: sums.staked.toString(), returned: sums.returned.toString() } : null,
    shows,
  };
};

import { uuidv7 } from "#lib/core/id.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import {
  bool,
  bpchar,
  float8,
  int4,
  nullable,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { playerSignedInUnusually } from "./events.ts";
import { type Identity, noticeRevoked, revoke, sessionTimes } from "./sessions.ts";

// What locks an account locks this row first, so that no session slips in beside it.
const holdPlayer = statement({
  text: "select id from player where id = $1 for key share",
  params: [uuid],
  row: { id: uuid },
});

const lockOf = statement({
  text: "select exists (select from account_lock where player_id = $1 and unlocked_at is null) as locked",
  params: [uuid],
  row: { locked: bool },
});

/** Whether the player's account is locked, because a sign-in was reported as somebody else's. */
export const isLocked = async (playerId: string): Promise<boolean> =>
  (await lockOf.first([playerId]))?.locked ?? false;

const past = statement({
  text: `
    select exists (select from known_device where account_id = $1) as "hasDevices",
           exists (select from known_device where account_id = $1 and device_id = $2) as "knowsDevice",
           $3::text is not null and coalesce(bool_and(country <> $3), false) as "newPlace"
      from session where player_id = $1 and country is not null and created_at > clock_timestamp() - interval '180 days'`,
  params: [uuid, uuid, nullable(text)],
  row: { hasDevices: bool, knowsDevice: bool, newPlace: bool },
});

const insert = statement({
  text: `
    insert into session (id, player_id, staff_id, last_seen_at, expires_at, ip, user_agent, device_id, country, idle_seconds)
    values ($1, $2, $3, clock_timestamp(), clock_timestamp() + make_interval(secs => $4), $5, $6, $7, $8, $9)`,
  params: [uuid, nullable(uuid), nullable(uuid), float8, text, text, uuid, nullable(bpchar), int4],
  row: {},
});

const remember = statement({
  text: `insert into known_device (account_id, device_id) values ($1, $2)
         on conflict (account_id, device_id) do update set last_seen_at = clock_timestamp()`,
  params: [uuid, uuid],
  row: {},
});

const knows = statement({
  text: "select exists (select from known_device where account_id = $1 and device_id = $2) as known",
  params: [uuid, uuid],
  row: { known: bool },
});

/** Whether this browser has signed in to the account before. */
export const knowsDevice = async (accountId: string, deviceId: string): Promise<boolean> =>
  (await knows.first([accountId, deviceId]))?.known ?? false;

export class AccountLocked extends Error {}

/**
 * Begins a session on this browser, for an identity that was verified, which counts as a fresh proof of who it is. The database's clock
 * times sessions. A player who signs in by a browser that the account does not know, or from a new country, is notified. Throws
 * AccountLocked.
 * @param deviceId the browser, by its signed cookie
 * @param replaced the session that this browser had until now, whoever's it was: it ends, because its cookie is lost
 */
export const openSession = async (
  ctx: PublicContext,
  { kind, id }: Identity,
  {
    deviceId = crypto.randomUUID(),
    replaced = null,
  }: { deviceId?: string; replaced?: { sessionId: string; id: string } | null } = {},
): Promise<{ sessionId: string }> => {
  const sessionId = uuidv7();
  const [playerId, staffId] = kind === "player" ? [id, null] : [null, id];
  const { ip, userAgent, country = null } = ctx.origin;
  const { lastsSeconds, idleSeconds } = sessionTimes(kind);
  const ended = await transaction(async (client) => {
    if (playerId) {
      await holdPlayer.first([playerId], client);
      if ((await lockOf.first([playerId], client))?.locked) throw new AccountLocked();
      const before = await past.first([playerId, deviceId, country], client);
      const unknown = before?.hasDevices === true && !before.knowsDevice;
      if (unknown || before?.newPlace)
        await publish(client, playerSignedInUnusually, {
          playerId,
          sessionId,
          what: unknown ? "device" : "place",
        });
    }
    await insert.run(
      [sessionId, playerId, staffId, lastsSeconds, ip, userAgent, deviceId, country, idleSeconds],
      client,
    );
    await remember.run([id, deviceId], client);
    return replaced ? revoke(replaced.id, { by: replaced.id, only: replaced.sessionId }, client) : [];
  });
  if (replaced) for (const each of ended) await noticeRevoked(replaced.id, each);
  scheduleRelay();
  return { sessionId };
};

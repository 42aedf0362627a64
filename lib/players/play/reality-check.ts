import type pg from "pg";
import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { db } from "#lib/platform/database/db.ts";
import { float8, int4, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playChanged } from "../events.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { JurisdictionPolicy } from "../jurisdictions/policy.ts";
import { notePlayOf } from "./play.ts";
import { type AnswerCheckRefusal, checkIntervals, checkMinutes, type RealityCheckRefusal } from "./schema.ts";

const policyOfPlayer = async (playerId: string, client: pg.PoolClient): Promise<JurisdictionPolicy> => {
  const { country } = await db(client).player.findUniqueOrThrow({
    where: { id: playerId },
    select: { country: true },
  });
  return policyFor(country, new Date(await databaseNowMs(client)));
};

const answer = statement({
  text: "select reality_check_answer($1, $2 * interval '1 minute') as answer",
  params: [uuid, float8],
  row: { answer: only(text, z.enum(["answered", "not_due", "break"])) },
});

/**
 * Answers the reality check that is due: the player may go on until the next one. Accepted where none is due, because several pages and devices
 * may answer the same one.
 */
export const answerRealityCheck = async (
  playerId: string,
  client: pg.PoolClient,
): Promise<Result<null, AnswerCheckRefusal>> => {
  const { realityCheck } = await policyOfPlayer(playerId, client);
  const answered = (await answer.first([playerId, realityCheck.breakMinutes], client))?.answer;
  if (answered === "break") return refuse({ code: "break_not_over" });
  if (answered === "answered") {
    await notePlayOf(playerId, client);
    await publish(client, playChanged, { playerId });
  }
  return accept(null);
};

const keep = statement({
  text: "update player set settings = settings || jsonb_build_object('realityCheckMinutes', $2::integer) where id = $1",
  params: [uuid, int4],
  row: {},
});

/** Chooses how often the player is reminded of the time; from now on, and for what has run since the last reminder. */
export const setRealityCheck = async (
  playerId: string,
  minutes: number,
  client: pg.PoolClient,
): Promise<Result<null, RealityCheckRefusal>> => {
  if (!checkIntervals(await policyOfPlayer(playerId, client)).includes(minutes))
    return refuse({ code: "interval_not_offered" });
  await keep.run([playerId, minutes], client);
  await notePlayOf(playerId, client);
  await publish(client, playChanged, { playerId });
  return accept(null);
};

/** The intervals that the player's country offers, shortest first; 0 is none. */
export const realityCheckIntervals = async (country: string): Promise<number[]> =>
  checkIntervals(policyFor(country, new Date(await databaseNowMs())));

/** The interval that applies to a player of the country who chose this one: 0 is none. */
export const realityCheckMinutes = async (country: string, chosen: number | null): Promise<number> =>
  checkMinutes(policyFor(country, new Date(await databaseNowMs())), chosen) ?? 0;

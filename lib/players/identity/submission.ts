import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { array, nullable, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { excludePlayer } from "../exclusion/exclude.ts";
import { personOf } from "../person/person.ts";
import { identityStates, moveIdentity, openLevels } from "./machine.ts";
import {
  type DecideRefusal,
  type DocumentKind,
  IDENTITY_LEVELS,
  type IdentityLevel,
  type IdentityReason,
  levelsOf,
  type SubmitRefusal,
} from "./schema.ts";

type Begun = { submissionId: string; playerId: string; provider: string; levels: readonly IdentityLevel[] };

const beginning = statement({
  text: `
    update identity_submission set status = 'pending', levels = $2, submitted_at = clock_timestamp()
     where id = $1 and status = 'draft'`,
  params: [uuid, array(text)],
  row: {},
});

/** A draft becomes a submission under review. False where its levels are verified already, or in another review. */
const beginReview = async (
  tx: pg.PoolClient,
  { submissionId, playerId, provider, levels }: Begun,
): Promise<boolean> =>
  (await moveIdentity(tx, { playerId, action: "submit", levels, submissionId, provider })) &&
  (await beginning.run([submissionId, [...levels]], tx)) > 0;

/** The player's draft goes to review: its levels become pending, and it cannot be changed any more. */
export const submitDocuments = async (
  tx: pg.PoolClient,
  playerId: string,
): Promise<Result<{ submissionId: string }, SubmitRefusal>> => {
  const draft = await db(tx).identitySubmission.findFirst({
    where: { playerId, status: "draft" },
    select: { id: true, documents: { select: { kind: true } } },
  });
  if (!draft || draft.documents.length === 0) return refuse({ code: "nothing_uploaded" });
  if (!(await personOf(playerId, tx))) return refuse({ code: "details_missing" });
  const shown = new Set(draft.documents.flatMap(({ kind }) => levelsOf(kind as DocumentKind)));
  const levels = openLevels(await identityStates(playerId, tx)).filter((level) => shown.has(level));
  const submissionId = draft.id;
  return (await beginReview(tx, { submissionId, playerId, provider: "manual", levels }))
    ? accept({ submissionId })
    : refuse({ code: "not_needed" });
};

/** A submission that a provider looks at, under review from the start. Null where none of its levels is open. */
export const beginAtProvider = async (
  tx: pg.PoolClient,
  playerId: string,
  provider: string,
  wanted: readonly IdentityLevel[],
): Promise<{ submissionId: string; levels: IdentityLevel[] } | null> => {
  const levels = openLevels(await identityStates(playerId, tx)).filter((level) => wanted.includes(level));
  if (levels.length === 0) return null;
  const submissionId = uuidv7();
  const data = { id: submissionId, playerId, provider, levels, status: "pending", submittedAt: new Date() };
  await db(tx).identitySubmission.create({ select: { id: true }, data });
  const move = { playerId, action: "submit", levels, submissionId, provider } as const;
  return (await moveIdentity(tx, move)) ? { submissionId, levels } : null;
};

const ending = statement({
  text: `
    update identity_submission
       set status = $2, ended_at = clock_timestamp(), reason = $3, note = $4, ended_by = $5
     where id = $1 and status = 'pending'
    returning player_id as "playerId", provider, levels`,
  params: [uuid, text, nullable(text), nullable(text), nullable(uuid)],
  row: { playerId: uuid, provider: text, levels: array(only(text, z.enum(IDENTITY_LEVELS))) },
});

export type Decision = {
  outcome: "approved" | "refused" | "cancelled";
  reason?: IdentityReason;
  note?: string | null;
  staffId?: string;
  validUntil?: Date | null;
};

const ACTION = { approved: "approve", refused: "refuse", cancelled: "cancel" } as const;

/**
 * Ends a submission under review, once: whoever comes second is refused. A player who turns out to be under age is kept from betting from
 * that moment on.
 */
export const decideSubmission = async (
  tx: pg.PoolClient,
  submissionId: string,
  { outcome, reason, note, staffId, validUntil }: Decision,
): Promise<Result<{ playerId: string; levels: IdentityLevel[] }, DecideRefusal>> => {
  const values = [submissionId, outcome, reason ?? null, note ?? null, staffId ?? null] as const;
  const ended = await ending.first([...values], tx);
  if (!ended) {
    const known = await db(tx).identitySubmission.count({ where: { id: submissionId } });
    return refuse({ code: known > 0 ? "already_decided" : "unknown_submission" });
  }
  const { playerId, provider, levels } = ended;
  const moved = await moveIdentity(tx, {
    ...{ playerId, levels, submissionId, provider, reason, staffId, validUntil },
    action: ACTION[outcome],
  });
  if (!moved) return refuse({ code: "already_decided" });
  if (reason === "under_age") await blockUnderAge(tx, playerId, staffId);
  return accept({ playerId, levels });
};

/** A minor must not play another minute; stakes are returned by staff, as the law of the country asks. */
export const blockUnderAge = (tx: pg.PoolClient, playerId: string, staffId?: string) =>
  excludePlayer(tx, playerId, {
    kind: "operator",
    length: null,
    source: staffId ? "staff" : "identity",
    reason: "under_age",
    ...(staffId && { madeBy: staffId }),
  });

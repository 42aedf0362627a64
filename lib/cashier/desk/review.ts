import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bpchar,
  int4,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { addEvidence, evidenceOf } from "#lib/players/index.ts";
import type { UploadRefusal } from "#lib/players/schema.ts";
import { PAYMENT_STATES } from "../payments/states.ts";
import { lockPayment, mayStepTo, type Payment, takeStep } from "../payments/store.ts";
import { informationReference } from "./payment.ts";
import type { QueuedWithdrawal, TakeRefusal } from "./schema.ts";

const QUEUE_MAX = 200;

const queue = statement({
  text: `
    select p.id, p.player_id as "playerId", l.email, p.method, p.amount, p.currency, p.state, p.created_at as "createdAt",
           array(select c.name from payment_check c where c.payment_id = p.id and not c.passed order by c.name)
             || array(select t.source from payment_transition t
                       where t.payment_id = p.id and t.from_state = 'approved' and t.to_state = 'in_review' and t.source is not null) as reasons,
           a.staff_id as "assigneeId", s.display_name as assignee,
           (select max(i.asked_at) from payment_information i where i.payment_id = p.id and i.ended_at is null) as "askedAt",
           (select max(i.ended_at) from payment_information i where i.payment_id = p.id and i.outcome = 'sent') as "answeredAt"
      from payment p
      join players_player_view l on l.id = p.player_id
      left join payment_assignment a on a.payment_id = p.id
      left join players_staff_view s on s.id = a.staff_id
     where p.state in ('in_review', 'information_needed') and p.direction = 'withdrawal'
     order by p.created_at limit ${QUEUE_MAX}`,
  params: [],
  row: {
    id: uuid,
    playerId: uuid,
    email: text,
    method: text,
    amount: int8,
    currency: bpchar,
    state: only(text, z.enum(PAYMENT_STATES)),
    createdAt: timestamptz,
    reasons: array(text),
    assigneeId: nullable(uuid),
    assignee: nullable(text),
    askedAt: nullable(timestamptz),
    answeredAt: nullable(timestamptz),
  },
});

/** Withdrawals that wait for staff, and those that wait for documents, the oldest first. */
export const reviewQueue = async (): Promise<QueuedWithdrawal[]> =>
  (await queue.all([])).map(({ reasons, ...row }) => ({
    ...row,
    reasons: reasons.filter((reason) => reason !== null),
  }));

const waitingFor = statement({
  text: `
    select ((select count(*) from payment where state = 'in_review' and direction = 'withdrawal')
            + (select count(*) from payment_exception where resolution is null))::int as waiting`,
  params: [],
  row: { waiting: int4 },
});

/** How many withdrawals and exceptions wait for staff. */
export const paymentsWaiting = async (): Promise<number> => (await waitingFor.first([]))?.waiting ?? 0;

const lockReviewed = async (id: string, client: pg.PoolClient): Promise<Payment | null> => {
  const payment = await lockPayment(id, client);
  const reviewed = payment?.state === "in_review" || payment?.state === "information_needed";
  return payment?.direction === "withdrawal" && reviewed ? payment : null;
};

const take = statement({
  text: `
    insert into payment_assignment as a (payment_id, staff_id) values ($1, $2)
    on conflict (payment_id) do update set staff_id = excluded.staff_id, taken_at = clock_timestamp()
     where a.staff_id = $2 or a.staff_id = $3`,
  params: [uuid, uuid, nullable(uuid)],
  row: {},
});

const assigneeOf = statement({
  text: `select s.display_name as name from payment_assignment a join players_staff_view s on s.id = a.staff_id where a.payment_id = $1`,
  params: [uuid],
  row: { name: text },
});

/**
 * Takes a withdrawal in review, so that no two people work on it. One that a colleague has is taken over only by who saw that: `from` must be who
 * has it now.
 */
export const takeReview = async (
  { paymentId, from, staffId }: { paymentId: string; from: string | null; staffId: string },
  client: pg.PoolClient,
): Promise<Result<null, TakeRefusal>> => {
  if (!(await lockReviewed(paymentId, client))) return refuse({ code: "not_in_review" });
  if ((await take.run([paymentId, staffId, from], client)) > 0) return accept(null);
  return refuse({ code: "taken_by_other", by: (await assigneeOf.first([paymentId], client))?.name ?? "" });
};

const release = statement({
  text: "delete from payment_assignment where payment_id = $1 and staff_id = $2",
  params: [uuid, uuid],
  row: {},
});

/** Gives a withdrawal back to the queue. False where it is not this person's. */
export const releaseReview = async (
  paymentId: string,
  staffId: string,
  client: pg.PoolClient,
): Promise<boolean> => (await release.run([paymentId, staffId], client)) > 0;

const ask = statement({
  text: "insert into payment_information (id, payment_id, note, asked_by) values ($1, $2, $3, $4)",
  params: [uuid, uuid, text, uuid],
  row: {},
});

/** Asks the player for documents; the withdrawal waits for them. False where it is not in review. */
export const askInformation = async (
  { paymentId, note, staffId }: { paymentId: string; note: string; staffId: string },
  client: pg.PoolClient,
): Promise<boolean> => {
  const payment = await lockPayment(paymentId, client);
  if (!payment || !(await mayStepTo(payment, "information_needed", client))) return false;
  await ask.run([uuidv7(), paymentId, note, staffId], client);
  await takeStep(payment, { to: "information_needed", cause: "staff", source: staffId }, client);
  return true;
};

const endInformation = statement({
  text: `
    update payment_information set outcome = $2, ended_at = clock_timestamp() where payment_id = $1 and ended_at is null`,
  params: [uuid, text],
  row: {},
});

/** Nothing is waited for any more. */
export const closeInformation = (paymentId: string, client: pg.PoolClient): Promise<number> =>
  endInformation.run([paymentId, "withdrawn"], client);

/** Goes on with a review without the documents that were asked for. False where none are waited for. */
export const continueReview = async (
  paymentId: string,
  staffId: string,
  client: pg.PoolClient,
): Promise<boolean> => {
  const payment = await lockPayment(paymentId, client);
  if (payment?.state !== "information_needed") return false;
  await closeInformation(paymentId, client);
  await takeStep(payment, { to: "in_review", cause: "staff", source: staffId }, client);
  return true;
};

const openRequest = (paymentId: string, playerId: string, client?: pg.PoolClient) =>
  db(client).paymentInformation.findFirst({
    where: { paymentId, endedAt: null, payment: { playerId } },
    select: { id: true, note: true, askedAt: true },
  });

export type InformationAsked = {
  note: string;
  askedAt: Date;
  documents: { id: string; uploadedAt: Date }[];
};

/** What staff ask the player of a withdrawal for, and what the player has added to the answer; null where they ask for nothing. */
export const informationAsked = async (
  paymentId: string,
  playerId: string,
): Promise<InformationAsked | null> => {
  const open = await openRequest(paymentId, playerId);
  if (!open) return null;
  const documents = await evidenceOf([informationReference(open.id)]);
  return { note: open.note, askedAt: open.askedAt, documents };
};

/** Adds a picture to what the player sends. */
export const addInformation = async (
  paymentId: string,
  playerId: string,
  file: Buffer,
): Promise<Result<{ documentId: string }, UploadRefusal>> => {
  const open = await openRequest(paymentId, playerId);
  if (!open) return refuse({ code: "not_needed" });
  const isOpen = async (tx: pg.PoolClient): Promise<boolean> =>
    (await lockPayment(paymentId, tx))?.state === "information_needed" &&
    (await openRequest(paymentId, playerId, tx))?.id === open.id;
  return addEvidence(playerId, { reference: informationReference(open.id), isOpen }, file);
};

/** Sends what the player has added: the withdrawal is in review again. */
export const sendInformation = async (
  paymentId: string,
  playerId: string,
  client: pg.PoolClient,
): Promise<Result<null, { code: "nothing_asked" | "nothing_uploaded" }>> => {
  const payment = await lockPayment(paymentId, client);
  if (payment?.playerId !== playerId || payment.state !== "information_needed")
    return refuse({ code: "nothing_asked" });
  const open = await openRequest(paymentId, playerId, client);
  if (!open || (await evidenceOf([informationReference(open.id)], client)).length === 0)
    return refuse({ code: "nothing_uploaded" });
  await endInformation.run([paymentId, "sent"], client);
  await takeStep(payment, { to: "in_review", cause: "request", source: "documents" }, client);
  return accept(null);
};

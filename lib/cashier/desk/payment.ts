import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bpchar,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { evidenceOf } from "#lib/players/index.ts";
import { isBlocked } from "./instruments.ts";

const SHOWN = {
  id: true,
  playerId: true,
  direction: true,
  provider: true,
  method: true,
  amount: true,
  reversed: true,
  currency: true,
  state: true,
  objectId: true,
  reason: true,
  createdAt: true,
  instrument: {
    select: { id: true, brand: true, last4: true, funding: true, country: true, createdAt: true },
  },
  checks: { select: { name: true, passed: true, at: true }, orderBy: { name: "asc" } },
  payouts: {
    select: {
      id: true,
      amount: true,
      state: true,
      objectId: true,
      reason: true,
      refundsId: true,
      changedAt: true,
    },
    orderBy: { id: "asc" },
  },
  refundedBy: { select: { id: true, paymentId: true, amount: true, state: true }, orderBy: { id: "asc" } },
  exceptions: {
    select: {
      id: true,
      problem: true,
      amount: true,
      currency: true,
      openedAt: true,
      resolution: true,
      assignedPaymentId: true,
    },
    orderBy: { openedAt: "asc" },
  },
  information: {
    select: { id: true, note: true, askedBy: true, askedAt: true, outcome: true, endedAt: true },
    orderBy: { askedAt: "asc" },
  },
  assignment: { select: { staffId: true, takenAt: true } },
  assignedFrom: { select: { id: true, objectId: true } },
} as const;

const steps = statement({
  text: `
    select t.version::bigint as version, t.from_state as "from", t.to_state as "to", t.cause, t.source, t.at, s.display_name as staff
      from payment_transition t
      left join players_staff_view s on t.cause = 'staff' and s.id::text = t.source
     where t.payment_id = $1 order by t.version`,
  params: [uuid],
  row: {
    version: int8,
    from: nullable(text),
    to: text,
    cause: text,
    source: nullable(text),
    at: timestamptz,
    staff: nullable(text),
  },
});

const events = statement({
  text: `
    select id, event_id as "eventId", kind, state, failure, received_at as "receivedAt", ended_at as "endedAt"
      from provider_event where provider = $1 and object_id = any($2) order by id`,
  params: [text, array(text)],
  row: {
    id: int8,
    eventId: text,
    kind: text,
    state: text,
    failure: nullable(text),
    receivedAt: timestamptz,
    endedAt: nullable(timestamptz),
  },
});

const transfers = statement({
  text: `
    select t.id, t.code, t.amount, t.currency, t.created_at as at, d.kind as debit, d.detail as "debitDetail", c.kind as credit,
           c.detail as "creditDetail"
      from ledger_transfer_view t join ledger_account_view d on d.id = t.debit_id join ledger_account_view c on c.id = t.credit_id
     where t.reference = $1 and t.code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund') order by t.created_at, t.id`,
  params: [text],
  row: {
    id: uuid,
    code: text,
    amount: int8,
    currency: bpchar,
    at: timestamptz,
    debit: text,
    debitDetail: text,
    credit: text,
    creditDetail: text,
  },
});

const people = statement({
  text: "select id, display_name as name from players_staff_view where id = any($1)",
  params: [array(uuid)],
  row: { id: uuid, name: text },
});

const playerOf = statement({
  text: `select email, display_name as name, country from players_player_view where id = $1`,
  params: [uuid],
  row: { email: text, name: text, country: bpchar },
});

export const informationReference = (id: string): string => `payment_information:${id}`;

/** Everything that is known about one payment, for staff; null where there is none of this id. */
export const paymentRecord = async (id: string) => {
  const payment = await db().payment.findUnique({ where: { id }, select: SHOWN });
  if (!payment) return null;
  const { payouts, information, assignment } = payment;
  const objects = [payment.objectId, ...payouts.map(({ objectId }) => objectId)].filter(
    (each) => each !== null,
  );
  const staffIds = [...information.map(({ askedBy }) => askedBy), assignment?.staffId ?? []].flat();
  const { instrument } = payment;
  const [player, blocked, transitions, providerEvents, moved, staff, evidence] = await Promise.all([
    playerOf.first([payment.playerId]),
    instrument ? isBlocked({ instrumentId: instrument.id, fingerprint: null }) : false,
    steps.all([id]),
    objects.length > 0 ? events.all([payment.provider, objects]) : [],
    transfers.all([`${payment.direction}:${id}`]),
    staffIds.length > 0 ? people.all([staffIds]) : [],
    evidenceOf(information.map((one) => informationReference(one.id))),
  ]);
  if (!player) return null;
  const nameOf = (staffId: string) => staff.find((one) => one.id === staffId)?.name ?? staffId;
  return {
    ...payment,
    player,
    blocked,
    transitions,
    events: providerEvents,
    transfers: moved,
    assignment: assignment && { ...assignment, name: nameOf(assignment.staffId) },
    information: information.map(({ askedBy, ...one }) => ({
      ...one,
      askedBy: nameOf(askedBy),
      documents: evidence.filter(({ reference }) => reference === informationReference(one.id)),
    })),
  };
};
export type PaymentRecord = NonNullable<Awaited<ReturnType<typeof paymentRecord>>>;

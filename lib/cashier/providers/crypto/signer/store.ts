import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import {
  array,
  bool,
  type Connection,
  int4,
  int8,
  nullable,
  numeric,
  only,
  statement,
  text,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import type { Fees } from "./fees.ts";

export const PURPOSES = ["withdrawal", "sweep", "gas"] as const;
export const TRANSFER_STATES = ["queued", "review", "signed", "paid", "failed", "lost", "canceled"] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** Something that the operator sends on a chain. Amounts are base units; `value` is cents of a euro. */
export type ChainTransfer = {
  id: string;
  chainId: bigint;
  purpose: (typeof PURPOSES)[number];
  payoutId: string | null;
  from: string;
  fromIndex: number | null;
  to: string;
  token: string | null;
  asset: string;
  amount: bigint;
  value: bigint;
  state: TransferState;
  version: number;
  reason: string | null;
  released: boolean;
  nonce: bigint | null;
};

const ROW = {
  id: uuid,
  chainId: int8,
  purpose: only(text, z.enum(PURPOSES)),
  payoutId: nullable(uuid),
  from: text,
  fromIndex: nullable(int4),
  to: text,
  token: nullable(text),
  asset: text,
  amount: numeric,
  value: int8,
  state: only(text, z.enum(TRANSFER_STATES)),
  version: int4,
  reason: nullable(text),
  released: bool,
  nonce: nullable(int8),
};

const COLUMNS = `t.id, t.chain_id as "chainId", t.purpose, t.payout_id as "payoutId", t.from_address as "from", t.from_index as "fromIndex",
  t.to_address as "to", t.token, t.asset, t.amount, t.value, t.state, t.version, t.reason, t.released, t.nonce`;

type Row = Omit<ChainTransfer, "amount"> & { amount: string };
const transferOf = (row: Row): ChainTransfer => ({ ...row, amount: BigInt(row.amount) });

export type NewTransfer = Omit<
  ChainTransfer,
  "id" | "chainId" | "state" | "version" | "reason" | "released" | "nonce"
> & {
  chainId: number;
  rate: string;
  rateSource: string;
  rateAt: Date;
};

const insert = statement({
  text: `
    insert into crypto_transfer (id, chain_id, purpose, payout_id, from_address, from_index, to_address, token, asset, amount, value,
                                 rate, rate_source, rate_at, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'queued') on conflict (payout_id) do nothing`,
  params: [
    uuid,
    int8,
    text,
    nullable(uuid),
    text,
    nullable(int4),
    text,
    nullable(text),
    text,
    numeric,
    int8,
    numeric,
    text,
    timestamptz,
  ],
  row: {},
});

/** Queues a transfer for the signer. A payout is queued once. */
export const queueTransfer = async (made: NewTransfer, client?: Connection): Promise<void> => {
  const { chainId, purpose, payoutId, from, fromIndex, to, token, asset, amount, value } = made;
  await insert.run(
    [
      uuidv7(),
      chainId,
      purpose,
      payoutId,
      from,
      fromIndex,
      to,
      token,
      asset,
      amount,
      value,
      made.rate,
      made.rateSource,
      made.rateAt,
    ],
    client,
  );
};

const inState = statement({
  text: `select ${COLUMNS} from crypto_transfer t where t.chain_id = $1 and t.state = $2 order by t.created_at, t.id limit 200`,
  params: [int8, text],
  row: ROW,
});

export const transfersIn = async (chainId: number, state: TransferState): Promise<ChainTransfer[]> =>
  (await inState.all([chainId, state])).map(transferOf);

const lock = statement({
  text: `select ${COLUMNS} from crypto_transfer t where t.id = $1 for update`,
  params: [uuid],
  row: ROW,
});

export const lockTransfer = async (id: string, client: pg.PoolClient): Promise<ChainTransfer | null> => {
  const row = await lock.first([id], client);
  return row ? transferOf(row) : null;
};

const ofPayout = statement({
  text: `select ${COLUMNS} from crypto_transfer t where t.payout_id = $1 or t.id = $1`,
  params: [uuid],
  row: ROW,
});

/** By its own id or that of its payout. */
export const transferNamed = async (id: string): Promise<ChainTransfer | null> => {
  const row = await ofPayout.first([id]);
  return row ? transferOf(row) : null;
};

const move = statement({
  text: `
    update crypto_transfer set state = $3, reason = $4, version = version + 1, released = released or $5, changed_at = clock_timestamp()
     where id = $1 and version = $2 and state in ('queued', 'review', 'signed')`,
  params: [uuid, int4, text, nullable(text), bool],
  row: {},
});

/** Moves a transfer that was not signed, or loses one that was. False where somebody else was faster. */
export const moveTransfer = async (
  { id, version }: ChainTransfer,
  to: { state: "queued" | "review" | "canceled" | "lost"; reason: string | null; released?: boolean },
  client?: Connection,
): Promise<boolean> =>
  (await move.run([id, version, to.state, to.reason, to.released ?? false], client)) === 1;

const writeOff = statement({
  text: `
    update crypto_transfer set state = 'failed', version = version + 1, changed_at = clock_timestamp()
     where id = $1 and version = $2 and state = 'lost'`,
  params: [uuid, int4],
  row: {},
});

/** Ends a transfer whose nonce was used up by somebody else. False where it was not lost. */
export const writeOffTransfer = async (
  { id, version }: ChainTransfer,
  client: Connection,
): Promise<boolean> => (await writeOff.run([id, version], client)) === 1;

const newest = statement({
  text: "select max(nonce) + 1 as nonce from crypto_transfer where chain_id = $1 and lower(from_address) = lower($2)",
  params: [int8, text],
  row: { nonce: nullable(int8) },
});

/** The nonce after the last that we have taken for an address; null before the first. */
export const nonceAfterOurs = async (chainId: number, from: string): Promise<bigint | null> =>
  (await newest.first([chainId, from]))?.nonce ?? null;

const take = statement({
  text: `
    update crypto_transfer set state = 'signed', nonce = $3, amount = $4, reason = null, version = version + 1, changed_at = clock_timestamp()
     where id = $1 and version = $2 and state = 'queued'`,
  params: [uuid, int4, int8, numeric],
  row: {},
});

/** Takes the nonce, in the commit that stores the signed transaction. A nonce that was taken violates a unique key. */
export const takeNonce = async (
  { id, version }: ChainTransfer,
  nonce: bigint,
  amount: bigint,
  client: pg.PoolClient,
): Promise<boolean> => (await take.run([id, version, nonce, amount], client)) === 1;

/** A signed transaction. Its bytes are stored before they are sent, and the same bytes are sent again. */
export type Attempt = { number: number; hash: string; raw: string; gas: bigint } & Fees;

const keep = statement({
  text: `
    insert into crypto_attempt (transfer_id, number, hash, raw, gas, max_fee, priority_fee) values ($1, $2, $3, $4, $5, $6, $7)`,
  params: [uuid, int4, text, text, int8, numeric, numeric],
  row: {},
});

export const keepAttempt = async (
  transferId: string,
  attempt: Attempt,
  client: pg.PoolClient,
): Promise<void> => {
  const { number, hash, raw, gas, maxFee, priorityFee } = attempt;
  await keep.run([transferId, number, hash, raw, gas, maxFee, priorityFee], client);
};

const attempts = statement({
  text: `
    select number, hash, raw, gas, max_fee as "maxFee", priority_fee as "priorityFee", broadcast_at is not null as broadcast,
           extract(epoch from clock_timestamp() - signed_at) as "ageSeconds"
      from crypto_attempt where transfer_id = $1 order by number desc`,
  params: [uuid],
  row: {
    number: int4,
    hash: text,
    raw: text,
    gas: int8,
    maxFee: numeric,
    priorityFee: numeric,
    broadcast: nullable(bool),
    ageSeconds: nullable(numeric),
  },
});

export type StoredAttempt = Attempt & { broadcast: boolean; ageSeconds: number };

/** A transfer's attempts, the newest first. */
export const attemptsOf = async (transferId: string): Promise<StoredAttempt[]> =>
  (await attempts.all([transferId])).map(({ maxFee, priorityFee, broadcast, ageSeconds, ...row }) => ({
    ...row,
    maxFee: BigInt(maxFee),
    priorityFee: BigInt(priorityFee),
    broadcast: broadcast ?? false,
    ageSeconds: Number(ageSeconds ?? 0),
  }));

const mark = statement({
  text: "update crypto_attempt set broadcast_at = clock_timestamp() where hash = $1 and broadcast_at is null",
  params: [text],
  row: {},
});

export const markBroadcast = async (hash: string): Promise<void> => {
  await mark.run([hash]);
};

const close = statement({
  text: `
    update crypto_transfer set state = $3, reason = $4, hash = $5, fee = $6, version = version + 1, changed_at = clock_timestamp()
     where id = $1 and version = $2 and state = 'signed'`,
  params: [uuid, int4, text, nullable(text), text, numeric],
  row: {},
});

/** Ends a transfer whose nonce was used up for good. */
export const closeTransfer = async (
  { id, version }: ChainTransfer,
  by: { state: "paid" | "failed"; reason: string | null; hash: string; fee: bigint },
  client?: Connection,
): Promise<boolean> => (await close.run([id, version, by.state, by.reason, by.hash, by.fee], client)) === 1;

const sent = statement({
  text: "select hash from crypto_attempt where hash = any($1)",
  params: [array(text)],
  row: { hash: text },
});

/** Which of these transactions are ours. */
export const sentByUs = async (hashes: readonly string[]): Promise<Set<string>> =>
  hashes.length === 0 ? new Set() : new Set((await sent.all([hashes])).map(({ hash }) => hash));

const lastHour = statement({
  text: `
    select coalesce(sum(value), 0)::bigint as value from crypto_transfer
     where chain_id = $1 and purpose = 'withdrawal' and nonce is not null
       and id in (select transfer_id from crypto_attempt where number = 1 and signed_at > clock_timestamp() - interval '1 hour')`,
  params: [int8],
  row: { value: int8 },
});

/** What was signed for players in the last hour, cents of a euro. */
export const signedLastHour = async (chainId: number): Promise<bigint> =>
  (await lastHour.first([chainId]))?.value ?? 0n;

const onTheWay = statement({
  text: `
    select coalesce(sum(amount), 0) as amount from crypto_transfer
     where chain_id = $1 and lower(from_address) = lower($2) and coalesce(token, '') = coalesce($3, '') and state = 'signed'`,
  params: [int8, text, nullable(text)],
  row: { amount: numeric },
});

/** What is signed and not final: it leaves the address whatever its balance says. */
export const leavingSoon = async (chainId: number, from: string, token: string | null): Promise<bigint> =>
  BigInt((await onTheWay.first([chainId, from, token]))?.amount ?? 0);

const unbooked = statement({
  text: "select id, fee from crypto_transfer where chain_id = $1 and fee is not null and fee_value is null limit 200",
  params: [int8],
  row: { id: uuid, fee: withoutNulls(numeric) },
});

export const unbookedFees = (chainId: number): Promise<{ id: string; fee: string }[]> =>
  unbooked.all([chainId]);

const book = statement({
  text: "update crypto_transfer set fee_value = $2 where id = $1 and fee_value is null",
  params: [uuid, int8],
  row: {},
});

export const markFeeBooked = async (id: string, value: bigint, client: pg.PoolClient): Promise<boolean> =>
  (await book.run([id, value], client)) === 1;

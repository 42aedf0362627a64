import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import {
  array,
  bpchar,
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
} from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { cryptoDepositChanged } from "../../../events.ts";
import type { Arrival } from "../chain/blocks.ts";
import { type CryptoDepositState, DEPOSIT_STATES } from "./states.ts";

export type CryptoDeposit = {
  id: string;
  chainId: bigint;
  txHash: string;
  logIndex: number;
  blockHash: string;
  playerId: string;
  asset: string | null;
  amount: bigint;
  state: CryptoDepositState;
  version: number;
  problem: string | null;
  objectId: string | null;
  paymentId: string | null;
};

const ROW = {
  id: uuid,
  chainId: int8,
  txHash: text,
  logIndex: int4,
  blockHash: text,
  playerId: uuid,
  asset: nullable(text),
  amount: numeric,
  state: only(text, z.enum(DEPOSIT_STATES)),
  version: int4,
  problem: nullable(text),
  objectId: nullable(text),
  paymentId: nullable(uuid),
};

const COLUMNS = `d.id, d.chain_id as "chainId", d.tx_hash as "txHash", d.log_index as "logIndex", d.block_hash as "blockHash",
  d.player_id as "playerId", d.asset, d.amount, d.state, d.version, d.problem, d.object_id as "objectId", d.payment_id as "paymentId"`;

const depositOf = (row: Omit<CryptoDeposit, "amount"> & { amount: string }): CryptoDeposit => ({
  ...row,
  amount: BigInt(row.amount),
});

const step = statement({
  text: "insert into crypto_deposit_step (deposit_id, version, state, block_hash) values ($1, $2, $3, $4)",
  params: [uuid, int4, text, text],
  row: {},
});

const announce = ({ id, playerId, state }: CryptoDeposit, client: pg.PoolClient, confirmations = 0) =>
  publish(client, cryptoDepositChanged, { cryptoDepositId: id, playerId, state, confirmations });

const record = async (deposit: CryptoDeposit, client: pg.PoolClient): Promise<void> => {
  const { id, version, state, blockHash } = deposit;
  await step.run([id, version, state, blockHash], client);
  await announce(deposit, client);
};

// One that was dropped or reversed is seen again in another block, with what it carries there.
const see = statement({
  text: `
    insert into crypto_deposit as d (id, chain_id, tx_hash, log_index, block_height, block_hash, address_index, player_id, token, asset, amount,
                                     sender, state, problem)
    select $1, $2, $3, $4, $5, $6, a.address_index, a.player_id, $8, $9, $10, $11, 'seen', $12
      from crypto_address a where lower(a.address) = lower($7) and a.chain_id = $2
    on conflict on constraint crypto_deposit_once do update
      set state = 'seen', version = d.version + 1, block_height = excluded.block_height, block_hash = excluded.block_hash, amount = excluded.amount,
          asset = excluded.asset, sender = excluded.sender, problem = excluded.problem, payment_id = null, changed_at = clock_timestamp()
      where d.state in ('dropped', 'reversed')
    returning ${COLUMNS}`,
  params: [
    uuid,
    int8,
    text,
    int4,
    int8,
    text,
    text,
    nullable(text),
    nullable(text),
    numeric,
    text,
    nullable(text),
  ],
  row: ROW,
});

/** Writes what a block brought. Anything that is known already stays as it is. */
export const seeArrivals = async (
  block: { chainId: number; height: bigint; hash: string },
  arrivals: readonly Arrival[],
  client: pg.PoolClient,
): Promise<void> => {
  for (const { txHash, logIndex, to, token, asset, amount, sender, problem } of arrivals) {
    const row = await see.first(
      [
        uuidv7(),
        block.chainId,
        txHash,
        logIndex,
        block.height,
        block.hash,
        to,
        token,
        asset,
        amount,
        sender,
        problem,
      ],
      client,
    );
    if (row) await record(depositOf(row), client);
  }
};

const drop = statement({
  text: `
    update crypto_deposit d set state = 'dropped', version = version + 1, changed_at = clock_timestamp()
     where chain_id = $1 and block_height > $2 and state in ('seen', 'confirming', 'final') returning ${COLUMNS}`,
  params: [int8, int8],
  row: ROW,
});

/** Drops what was not credited yet and was in blocks above this one, which are replaced. */
export const dropAbove = async (chainId: number, height: bigint, client: pg.PoolClient): Promise<void> => {
  for (const row of await drop.all([chainId, height], client)) await record(depositOf(row), client);
};

const replaced = statement({
  text: `
    select ${COLUMNS} from crypto_deposit d
     where d.chain_id = $1 and d.state in ('credited', 'suspended') and d.block_height > $2
       and not exists (select from crypto_block b where b.chain_id = d.chain_id and b.height = d.block_height and b.hash = d.block_hash)
     order by d.block_height, d.id`,
  params: [int8, int8],
  row: ROW,
});

/** What was credited from blocks above this height that the chain has replaced since, among those that are still compared. */
export const creditedAndReplaced = async (chainId: number, above: bigint): Promise<CryptoDeposit[]> =>
  (await replaced.all([chainId, above])).map(depositOf);

const confirm = statement({
  text: `
    update crypto_deposit d
       set state = case when d.block_height <= $2 then 'final' else 'confirming' end, version = version + 1, changed_at = clock_timestamp()
     where d.chain_id = $1 and d.state in ('seen', 'confirming') and (d.block_height <= $2 or d.state = 'seen' and d.block_height < $3)
       and exists (select from crypto_block b where b.chain_id = d.chain_id and b.height = d.block_height and b.hash = d.block_hash)
    returning ${COLUMNS}`,
  params: [int8, int8, int8],
  row: ROW,
});

const waiting = statement({
  text: `select ${COLUMNS}, ($2 - d.block_height + 1)::int4 as confirmations from crypto_deposit d where d.chain_id = $1 and d.state = 'confirming'`,
  params: [int8, int8],
  row: { ...ROW, confirmations: nullable(int4) },
});

/** Moves what is deep enough on, and tells the others' owners how deep they are. @param moved whether there are new blocks */
export const confirmDeposits = async (
  chainId: number,
  heights: { final: bigint; scanned: bigint; moved: boolean },
  client: pg.PoolClient,
): Promise<void> => {
  for (const row of await confirm.all([chainId, heights.final, heights.scanned], client))
    await record(depositOf(row), client);
  if (!heights.moved) return;
  for (const { confirmations, ...row } of await waiting.all([chainId, heights.scanned], client))
    await announce(depositOf(row), client, confirmations ?? 0);
};

const finals = statement({
  text: `select ${COLUMNS} from crypto_deposit d where d.chain_id = $1 and d.state = 'final' order by d.block_height, d.id limit 200`,
  params: [int8],
  row: ROW,
});

/** What may be credited. */
export const finalDeposits = async (chainId: number): Promise<CryptoDeposit[]> =>
  (await finals.all([chainId])).map(depositOf);

const end = statement({
  text: `
    update crypto_deposit d set state = $3, version = version + 1, object_id = coalesce($4, object_id), payment_id = coalesce($5, payment_id),
           changed_at = clock_timestamp()
     where id = $1 and version = $2 returning ${COLUMNS}`,
  params: [uuid, int4, text, nullable(text), nullable(uuid)],
  row: ROW,
});

/** Takes a deposit to its end, from the version that the caller has read. False where somebody else was faster. */
export const endDeposit = async (
  { id, version }: CryptoDeposit,
  to: { state: CryptoDepositState; objectId?: string; paymentId?: string | null },
  client: pg.PoolClient,
): Promise<boolean> => {
  const row = await end.first([id, version, to.state, to.objectId ?? null, to.paymentId ?? null], client);
  if (row) await record(depositOf(row), client);
  return row !== undefined;
};

const settled = statement({
  text: `
    select ${COLUMNS}, p.id as found
      from crypto_deposit d
      left join payment p on p.provider = 'crypto' and p.object_id = d.object_id
     where d.chain_id = $1 and d.state in ('final', 'dropped') and d.object_id like '%:' || d.block_hash
       and (p.id is not null
         or exists (select from payment_exception e where e.provider = 'crypto' and e.object_id = d.object_id and e.transfer_id is not null))`,
  params: [int8],
  row: { ...ROW, found: nullable(uuid) },
});

/** What was credited or suspended without that being noted, because the scanner stopped in between. */
export const notedTooLate = async (
  chainId: number,
): Promise<{ deposit: CryptoDeposit; paymentId: string | null }[]> =>
  (await settled.all([chainId])).map(({ found, ...row }) => ({ deposit: depositOf(row), paymentId: found }));

const price = statement({
  text: `
    update crypto_deposit set currency = $3, value = $4, remainder = $5, rate = $6, rate_source = $7, rate_at = $8, object_id = $9
     where id = $1 and version = $2 and state = 'final' and object_id is distinct from $9`,
  params: [uuid, int4, bpchar, int8, numeric, numeric, text, timestamptz, text],
  row: {},
});

export type Price = {
  currency: string;
  value: bigint;
  remainder: string;
  rate: string;
  source: string;
  at: Date;
};

/** Fixes what a deposit is worth, once for each block that it was in: whoever credits it again uses the same amount. */
export const priceDeposit = async (deposit: CryptoDeposit, objectId: string, by: Price): Promise<void> => {
  await price.run([
    deposit.id,
    deposit.version,
    by.currency,
    by.value,
    by.remainder,
    by.rate,
    by.source,
    by.at,
    objectId,
  ]);
};

const priced = statement({
  text: "select currency, value from crypto_deposit where id = $1 and object_id = $2",
  params: [uuid, text],
  row: { currency: nullable(bpchar), value: nullable(int8) },
});

export const priceOf = async (
  id: string,
  objectId: string,
  on?: Connection,
): Promise<{ currency: string; value: bigint } | null> => {
  const row = await priced.first([id, objectId], on);
  return row?.currency != null && row.value !== null ? { currency: row.currency, value: row.value } : null;
};

const owned = statement({
  text: "select lower(address) as address from crypto_address where chain_id = $1 and lower(address) = any($2)",
  params: [int8, array(text)],
  row: { address: nullable(text) },
});

/** Which of these addresses, in lower case, are deposit addresses of the chain. */
export const ownedAddresses = async (chainId: number, addresses: readonly string[]): Promise<Set<string>> =>
  addresses.length === 0
    ? new Set()
    : new Set((await owned.all([chainId, addresses])).flatMap(({ address }) => address ?? []));

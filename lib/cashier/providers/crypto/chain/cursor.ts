import type pg from "pg";
import { bool, int8, nullable, statement, text } from "#lib/platform/database/statement.ts";

/** How far a chain has been read. */
export type Cursor = { height: bigint; hash: string; finalHeight: bigint; halted: string | null };

const read = statement({
  text: `select height, hash, final_height as "finalHeight", halted from crypto_chain where chain_id = $1`,
  params: [int8],
  row: { height: int8, hash: text, finalHeight: int8, halted: nullable(text) },
});

export const cursorOf = async (chainId: number): Promise<Cursor | null> =>
  (await read.first([chainId])) ?? null;

const begin = statement({
  text: `
    with made as (
      insert into crypto_chain (chain_id, height, hash, head, final_height) values ($1, $2, $3, $2, 0) on conflict do nothing returning chain_id
    )
    insert into crypto_block (chain_id, height, hash, parent_hash) select $1, $2, $3, $4 from made`,
  params: [int8, int8, text, text],
  row: {},
});

type BlockId = { height: bigint; hash: string; parentHash: string };

/** Begins to read a chain after this block. */
export const beginChain = async (chainId: number, block: BlockId): Promise<void> => {
  await begin.run([chainId, block.height, block.hash, block.parentHash]);
};

const advance = statement({
  text: `
    with moved as (
      update crypto_chain set height = $4, hash = $5, scanned_at = clock_timestamp()
       where chain_id = $1 and height = $2 and hash = $3 returning chain_id
    )
    insert into crypto_block (chain_id, height, hash, parent_hash) select $1, $4, $5, $3 from moved`,
  params: [int8, int8, text, int8, text],
  row: {},
});

/** Moves the cursor one block on. False where it is elsewhere by now: the caller writes nothing then. */
export const advanceTo = async (
  chainId: number,
  from: { height: bigint; hash: string },
  to: { height: bigint; hash: string },
  client: pg.PoolClient,
): Promise<boolean> =>
  (await advance.run([chainId, from.height, from.hash, to.height, to.hash], client)) === 1;

const rewind = statement({
  text: "update crypto_chain set height = $4, hash = $5, scanned_at = clock_timestamp() where chain_id = $1 and height = $2 and hash = $3",
  params: [int8, int8, text, int8, text],
  row: {},
});

const forget = statement({
  text: "delete from crypto_block where chain_id = $1 and height > $2",
  params: [int8, int8],
  row: {},
});

/** Moves the cursor back to a block that the chain still has. False where it is elsewhere by now. */
export const rewindTo = async (
  chainId: number,
  from: { height: bigint; hash: string },
  to: { height: bigint; hash: string },
  client: pg.PoolClient,
): Promise<boolean> => {
  if ((await rewind.run([chainId, from.height, from.hash, to.height, to.hash], client)) !== 1) return false;
  await forget.run([chainId, to.height], client);
  return true;
};

const before = statement({
  text: "select height, hash from crypto_block where chain_id = $1 and height < $2 order by height desc limit 1",
  params: [int8, int8],
  row: { height: int8, hash: text },
});

/** The stored block before this height. */
export const blockBefore = async (
  chainId: number,
  height: bigint,
): Promise<{ height: bigint; hash: string } | null> => (await before.first([chainId, height])) ?? null;

const hashAt = statement({
  text: "select hash from crypto_block where chain_id = $1 and height = $2",
  params: [int8, int8],
  row: { hash: text },
});

export const storedHash = async (chainId: number, height: bigint): Promise<string | null> =>
  (await hashAt.first([chainId, height]))?.hash ?? null;

const setHead = statement({
  text: "update crypto_chain set head = $2, final_height = greatest(final_height, $3), scanned_at = clock_timestamp() where chain_id = $1",
  params: [int8, int8, int8],
  row: {},
});

/** Notes where the node is. */
export const noteHead = async (chainId: number, head: bigint, final: bigint): Promise<void> => {
  await setHead.run([chainId, head, final]);
};

const halt = statement({
  text: "update crypto_chain set halted = $2 where chain_id = $1 and halted is distinct from $2",
  params: [int8, nullable(text)],
  row: {},
});

/** Stops reading until staff have looked at it, or lets it go on. */
export const haltChain = async (
  chainId: number,
  why: string | null,
  client?: pg.PoolClient,
): Promise<void> => {
  await halt.run([chainId, why], client);
};

const prune = statement({
  text: "delete from crypto_block where chain_id = $1 and height < $2",
  params: [int8, int8],
  row: {},
});

/** Forgets blocks below this height, which no reorganisation can reach. */
export const pruneBelow = async (chainId: number, height: bigint): Promise<void> => {
  await prune.run([chainId, height]);
};

const lowest = statement({
  text: "select min(height) as height, count(*) > 0 as some from crypto_block where chain_id = $1",
  params: [int8],
  row: { height: nullable(int8), some: nullable(bool) },
});

/** The oldest block that is still compared. */
export const oldestKept = async (chainId: number): Promise<bigint> =>
  (await lowest.first([chainId]))?.height ?? 0n;

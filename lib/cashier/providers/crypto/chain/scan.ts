import { BlockNotFoundError, TransactionReceiptNotFoundError } from "viem";
import { transaction } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { ChainConfig } from "../config.ts";
import { creditFinal, noteSettled, reverseReplaced } from "../deposits/credit.ts";
import { confirmDeposits, dropAbove, ownedAddresses, seeArrivals } from "../deposits/store.ts";
import { sentByUs } from "../signer/store.ts";
import { BlockGoneError, readBlock, type Watched } from "./blocks.ts";
import { clientOf, finalHeight } from "./client.ts";
import {
  advanceTo,
  beginChain,
  blockBefore,
  type Cursor,
  cursorOf,
  haltChain,
  noteHead,
  oldestKept,
  pruneBelow,
  rewindTo,
  storedHash,
} from "./cursor.ts";
import { holdLease } from "./lease.ts";

/** Blocks of one turn: a scanner that was away catches up in many. */
const BLOCKS_MAX = 200n;
/** Kept below the newest final block. A reorganisation that goes deeper halts the scanner. */
const KEPT = 2_000n;

export const scannerLease = (chainId: number): string => `scanner:${chainId}`;

const watchedOn = (chainId: number): Watched => ({
  ours: (addresses) => ownedAddresses(chainId, addresses),
  sent: sentByUs,
});

/** Begins at the configured block, or with the newest one. */
const begin = async (chain: ChainConfig, head: bigint): Promise<void> => {
  const start = chain.startBlock === undefined ? head : BigInt(Math.max(0, chain.startBlock - 1));
  const block = await clientOf(chain).getBlock({ blockNumber: start < head ? start : head });
  await beginChain(chain.id, {
    height: block.number ?? 0n,
    hash: block.hash ?? "0x",
    parentHash: block.parentHash,
  });
};

const canonicalHash = async (chain: ChainConfig, height: bigint): Promise<string | null> => {
  try {
    return (await clientOf(chain).getBlock({ blockNumber: height })).hash;
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null;
    throw error;
  }
};

/** Goes back to the newest stored block that the chain still has: what was in the others and not credited is dropped. */
const rewind = async (chain: ChainConfig, cursor: Cursor, owner: string): Promise<void> => {
  let common: { height: bigint; hash: string } | null = cursor;
  while (common && (await canonicalHash(chain, common.height)) !== common.hash)
    common = await blockBefore(chain.id, common.height);
  if (!common) {
    log.error({ chain: chain.id }, "a chain has been replaced deeper than blocks are kept");
    await haltChain(chain.id, "reorganised_too_deep");
    return;
  }
  const to = common;
  await transaction(async (client) => {
    await holdLease(scannerLease(chain.id), owner, client);
    if (await rewindTo(chain.id, cursor, to, client)) await dropAbove(chain.id, to.height, client);
  });
  log.warn({ chain: chain.id, from: cursor.height, to: to.height }, "blocks of a chain were replaced");
};

/** Reads one block and writes what it brought with it, in one commit. False: the block does not follow the cursor. */
const scanBlock = async (chain: ChainConfig, cursor: Cursor, owner: string): Promise<boolean> => {
  const block = await readBlock(clientOf(chain), chain, cursor.height + 1n, watchedOn(chain.id));
  if (block.parentHash !== cursor.hash) return false;
  await transaction(async (client) => {
    await holdLease(scannerLease(chain.id), owner, client);
    if (await advanceTo(chain.id, cursor, block, client))
      await seeArrivals({ chainId: chain.id, ...block }, block.arrivals, client);
  });
  return true;
};

const readOn = async (chain: ChainConfig, head: bigint, owner: string): Promise<bigint> => {
  let read = 0n;
  while (read < BLOCKS_MAX) {
    const cursor = await cursorOf(chain.id);
    if (!cursor || cursor.halted || cursor.height >= head) break;
    try {
      if (!(await scanBlock(chain, cursor, owner))) return read;
    } catch (error) {
      // Replaced while it was read: the next turn compares it.
      const gone =
        error instanceof BlockGoneError ||
        error instanceof BlockNotFoundError ||
        error instanceof TransactionReceiptNotFoundError;
      if (gone) return read;
      throw error;
    }
    read += 1n;
  }
  return read;
};

/** Moves deposits on as far as their blocks are final, if our final block is the chain's. */
const confirm = async (chain: ChainConfig, final: bigint, moved: boolean, owner: string): Promise<void> => {
  const cursor = await cursorOf(chain.id);
  if (!cursor) return;
  const known = final < cursor.height ? final : cursor.height;
  const stored = await storedHash(chain.id, known);
  if (stored !== null && (await canonicalHash(chain, known)) !== stored) return;
  await transaction(async (client) => {
    await holdLease(scannerLease(chain.id), owner, client);
    await confirmDeposits(chain.id, { final: known, scanned: cursor.height, moved }, client);
  });
  if (moved && final > KEPT) await pruneBelow(chain.id, final - KEPT);
};

/**
 * One turn of a chain's scanner: compares where it stands with the chain and goes back if blocks were replaced; reads the blocks that are new; moves
 * deposits on; credits what is final, and reverses what was credited and replaced. May be repeated and interrupted at any point.
 * @param owner who holds the lease `scannerLease`
 */
export const scanChain = async (chain: ChainConfig, owner: string): Promise<void> => {
  const head = await clientOf(chain).getBlockNumber();
  const final = await finalHeight(chain, head);
  const before = await cursorOf(chain.id);
  if (!before) await begin(chain, head);
  await noteHead(chain.id, head, final);
  const cursor = before ?? (await cursorOf(chain.id));
  if (!cursor || cursor.halted) return;
  if ((await canonicalHash(chain, cursor.height)) !== cursor.hash) await rewind(chain, cursor, owner);
  await noteSettled(chain);
  await reverseReplaced(chain, (await oldestKept(chain.id)) - 1n);
  const read = await readOn(chain, head, owner);
  await confirm(chain, final, read > 0n, owner);
  await creditFinal(chain);
  scheduleRelay();
};

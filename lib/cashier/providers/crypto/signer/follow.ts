import {
  type Address,
  type Hash,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import { transfersIn as logsIn } from "../chain/blocks.ts";
import { clientOf } from "../chain/client.ts";
import { holdLease } from "../chain/lease.ts";
import type { ChainConfig } from "../config.ts";
import { aboveGasCap, assertReplaces, bumpedFees } from "./fees.ts";
import type { Keys } from "./keys.ts";
import { settlePayout } from "./settle.ts";
import { broadcast, feesNow, keyOf, signAttempt, signerLease } from "./sign.ts";
import {
  attemptsOf,
  type ChainTransfer,
  closeTransfer,
  keepAttempt,
  moveTransfer,
  type StoredAttempt,
  transfersIn,
} from "./store.ts";

type Signed = ChainTransfer & { nonce: bigint };
const isSigned = (transfer: ChainTransfer): transfer is Signed => transfer.nonce !== null;

const receiptOf = async (chain: ChainConfig, hash: string): Promise<TransactionReceipt | null> => {
  try {
    return await clientOf(chain).getTransactionReceipt({ hash: hash as Hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  }
};

const isKnown = async (chain: ChainConfig, hash: string): Promise<boolean> => {
  try {
    await clientOf(chain).getTransaction({ hash: hash as Hash });
    return true;
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return false;
    throw error;
  }
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Why nothing arrived, though the transaction is final; null where it did. A token may answer false without reverting. */
const failureOf = (
  { from, to, token, amount }: ChainTransfer,
  receipt: TransactionReceipt,
): string | null => {
  if (receipt.status !== "success") return "reverted";
  if (token === null) return null;
  const moved = logsIn(receipt).some(
    (each) => same(each.token, token) && same(each.from, from) && same(each.to, to) && each.amount === amount,
  );
  return moved ? null : "not_moved";
};

const close = async (transfer: Signed, receipt: TransactionReceipt): Promise<void> => {
  const reason = failureOf(transfer, receipt);
  const fee = receipt.gasUsed * receipt.effectiveGasPrice;
  const state = reason === null ? "paid" : "failed";
  if (await closeTransfer(transfer, { state, reason, hash: receipt.transactionHash, fee }))
    await settlePayout(transfer.id);
};

/** Signs the transfer again under its nonce with higher fees, and stores it before it is sent. Throws rather than raise too little. */
const bump = async (
  chain: ChainConfig,
  transfer: Signed,
  last: StoredAttempt,
  keys: Keys,
  owner: string,
): Promise<void> => {
  const fees = bumpedFees(last, await feesNow(chain));
  if (aboveGasCap(fees, chain.caps.gasGwei)) {
    log.warn({ transfer: transfer.id }, "the fees of a transfer are not raised above the cap");
    return;
  }
  assertReplaces(last, fees);
  const attempt = await signAttempt(
    keyOf(keys, transfer),
    transfer,
    { gas: last.gas, ...fees },
    last.number + 1,
  );
  await transaction(async (client) => {
    await holdLease(signerLease(chain.id), owner, client);
    await keepAttempt(transfer.id, attempt, client);
  });
  await broadcast(chain, attempt);
};

type Heights = { final: bigint };

const follow = async (
  chain: ChainConfig,
  transfer: Signed,
  { final }: Heights,
  keys: Keys,
  owner: string,
): Promise<void> => {
  const attempts = await attemptsOf(transfer.id);
  for (const { hash } of attempts) {
    const receipt = await receiptOf(chain, hash);
    // Any attempt may be the one that is mined: all have the same nonce.
    if (receipt) return receipt.blockNumber <= final ? close(transfer, receipt) : undefined;
  }
  const used = await clientOf(chain).getTransactionCount({
    address: transfer.from as Address,
    blockNumber: final,
  });
  if (BigInt(used) > transfer.nonce) {
    log.error({ transfer: transfer.id }, "a nonce was used by a transaction that we did not sign");
    await moveTransfer(transfer, { state: "lost", reason: "replaced" });
    return;
  }
  const [newest] = attempts;
  if (!newest) throw new Error(`transfer ${transfer.id} has no attempt`);
  if (newest.broadcast && newest.ageSeconds > chain.bumpAfterSeconds)
    return bump(chain, transfer, newest, keys, owner);
  if (!newest.broadcast || !(await isKnown(chain, newest.hash))) await broadcast(chain, newest);
};

/**
 * Follows what is signed and not final: closes it by the receipt of whichever attempt was mined; sends again what the node has dropped; raises the
 * fees of what waits too long; finds what somebody else replaced.
 * @param final the newest final block
 */
export const followSigned = async (
  chain: ChainConfig,
  final: bigint,
  keys: Keys,
  owner: string,
): Promise<void> => {
  for (const transfer of await transfersIn(chain.id, "signed")) {
    try {
      if (isSigned(transfer)) await follow(chain, transfer, { final }, keys, owner);
    } catch (error) {
      log.error({ err: error, transfer: transfer.id }, "a signed transfer could not be followed");
    }
  }
};

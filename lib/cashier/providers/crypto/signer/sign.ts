import { type Address, encodeFunctionData, type Hex, keccak256 } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import { clientOf } from "../chain/client.ts";
import { holdLease } from "../chain/lease.ts";
import type { ChainConfig } from "../config.ts";
import { screenAddress } from "../destinations/screening.ts";
import { balanceOf } from "./balances.ts";
import { aboveCaps } from "./caps.ts";
import { aboveGasCap, type Fees, firstFees } from "./fees.ts";
import type { Keys } from "./keys.ts";
import { settlePayout } from "./settle.ts";
import {
  type Attempt,
  type ChainTransfer,
  keepAttempt,
  leavingSoon,
  markBroadcast,
  moveTransfer,
  nonceAfterOurs,
  signedLastHour,
  takeNonce,
  transfersIn,
} from "./store.ts";

export const signerLease = (chainId: number): string => `signer:${chainId}`;

/** Tokens like USDT answer nothing, so nothing is read from the answer. */
const TRANSFER_ABI = [
  {
    type: "function",
    name: "transfer",
    stateMutability: "nonpayable",
    inputs: [
      { name: "to", type: "address" },
      { name: "amount", type: "uint256" },
    ],
    outputs: [],
  },
] as const;

export const keyOf = (keys: Keys, { from, fromIndex }: ChainTransfer): PrivateKeyAccount =>
  fromIndex === null ? keys.wallet(from) : keys.deposit(fromIndex);

/** What the chain asks for now. */
export const feesNow = async (chain: ChainConfig): Promise<Fees> => {
  const client = clientOf(chain);
  const [block, priorityFee] = await Promise.all([
    client.getBlock({ blockTag: "latest" }),
    client.estimateMaxPriorityFeePerGas(),
  ]);
  return firstFees(block.baseFeePerGas ?? 0n, priorityFee);
};

const callOf = ({ token, to, amount }: ChainTransfer): { to: Address; value: bigint; data?: Hex } =>
  token
    ? {
        to: token as Address,
        value: 0n,
        data: encodeFunctionData({
          abi: TRANSFER_ABI,
          functionName: "transfer",
          args: [to as Address, amount],
        }),
      }
    : { to: to as Address, value: amount };

/** Signs a transfer under a nonce. The same key, nonce, gas and fees make the same bytes. */
export const signAttempt = async (
  key: PrivateKeyAccount,
  transfer: ChainTransfer & { nonce: bigint },
  { gas, ...fees }: Fees & { gas: bigint },
  number: number,
): Promise<Attempt> => {
  const raw = await key.signTransaction({
    type: "eip1559",
    chainId: Number(transfer.chainId),
    nonce: Number(transfer.nonce),
    gas,
    maxFeePerGas: fees.maxFee,
    maxPriorityFeePerGas: fees.priorityFee,
    ...callOf(transfer),
  });
  return { number, hash: keccak256(raw), raw, gas, ...fees };
};

/** Gives a signed transaction to the chain. It may be there already; what becomes of it is found by its receipts, not by this answer. */
export const broadcast = async (
  chain: ChainConfig,
  { hash, raw }: Pick<Attempt, "hash" | "raw">,
): Promise<void> => {
  try {
    await clientOf(chain).sendRawTransaction({ serializedTransaction: raw as Hex });
  } catch (error) {
    log.warn(
      { chain: chain.id, hash, reason: (error as Error).message.split("\n")[0] },
      "a node did not take a transaction",
    );
    return;
  }
  await markBroadcast(hash);
};

/** Why a withdrawal does not go by itself, or null. */
const heldBack = async (chain: ChainConfig, transfer: ChainTransfer): Promise<string | null> => {
  if (transfer.purpose !== "withdrawal" || transfer.released) return null;
  return aboveCaps(transfer.value, await signedLastHour(chain.id), chain.caps);
};

/** The nonce to take; null where the chain has counted one that is not ours: somebody else has the key. */
const nextNonce = async (chain: ChainConfig, from: string): Promise<bigint | null> => {
  const onChain = BigInt(
    await clientOf(chain).getTransactionCount({ address: from as Address, blockTag: "latest" }),
  );
  const ours = await nonceAfterOurs(chain.id, from);
  return ours === null ? onChain : onChain > ours ? null : ours;
};

const waits = async (transfer: ChainTransfer, reason: string): Promise<false> => {
  if (transfer.reason !== reason) {
    log.warn({ transfer: transfer.id, reason }, "a transfer on a chain waits");
    await moveTransfer(transfer, { state: "queued", reason });
  }
  return false;
};

const prepare = async (chain: ChainConfig, transfer: ChainTransfer) => {
  const client = clientOf(chain);
  const { from, token, amount } = transfer;
  const fees = await feesNow(chain);
  if (aboveGasCap(fees, chain.caps.gasGwei)) return "fees_high" as const;
  const free = (await balanceOf(chain, from, token)) - (await leavingSoon(chain.id, from, token));
  if (free < amount) return "wallet_short" as const;
  const estimate = await client
    .estimateGas({ account: from as Address, ...callOf(transfer) })
    .catch(() => null);
  if (estimate === null) return "would_revert" as const;
  // A plain transfer needs exactly this much; code may need more when it runs.
  const gas = estimate === 21_000n ? estimate : (estimate * 12n) / 10n;
  const coins = (await balanceOf(chain, from, null)) - (await leavingSoon(chain.id, from, null));
  if (coins < gas * fees.maxFee + (token ? 0n : amount)) return "wallet_short" as const;
  return { gas, ...fees };
};

/**
 * Signs one queued transfer and sends it. Nonce, bytes and hash are stored in one commit, under the lease, before anything is sent: after a crash
 * the same bytes are sent again. Withdrawals above the caps go to review; an address that was blocked meanwhile is not paid.
 * True where it was signed.
 */
export const signTransfer = async (
  chain: ChainConfig,
  transfer: ChainTransfer,
  keys: Keys,
  owner: string,
): Promise<boolean> => {
  const reason = await heldBack(chain, transfer);
  if (reason) {
    await moveTransfer(transfer, { state: "review", reason });
    return false;
  }
  if (transfer.purpose === "withdrawal") {
    const screened = await screenAddress(transfer.to, chain.id);
    if (screened === "blocked") {
      await moveTransfer(transfer, { state: "canceled", reason: "address_blocked" });
      await settlePayout(transfer.id);
      return false;
    }
  }
  const prepared = await prepare(chain, transfer);
  if (typeof prepared === "string") return waits(transfer, prepared);
  const nonce = await nextNonce(chain, transfer.from);
  if (nonce === null) return waits(transfer, "nonce_used_elsewhere");
  const attempt = await signAttempt(keyOf(keys, transfer), { ...transfer, nonce }, prepared, 1);
  const taken = await transaction(async (client) => {
    await holdLease(signerLease(chain.id), owner, client);
    if (!(await takeNonce(transfer, nonce, transfer.amount, client))) return false;
    await keepAttempt(transfer.id, attempt, client);
    return true;
  });
  if (taken) await broadcast(chain, attempt);
  return taken;
};

/** Signs what is queued, one after the other. One that fails does not keep others from going. */
export const signQueued = async (chain: ChainConfig, keys: Keys, owner: string): Promise<void> => {
  for (const transfer of await transfersIn(chain.id, "queued")) {
    try {
      await signTransfer(chain, transfer, keys, owner);
    } catch (error) {
      log.error({ err: error, transfer: transfer.id }, "a transfer could not be signed");
    }
  }
};

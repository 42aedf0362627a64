import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { clientOf, finalHeight } from "../chain/client.ts";
import type { ChainConfig } from "../config.ts";
import { bookFees } from "./book-fees.ts";
import { followSigned } from "./follow.ts";
import type { Keys } from "./keys.ts";
import { signQueued } from "./sign.ts";
import { planSweeps } from "./sweep.ts";

/**
 * One turn of a chain's signer: follows what is signed, queues sweeps, signs what is queued, and books fees. May be interrupted at any point.
 * @param owner who holds the lease `signerLease`
 */
export const runSigner = async (chain: ChainConfig, keys: Keys, owner: string): Promise<void> => {
  const client = clientOf(chain);
  await followSigned(chain, await finalHeight(chain, await client.getBlockNumber()), keys, owner);
  await planSweeps(chain);
  await signQueued(chain, keys, owner);
  await bookFees(chain);
  scheduleRelay();
};

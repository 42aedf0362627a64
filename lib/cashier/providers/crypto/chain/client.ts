import { createPublicClient, fallback, http, type PublicClient } from "viem";
import type { ChainConfig } from "../config.ts";

const clients = new Map<string, PublicClient>();

/** The client of a chain's nodes; one a process. Every request ends after ten seconds. */
export const clientOf = ({ rpcUrls }: Pick<ChainConfig, "rpcUrls">): PublicClient => {
  const key = rpcUrls.join(" ");
  const known = clients.get(key);
  if (known) return known;
  const client = createPublicClient({
    cacheTime: 0,
    transport: fallback(
      rpcUrls.map((url) => http(url, { timeout: 10_000, retryCount: 1, batch: { batchSize: 50 } })),
      { retryCount: 0 },
    ),
  });
  clients.set(key, client);
  return client;
};

/** The newest block that no reorganisation replaces any more, by the chain's rule. 0: none yet. */
export const finalHeight = async (chain: ChainConfig, head: bigint): Promise<bigint> => {
  if (chain.finality === "finalized") {
    const block = await clientOf(chain).getBlock({ blockTag: "finalized" });
    return block.number ?? 0n;
  }
  const height = head - BigInt(chain.finality.confirmations);
  return height > 0n ? height : 0n;
};

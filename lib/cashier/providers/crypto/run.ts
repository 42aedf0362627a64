import { uuidv7 } from "#lib/core/id.ts";
import { type Loop, loop } from "#lib/platform/jobs/loop.ts";
import { log } from "#lib/platform/observability/log.ts";
import { releaseLease, takeLease } from "./chain/lease.ts";
import { scanChain, scannerLease } from "./chain/scan.ts";
import { cryptoConfig } from "./config.ts";
import { findUntraced } from "./deposits/untraced.ts";
import { loadKeys } from "./signer/keys.ts";
import { runSigner } from "./signer/run.ts";
import { signerLease } from "./signer/sign.ts";

const EVERY_MS = 2_000;
const LEASE_SECONDS = 30;

/** This process, as an owner of leases. */
const OWNER = uuidv7();

/** One turn of every configured chain's scanner that no other process runs. A chain that does not answer does not keep others from going. */
export const scanChains = async (): Promise<void> => {
  await Promise.all(
    (cryptoConfig()?.chains ?? []).map(async (chain) => {
      try {
        if (await takeLease(scannerLease(chain.id), OWNER, LEASE_SECONDS)) await scanChain(chain, OWNER);
      } catch (error) {
        log.error({ err: error, chain: chain.id }, "a chain could not be scanned");
      }
    }),
  );
};

/** Looks on every configured chain for coins that no transaction explains. Returns how many addresses have some. */
export const findUntracedCoins = async (): Promise<number> => {
  let found = 0;
  for (const chain of cryptoConfig()?.chains ?? []) found += await findUntraced(chain);
  return found;
};

/** Signs for every configured chain for which no other process signs, until it is stopped. Reads the keys at once, and throws where they are wrong. */
export const startChainSigner = (): Loop => {
  const chains = cryptoConfig()?.chains ?? [];
  const keys = loadKeys();
  const loops = chains.map((chain) =>
    loop(
      signerLease(chain.id),
      EVERY_MS,
      async () => {
        if (await takeLease(signerLease(chain.id), OWNER, LEASE_SECONDS)) await runSigner(chain, keys, OWNER);
      },
      0,
    ),
  );
  return {
    stop: async () => {
      await Promise.all(loops.map((each) => each.stop()));
      await Promise.all(chains.map(({ id }) => releaseLease(signerLease(id), OWNER)));
    },
  };
};

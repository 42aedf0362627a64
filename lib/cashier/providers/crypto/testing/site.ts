import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HDKey } from "@scure/bip32";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { parseEther } from "viem/utils";
import type { ChainConfig } from "../config.ts";
import type { Keys } from "../signer/keys.ts";
import { type Anvil, startAnvil } from "./anvil.ts";
import { deployToken, KINDS, type TestToken } from "./token.ts";

export const CHAIN_ID = 31_337;
export const CONFIRMATIONS = 2;
export const OWNER = "0196a0aa-0000-7000-8000-00000000c0de";

type StartedSite = {
  anvil: Anvil;
  tokens: Record<keyof typeof KINDS, TestToken>;
  hot: Address;
  /** The variables of a site that uses it. */
  env: Record<"CRYPTO_CHAINS_FILE" | "CRYPTO_XPUB" | "CRYPTO_SIGNER_KEY_FILE", string>;
  stop(): Promise<void>;
};
export type CryptoSite = StartedSite & { chain: ChainConfig; keys: Keys };

/**
 * A chain on loopback with one token of each kind, all configured, and the variables of a site that uses it. One coin is worth 2,000 euros, a token 0.90.
 * Hot wallet and tank hold five coins each. `openSite` is called before anything reads the environment.
 */
export const startSite = async (
  chainId = CHAIN_ID,
  kinds = Object.keys(KINDS) as (keyof typeof KINDS)[],
): Promise<StartedSite> => {
  const anvil = await startAnvil(chainId);
  const folder = mkdtempSync(join(tmpdir(), "evens-chain-"));
  const stop = async () => {
    await anvil.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const account = HDKey.fromMasterSeed(randomBytes(32)).derive("m/44'/60'/0'");
    const [hotKey, tankKey] = [generatePrivateKey(), generatePrivateKey()];
    const [hot, gasTank] = [privateKeyToAccount(hotKey).address, privateKeyToAccount(tankKey).address];
    for (const address of [hot, gasTank]) await anvil.client.setBalance({ address, value: parseEther("5") });
    const tokens = {} as StartedSite["tokens"];
    for (const kind of kinds) tokens[kind] = await deployToken(anvil, kind);
    const symbols = { honest: "USDC", silent: "USDT", refusing: "RFS", lying: "LIE" };
    const config = {
      rates: {
        source: "manual",
        values: { ETH: "2000", USDC: "0.90", USDT: "0.90", RFS: "0.90", LIE: "0.90" },
      },
      screening: "simulated",
      coolOffHours: 0,
      chains: [
        {
          id: chainId,
          name: "Anvil",
          test: true,
          rpcUrls: [anvil.url],
          finality: { confirmations: CONFIRMATIONS },
          tokens: kinds.map((kind) => ({
            symbol: symbols[kind],
            contract: tokens[kind].address,
            decimals: 6,
          })),
          hot,
          gasTank,
          caps: { perTransfer: "500", perHour: "5000", hot: "50000" },
          bumpAfterSeconds: 1,
          sweepFrom: "20",
        },
      ],
    };
    const [chainsFile, keyFile] = [join(folder, "chains.json"), join(folder, "keys.json")];
    writeFileSync(chainsFile, JSON.stringify(config));
    writeFileSync(keyFile, JSON.stringify({ wallets: [hotKey, tankKey], xprv: account.privateExtendedKey }), {
      mode: 0o600,
    });
    const env = {
      CRYPTO_CHAINS_FILE: chainsFile,
      CRYPTO_XPUB: account.publicExtendedKey,
      CRYPTO_SIGNER_KEY_FILE: keyFile,
    };
    return { anvil, tokens, hot, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Sets the variables and reads the configuration, once the test's database is there. */
export const openSite = async (site: StartedSite): Promise<CryptoSite> => {
  Object.assign(process.env, site.env, { DEMO_MODE: "true" });
  const [{ requireCrypto }, { loadKeys }] = await Promise.all([
    import("../config.ts"),
    import("../signer/keys.ts"),
  ]);
  return { ...site, chain: requireCrypto().chains[0] as ChainConfig, keys: loadKeys() };
};

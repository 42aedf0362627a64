import { readFileSync, statSync } from "node:fs";
import { HDKey } from "@scure/bip32";
import { toHex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import { requireCrypto } from "../config.ts";

const KeyFile = z.object({
  /** Private keys of the hot wallets and gas tanks. */
  wallets: z.array(z.string().regex(/^0x[0-9a-f]{64}$/)).min(1),
  /** The extended private key of the deposit addresses, at the path of CRYPTO_XPUB. */
  xprv: z.string().startsWith("xprv"),
});

/** Signs for the operator's addresses. Only the signer process has one. */
export type Keys = {
  wallet(address: string): PrivateKeyAccount;
  /** The key of a deposit address. */
  deposit(index: number): PrivateKeyAccount;
};

/** Keys from the text of a key file. Throws where they are not those of the configuration, and never says a key. */
export const keysFrom = (source: string): Keys => {
  const parsed = KeyFile.safeParse(JSON.parse(source));
  if (!parsed.success) throw new Error("the key file of the signer is wrong");
  const { wallets, xprv } = parsed.data;
  const accounts = wallets.map((key) => privateKeyToAccount(key as `0x${string}`));
  const root = HDKey.fromExtendedKey(xprv);
  if (root.publicExtendedKey !== env().CRYPTO_XPUB)
    throw new Error("the signer's key does not belong to CRYPTO_XPUB");
  const wallet = (address: string): PrivateKeyAccount => {
    const found = accounts.find((account) => account.address.toLowerCase() === address.toLowerCase());
    if (!found) throw new Error(`the signer has no key of ${address}`);
    return found;
  };
  for (const { hot, gasTank } of requireCrypto().chains)
    for (const address of [hot, gasTank]) wallet(address);
  return {
    wallet,
    deposit: (index) => {
      const { privateKey } = root.deriveChild(0).deriveChild(index);
      if (!privateKey) throw new Error("the extended key has no private key");
      return privateKeyToAccount(toHex(privateKey));
    },
  };
};

/** The keys of this process, from CRYPTO_SIGNER_KEY_FILE, which nobody else may read. */
export const loadKeys = (): Keys => {
  const file = env().CRYPTO_SIGNER_KEY_FILE;
  if (!file) throw new Error("CRYPTO_SIGNER_KEY_FILE is missing");
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Error("others may read CRYPTO_SIGNER_KEY_FILE: chmod 600");
  return keysFrom(readFileSync(file, "utf8"));
};

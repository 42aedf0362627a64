import { zeroAddress } from "viem";
import { getAddress, isAddress, verifyMessage } from "viem/utils";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { env } from "#lib/platform/config/env.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { assetOf, chainOf } from "../config.ts";
import { ownedAddresses } from "../deposits/store.ts";
import type { RegisterWalletInput, WalletRefusal } from "../schema.ts";
import { screenAddress } from "./screening.ts";
import { keepDestination, keepProof, ownDestination } from "./store.ts";

/** An address as it is written with its checksum (EIP-55). One in a single case has none to be compared. Pure. */
export const readAddress = (
  text: string,
): Result<`0x${string}`, { code: "address_invalid" | "checksum_wrong" }> => {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return refuse({ code: "address_invalid" });
  const digits = text.slice(2);
  const oneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  const lower = `0x${digits.toLowerCase()}` as const;
  if (!oneCase && !isAddress(text, { strict: true })) return refuse({ code: "checksum_wrong" });
  return accept(getAddress(lower));
};

const proofOf = (address: string, playerId: string): string =>
  [
    `${new URL(env().PUBLIC_URL).host}: I own this wallet and withdraw to it.`,
    `Wallet: ${address}`,
    `Account: ${playerId}`,
    `Number: ${crypto.randomUUID()}`,
  ].join("\n");

/**
 * Registers a wallet that a player may withdraw to when the cool-off is over. The screening service is asked first, outside of any transaction; it
 * throws where that does not answer. Repeating it changes nothing; one that was removed waits again.
 */
export const registerWallet = async (
  playerId: string,
  { chainId, asset, address: text }: RegisterWalletInput,
): Promise<Result<{ walletId: string; usableFrom: Date | null }, WalletRefusal>> => {
  const chain = chainOf(chainId);
  if (!chain || !assetOf(chain, asset)) return refuse({ code: "asset_not_offered" });
  const read = readAddress(text);
  if (!read.ok) return read;
  const address = read.value;
  const lower = address.toLowerCase();
  const reserved = [
    zeroAddress,
    chain.hot,
    chain.gasTank,
    chain.cold ?? "",
    ...chain.tokens.map(({ contract }) => contract),
  ];
  const ours = await ownedAddresses(chainId, [lower]);
  if (ours.size > 0 || reserved.some((each) => each.toLowerCase() === lower))
    return refuse({ code: "address_not_a_wallet" });
  const screening = await screenAddress(address, chainId);
  if (screening === "blocked") return refuse({ code: "address_blocked" });
  const proofText = proofOf(address, playerId);
  const { id, usableFrom } = await transaction((client) =>
    keepDestination({ playerId, chainId, asset, address, proofText, screening }, client),
  );
  return accept({ walletId: id, usableFrom });
};

/** Takes the signature by which a player proves that a wallet is theirs (EIP-191). */
export const proveWallet = async (
  playerId: string,
  { walletId, signature }: { walletId: string; signature: string },
): Promise<Result<null, { code: "unknown_wallet" | "proof_wrong" }>> => {
  const wallet = await ownDestination(walletId, playerId);
  if (!wallet) return refuse({ code: "unknown_wallet" });
  const proof = { address: wallet.address as `0x${string}`, signature: signature as `0x${string}` };
  const right = await verifyMessage({ ...proof, message: wallet.proofText }).catch(() => false);
  if (!right) return refuse({ code: "proof_wrong" });
  await transaction((client) => keepProof(walletId, playerId, signature, client));
  return accept(null);
};

import { z } from "zod";
import { idText, plainText, uuidText } from "#lib/platform/commands/input.ts";
import type { CryptoDepositState } from "./deposits/states.ts";

export { type CryptoDepositState, DEPOSIT_STATES as CRYPTO_DEPOSIT_STATES } from "./deposits/states.ts";

const chainId = () => z.coerce.number().int().min(1).max(2_147_483_647);

export const CryptoAddressInput = z.object({ chainId: chainId() });

export const RegisterWalletInput = z.object({
  chainId: chainId(),
  asset: idText(10),
  /** With or without the checksum of EIP-55; with a wrong one it is refused. */
  address: idText(42),
});
export type RegisterWalletInput = z.output<typeof RegisterWalletInput>;

export const ProveWalletInput = z.object({
  walletId: uuidText(),
  /** Of the wallet's text (EIP-191), in hexadecimal. */
  signature: z
    .string()
    .trim()
    .regex(/^0x[0-9a-fA-F]{130}$/),
});

export const RemoveWalletInput = z.object({ walletId: uuidText() });

export const ResumeChainInput = z.object({ chainId: chainId(), reason: plainText(500).min(3) });
export const ReleaseTransferInput = z.object({ transferId: uuidText(), reason: plainText(500).min(3) });

export type WalletRefusal =
  | { code: "address_invalid" }
  /** The letters' cases are not those of the address's checksum. */
  | { code: "checksum_wrong" }
  /** A token's contract, an address of the operator, or nobody's. */
  | { code: "address_not_a_wallet" }
  | { code: "address_blocked" }
  | { code: "asset_not_offered" };

/** A chain on which a player may deposit. */
export type CryptoNetwork = {
  chainId: number;
  name: string;
  assets: string[];
  /** The player's own, with the checksum of EIP-55; null until they ask for it. */
  address: string | null;
  /** In how many blocks a deposit must be, its own included, to be final; null where the chain itself says. */
  confirmations: number | null;
  test: boolean;
};

/** Money on its way from a chain. */
export type CryptoDepositView = {
  id: string;
  network: string;
  asset: string;
  /** Decimal text of the asset. */
  amount: string;
  state: CryptoDepositState;
  confirmations: number;
  needed: number | null;
  at: Date;
  paymentId: string | null;
  txHash: string;
  link: string | null;
};

/** A wallet that a player withdraws to. */
export type CryptoWallet = {
  id: string;
  network: string;
  asset: string;
  address: string;
  usableFrom: Date | null;
  waits: boolean;
  proved: boolean;
  /** What the wallet's key signs to prove that it is the player's. */
  proofText: string;
};

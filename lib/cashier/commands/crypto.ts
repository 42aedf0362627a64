import { accept, refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { paymentsReview } from "../permissions.ts";
import { cursorOf, haltChain } from "../providers/crypto/chain/cursor.ts";
import { chainOf } from "../providers/crypto/config.ts";
import { giveAddress } from "../providers/crypto/deposits/address.ts";
import { removeDestination } from "../providers/crypto/destinations/store.ts";
import { proveWallet, registerWallet } from "../providers/crypto/destinations/wallet.ts";
import { settlePayout } from "../providers/crypto/signer/settle.ts";
import { lockTransfer, moveTransfer, writeOffTransfer } from "../providers/crypto/signer/store.ts";
import {
  CryptoAddressInput,
  ProveWalletInput,
  RegisterWalletInput,
  ReleaseTransferInput,
  RemoveWalletInput,
  ResumeChainInput,
} from "../schema.ts";

const rate = { name: "crypto-wallet", points: 20, durationSeconds: 900 };

/** Gives a player their deposit address on a chain: always the same one. */
export const cryptoAddressCommand = defineCommand({
  name: "cashier.crypto_address",
  summary: "The player's own deposit address on a chain.",
  actor: "player",
  gate: "deposit",
  input: CryptoAddressInput,
  refusals: { network_not_offered: 404 },
  rate,
  transaction: "own",
  run: async ({ input: { chainId }, actor: { playerId } }) => {
    const chain = chainOf(chainId);
    if (!chain) return refuse({ code: "network_not_offered" as const });
    return accept({ address: await giveAddress(playerId, chain) });
  },
});

/** Registers a wallet to withdraw to. */
export const registerWalletCommand = defineCommand({
  name: "cashier.register_wallet",
  summary: "Registers a wallet for withdrawals. It may be used when the cool-off is over.",
  actor: "player",
  gate: "withdraw",
  stepUp: true,
  input: RegisterWalletInput,
  refusals: {
    address_invalid: 422,
    checksum_wrong: 422,
    address_not_a_wallet: 422,
    address_blocked: 403,
    asset_not_offered: 404,
  },
  rate,
  transaction: "own",
  run: ({ input, actor: { playerId } }) => registerWallet(playerId, input),
});

/** Proves that a wallet is the player's. */
export const proveWalletCommand = defineCommand({
  name: "cashier.prove_wallet",
  summary: "Takes the wallet's signature of the text that was shown.",
  actor: "player",
  gate: null,
  input: ProveWalletInput,
  refusals: { unknown_wallet: 404, proof_wrong: 422 },
  rate,
  transaction: "own",
  run: ({ input, actor: { playerId } }) => proveWallet(playerId, input),
});

/** Removes a wallet. What is on its way there still arrives. */
export const removeWalletCommand = defineCommand({
  name: "cashier.remove_wallet",
  summary: "Removes a wallet from the places to withdraw to.",
  actor: "player",
  gate: null,
  input: RemoveWalletInput,
  refusals: { unknown_wallet: 404 },
  run: async ({ input: { walletId }, actor: { playerId }, tx }) =>
    (await removeDestination(walletId, playerId, tx))
      ? accept(null)
      : refuse({ code: "unknown_wallet" as const }),
});

/** Lets a transfer pass the caps. A second person approves it. */
export const releaseTransferCommand = defineCommand({
  name: "chain.release",
  summary: "Lets a withdrawal above the caps be signed.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ReleaseTransferInput,
  refusals: { not_in_review: 409 },
  audit: ({ transferId, reason }) => ({ subject: `chain_transfer:${transferId}`, reason }),
  fourEyes: async ({ transferId, reason }) => ({ subject: `chain_transfer:${transferId}`, reason }),
  run: async ({ input: { transferId }, tx }) => {
    const transfer = await lockTransfer(transferId, tx);
    if (transfer?.state !== "review") return refuse({ code: "not_in_review" as const });
    await moveTransfer(transfer, { state: "queued", reason: null, released: true }, tx);
    return changed(null, {
      before: { state: "review", reason: transfer.reason },
      after: { state: "queued" },
    });
  },
});

/** Gives up a transfer that was not signed: its amount is in the player's balance again. */
export const returnTransferCommand = defineCommand({
  name: "chain.return",
  summary: "Returns a withdrawal above the caps to the player's balance.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ReleaseTransferInput,
  refusals: { not_in_review: 409 },
  audit: ({ transferId, reason }) => ({ subject: `chain_transfer:${transferId}`, reason }),
  run: async ({ input: { transferId }, tx, onCommit }) => {
    const transfer = await lockTransfer(transferId, tx);
    if (transfer?.state !== "review") return refuse({ code: "not_in_review" as const });
    await moveTransfer(transfer, { state: "canceled", reason: "returned_by_staff" }, tx);
    onCommit(async () => {
      await settlePayout(transferId);
      scheduleRelay();
    });
    return changed(null, {
      before: { state: "review", reason: transfer.reason },
      after: { state: "canceled" },
    });
  },
});

/** Gives up a transfer whose nonce somebody else has used: nothing of it was sent, and its amount is in the player's balance again. */
export const writeOffTransferCommand = defineCommand({
  name: "chain.write_off",
  summary: "Returns a withdrawal whose nonce was used by a transaction that is not ours.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ReleaseTransferInput,
  refusals: { not_lost: 409 },
  audit: ({ transferId, reason }) => ({ subject: `chain_transfer:${transferId}`, reason }),
  fourEyes: async ({ transferId, reason }) => ({ subject: `chain_transfer:${transferId}`, reason }),
  run: async ({ input: { transferId }, tx, onCommit }) => {
    const transfer = await lockTransfer(transferId, tx);
    if (!transfer || !(await writeOffTransfer(transfer, tx))) return refuse({ code: "not_lost" as const });
    onCommit(async () => {
      await settlePayout(transferId);
      scheduleRelay();
    });
    return changed(null, { before: { state: "lost" }, after: { state: "failed" } });
  },
});

/** Lets a scanner go on that stopped because blocks were replaced too deep. It stops again where the node still has another chain. */
export const resumeChainCommand = defineCommand({
  name: "chain.resume",
  summary: "Lets the scanner of a chain go on.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ResumeChainInput,
  refusals: { not_halted: 409 },
  audit: ({ chainId, reason }) => ({ subject: `chain:${chainId}`, reason }),
  fourEyes: async ({ chainId, reason }) => ({ subject: `chain:${chainId}`, reason }),
  run: async ({ input: { chainId }, tx }) => {
    const halted = (await cursorOf(chainId))?.halted;
    if (!halted) return refuse({ code: "not_halted" as const });
    await haltChain(chainId, null, tx);
    return changed(null, { before: { halted }, after: { halted: null } });
  },
});

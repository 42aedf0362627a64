export * from "../providers/bank/commands/index.ts";
export { cancelWithdrawalCommand } from "./cancel-withdrawal.ts";
export { closeDisputeCommand } from "./close-dispute.ts";
export {
  cryptoAddressCommand,
  proveWalletCommand,
  registerWalletCommand,
  releaseTransferCommand,
  removeWalletCommand,
  returnTransferCommand,
} from "./crypto.ts";
export { depositCommand } from "./deposit.ts";
export { removeInstrumentCommand } from "./remove-instrument.ts";
export { approveWithdrawalCommand, declineWithdrawalCommand } from "./review-withdrawal.ts";
export { withdrawCommand } from "./withdraw.ts";

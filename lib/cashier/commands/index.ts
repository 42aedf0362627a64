export * from "../providers/bank/commands/index.ts";

export { blockInstrumentCommand, unblockInstrumentCommand } from "./block-instrument.ts";

export { cancelWithdrawalCommand } from "./cancel-withdrawal.ts";
export { closeDisputeCommand } from "./close-dispute.ts";
export { adjustBalanceCommand, refundDepositCommand } from "./correct-money.ts";
export {
  cryptoAddressCommand,
  proveWalletCommand,
  registerWalletCommand,
  releaseTransferCommand,
  removeWalletCommand,
  resumeChainCommand,
  returnTransferCommand,
  writeOffTransferCommand,
} from "./crypto.ts";
export { depositCommand } from "./deposit.ts";
export { dismissProviderEventsCommand, retryProviderEventsCommand } from "./parked-provider-events.ts";
export {
  correctDifferenceCommand,
  startReconciliationCommand,
  takeDifferenceCommand,
} from "./reconcile.ts";
export { removeInstrumentCommand } from "./remove-instrument.ts";
export {
  assignExceptionCommand,
  dismissExceptionCommand,
  returnExceptionCommand,
} from "./resolve-exception.ts";
export { approveWithdrawalCommand, declineWithdrawalCommand } from "./review-withdrawal.ts";
export { sendInformationCommand } from "./send-information.ts";
export { withdrawCommand } from "./withdraw.ts";
export {
  askInformationCommand,
  continueReviewCommand,
  releaseReviewCommand,
  takeReviewCommand,
} from "./work-on-review.ts";

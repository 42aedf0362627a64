export { cancelWithdrawalCommand } from "./cancel-withdrawal.ts";
export {
  cryptoAddressCommand,
  proveWalletCommand,
  registerWalletCommand,
  releaseTransferCommand,
  removeWalletCommand,
  returnTransferCommand,
} from "./crypto.ts";
export { depositCommand } from "./deposit.ts";
export { approveWithdrawalCommand, declineWithdrawalCommand } from "./review-withdrawal.ts";
export { withdrawCommand } from "./withdraw.ts";

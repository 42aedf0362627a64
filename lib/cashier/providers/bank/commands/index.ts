export {
  discardBankBatch,
  markBankBatchSent,
  prepareBankBatch,
  rejectBankPayout,
  releaseBankBatch,
} from "./batches.ts";
export { importStatement } from "./import-statement.ts";
export { registerBankAccount } from "./register-payee.ts";

import { applyPayout } from "../../../withdrawals/pay.ts";
import { cryptoProvider, payoutObject } from "../index.ts";
import { transferNamed } from "./store.ts";

/** Tells the withdrawal what has become of its payout. Repeated by the sweep of withdrawals, if this one is interrupted. */
export const settlePayout = async (transferId: string): Promise<void> => {
  const transfer = await transferNamed(transferId);
  const object = transfer?.payoutId ? await payoutObject(transfer) : null;
  if (object && object.state !== "sent")
    await applyPayout(cryptoProvider, object, { cause: "provider", source: `chain:${transferId}` });
};

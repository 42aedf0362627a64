import { money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { movementId } from "../../../payments/store.ts";
import { BOOK_CURRENCY, type ChainConfig } from "../config.ts";
import { assetRate, assetValue } from "../rates.ts";
import { markFeeBooked, unbookedFees } from "./store.ts";

/** Books what the network took for transfers that have ended, each once, as an expense of the operator. Waits while there is no rate. */
export const bookFees = async (chain: ChainConfig): Promise<void> => {
  const fees = await unbookedFees(chain.id);
  const by = fees.length > 0 ? await assetRate(chain.native, BOOK_CURRENCY) : null;
  if (!by) return;
  for (const { id, fee } of fees) {
    const { minor } = assetValue(BigInt(fee), 18, BOOK_CURRENCY, by.rate);
    await transaction(async (client) => {
      if (!(await markFeeBooked(id, minor, client)) || minor === 0n) return;
      const moved = await transfer(
        [
          {
            id: movementId("crypto", id, "fee"),
            debit: await accountFor("payment_fees", null, BOOK_CURRENCY, "crypto", client),
            credit: await accountFor("deposits_clearing", null, BOOK_CURRENCY, "crypto", client),
            amount: money(BOOK_CURRENCY, minor),
            code: "network_fee",
            reference: `chain:${id}`,
          },
        ],
        client,
      );
      if (!moved.ok) throw new Error(`a network fee could not be booked: ${moved.refusal.code}`);
    });
  }
};

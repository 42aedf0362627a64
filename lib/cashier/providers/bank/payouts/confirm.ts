import { bpchar, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { applyPayout } from "../../../withdrawals/pay.ts";
import { bankProvider } from "../index.ts";
import { blocksPayee } from "../payees/payee.ts";
import { blockPayeeOf } from "../payees/register.ts";
import type { BankEntry } from "../statements/entries.ts";

const lock = statement({
  text: `
    select b.payout_id as "payoutId", b.amount, b.currency, b.state, b.debit_entry_id as "debitEntryId", b.return_entry_id as "returnEntryId",
           o.payment_id as "paymentId"
      from bank_payout b join payout o on o.id = b.payout_id where b.end_to_end_id = $1 for update of b`,
  params: [text],
  row: {
    payoutId: uuid,
    amount: int8,
    currency: bpchar,
    state: text,
    debitEntryId: nullable(uuid),
    returnEntryId: nullable(uuid),
    paymentId: uuid,
  },
});

const setPaid = statement({
  text: `
    update bank_payout set debit_entry_id = $2, state = case state when 'sent' then 'paid' else state end
     where payout_id = $1 and debit_entry_id is null`,
  params: [uuid, uuid],
  row: {},
});

const setReturned = statement({
  text: "update bank_payout set return_entry_id = $2, state = 'failed', reason = $3 where payout_id = $1 and return_entry_id is null",
  params: [uuid, uuid, text],
  row: {},
});

const follow = async (endToEndId: string, entry: BankEntry): Promise<void> => {
  const object = await bankProvider.fetchPayout(endToEndId);
  if (object)
    await applyPayout(bankProvider, object, { cause: "provider", source: `bank_entry:${entry.id}` });
};

/**
 * Whether a debit is that of a payout of ours: then the payout is paid, once. Answers the withdrawal; null where no payout has this
 * end-to-end id, amount and currency, or another debit has paid it already.
 */
export const confirmPayout = async (entry: BankEntry): Promise<string | null> => {
  const { endToEndId } = entry;
  if (endToEndId === null) return null;
  const paymentId = await transaction(async (client) => {
    const payout = await lock.first([endToEndId], client);
    if (!payout || payout.amount !== entry.amount || payout.currency !== entry.currency) return null;
    // It was given up before: the money left all the same, and is the player's already.
    if (payout.state === "failed" && payout.returnEntryId === null) return null;
    if (payout.debitEntryId !== null) return payout.debitEntryId === entry.id ? payout.paymentId : null;
    await setPaid.run([payout.payoutId, entry.id], client);
    return payout.paymentId;
  });
  if (paymentId !== null) await follow(endToEndId, entry);
  return paymentId;
};

/**
 * Whether a credit is a payout of ours that came back: then its money is the player's again, once, and an account that does not exist or that the law
 * forbids to pay is not paid any more. Answers the withdrawal; null where it is no return, or not of the whole amount.
 */
export const returnPayout = async (entry: BankEntry): Promise<string | null> => {
  const { endToEndId, returnReason, reversal } = entry;
  if (endToEndId === null || (returnReason === null && !reversal)) return null;
  const reason = returnReason ?? "reversed";
  // The bank had paid it before it could come back, whichever file arrived first.
  const found = await transaction(async (client) => {
    const payout = await lock.first([endToEndId], client);
    if (!payout || payout.amount !== entry.amount || payout.currency !== entry.currency) return null;
    if (payout.returnEntryId !== null && payout.returnEntryId !== entry.id) return null;
    return payout;
  });
  if (!found) return null;
  const object = await bankProvider.fetchPayout(endToEndId);
  const by = { cause: "provider", source: `bank_entry:${entry.id}` } as const;
  if (object?.state === "sent") await applyPayout(bankProvider, { ...object, state: "paid" }, by);
  await transaction(async (client) => {
    await lock.first([endToEndId], client);
    await setReturned.run([found.payoutId, entry.id, reason], client);
    if (blocksPayee(reason)) await blockPayeeOf(found.payoutId, reason, client);
  });
  await follow(endToEndId, entry);
  return found.paymentId;
};

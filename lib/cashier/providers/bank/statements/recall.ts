import { bpchar, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { reverseDeposit } from "../../../payments/reverse.ts";
import { type BankEntry, objectIdOf } from "./entries.ts";

// Deposits that the bank's words name: by the payer's end-to-end id, from the same account, of the same amount and currency.
const named = statement({
  text: `
    select p.id from bank_entry e join payment p on p.id = e.payment_id
     where e.account = $1 and e.end_to_end_id = $2 and e.amount = $3 and e.currency = $4 and e.credit and e.state = 'credited'
       and e.party_account is not distinct from coalesce(nullif($5, ''), e.party_account) and p.currency = e.currency
     limit 2`,
  params: [text, text, int8, bpchar, text],
  row: { id: uuid },
});

/**
 * Takes back a deposit that its payer's bank recalled: a chargeback. Answers the payment; null where the bank's entry does not name exactly one deposit of
 * this amount, or that was taken back before.
 */
export const takeBack = async (entry: BankEntry): Promise<string | null> => {
  const { account, endToEndId, amount, currency, partyAccount } = entry;
  if (endToEndId === null) return null;
  const found = await named.all([account, endToEndId, amount, currency, partyAccount ?? ""]);
  const [deposit] = found;
  if (!deposit || found.length > 1) return null;
  const done = await transaction((client) =>
    reverseDeposit(
      deposit.id,
      {
        objectId: objectIdOf(entry),
        step: "recalled",
        amount,
        reason: "recall",
        source: `bank_entry:${entry.id}`,
      },
      client,
    ),
  );
  return done === "reversed" || done === "known" ? deposit.id : null;
};

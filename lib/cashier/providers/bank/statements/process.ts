import { money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { type IncomingMoney, receiveMoney } from "../../../payments/incoming.ts";
import { movementId } from "../../../payments/store.ts";
import { depositLimits } from "../../limits.ts";
import type { InstrumentFacts } from "../../provider.ts";
import { BANK, BANK_TRANSFER } from "../names.ts";
import { fingerprintOf, ibanOf } from "../payees/payee.ts";
import { payerAgrees } from "../payees/payer-name.ts";
import { confirmPayout, returnPayout } from "../payouts/confirm.ts";
import { referencesIn } from "../reference.ts";
import { ownersOfReferences } from "../references.ts";
import { type BankEntry, endEntry, entryOf, objectIdOf, waitingEntries } from "./entries.ts";
import { takeBack } from "./recall.ts";

/** The adjustments account in which debits wait that belong to no payment of ours. */
const UNKNOWN_DEBITS = "bank_debits";

type Match = Pick<IncomingMoney, "playerId" | "problem" | "limits">;

/** Whose money it is: who was given the one reference in it, and has the payer's name. Never a guess. */
const matchOf = async ({ remittance, partyName, currency }: BankEntry): Promise<Match> => {
  const nobody = { playerId: null, limits: depositLimits(currency) };
  const references = referencesIn([remittance]);
  const owners = await ownersOfReferences(references);
  const [owner] = owners;
  if (!owner) return { ...nobody, problem: references.length > 0 ? "unknown_reference" : "no_reference" };
  if (owners.length > 1) return { ...nobody, problem: "two_references" };
  const { playerId, nameKey } = owner;
  const problem = payerAgrees(nameKey, partyName ?? "") ? null : "payer_name";
  return { playerId, problem, limits: depositLimits(owner.currency) };
};

const factsOf = ({ partyAccount }: BankEntry): InstrumentFacts | null => {
  const iban = ibanOf(partyAccount ?? "");
  if (!iban) return null;
  return {
    objectId: iban,
    brand: BANK_TRANSFER,
    last4: iban.slice(-4),
    fingerprint: fingerprintOf(iban),
    funding: null,
    country: iban.slice(0, 2),
    expMonth: null,
    expYear: null,
  };
};

// Where money came from in the player's name it may go back to.
const registerPayer = statement({
  text: `
    update payment_instrument i set usable_from = clock_timestamp() from payment p
     where p.id = $1 and i.id = p.instrument_id and i.usable_from is null and i.removed_at is null`,
  params: [uuid],
  row: {},
});

// After a fall between the two commits, too.
const outcomeOf = statement({
  text: `
    select p.id as "paymentId", x.problem
      from (select 1) o
      left join payment p on p.provider = $1 and p.object_id = $2 and p.direction = 'deposit' and p.state = 'succeeded'
      left join payment_exception x on x.provider = $1 and x.object_id = $2 and x.transfer_id is not null`,
  params: [text, text],
  row: { paymentId: nullable(uuid), problem: nullable(text) },
});

const credit = async (entry: BankEntry): Promise<void> => {
  const objectId = objectIdOf(entry);
  await receiveMoney({
    provider: BANK,
    method: BANK_TRANSFER,
    objectId,
    ...(await matchOf(entry)),
    amount: entry.amount,
    currency: entry.currency,
    instrument: factsOf(entry),
    source: `bank_entry:${entry.id}`,
  });
  const outcome = await outcomeOf.first([BANK, objectId]);
  const paymentId = outcome?.paymentId ?? null;
  if (paymentId) {
    await registerPayer.run([paymentId]);
    await endEntry(entry.id, { state: "credited", paymentId });
  } else await endEntry(entry.id, { state: "suspended", problem: outcome?.problem ?? null });
};

/** Money that left the account, for nothing that we know of: staff find out. An account of its own keeps clearing equal to the bank's balance. */
const suspendDebit = (entry: BankEntry, problem: string): Promise<void> =>
  transaction(async (client) => {
    const objectId = objectIdOf(entry);
    const id = movementId(BANK, objectId, "left");
    const moved = await transfer(
      [
        {
          id,
          debit: await accountFor("adjustments", null, entry.currency, UNKNOWN_DEBITS, client),
          credit: await accountFor("deposits_clearing", null, entry.currency, BANK, client),
          amount: money(entry.currency, entry.amount),
          code: "bank_debit_unknown",
          reference: `payment:${objectId}`,
        },
      ],
      client,
    );
    if (!moved.ok) throw new Error(`a debit could not be put into suspense: ${moved.refusal.code}`);
    await endEntry(entry.id, { state: "suspended", problem, transferId: id }, client);
  });

const debit = async (entry: BankEntry): Promise<void> => {
  if (entry.reversal || entry.returnReason !== null) {
    const recalled = await takeBack(entry);
    if (recalled) await endEntry(entry.id, { state: "reversed", paymentId: recalled });
    else await suspendDebit(entry, "unknown_return");
    return;
  }
  const paymentId = await confirmPayout(entry);
  if (paymentId) await endEntry(entry.id, { state: "paid", paymentId });
  else await suspendDebit(entry, "unknown_debit");
};

/**
 * Does what one booking means, once: credits a deposit or puts it into suspense, confirms a payout, takes a payout or a deposit back. May be repeated after a
 * fall at any place.
 */
export const processEntry = async (id: string): Promise<void> => {
  const entry = await entryOf(id);
  if (entry?.state !== "received") return;
  if (!entry.credit) return debit(entry);
  const returned = await returnPayout(entry);
  if (returned) await endEntry(entry.id, { state: "returned", paymentId: returned });
  else await credit(entry);
};

/** Processes what a statement has brought. Returns how many entries. */
export const processStatement = async (statementId: string): Promise<number> => {
  const waiting = await waitingEntries(statementId);
  for (const id of waiting) await processEntry(id);
  return waiting.length;
};

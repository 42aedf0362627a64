import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import {
  bool,
  bpchar,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { depositLimits } from "../limits.ts";
import type { PaymentProvider, PayoutObject } from "../provider.ts";
import { PUSH_ONLY } from "../push.ts";
import { bankAccountFor, bankAccounts } from "./accounts.ts";
import { BANK, BANK_TRANSFER } from "./names.ts";
import { bankBalances, bankMovements } from "./statements/report.ts";

const ROW = {
  payoutId: uuid,
  endToEndId: text,
  amount: int8,
  currency: bpchar,
  state: only(text, z.enum(["sent", "paid", "failed"])),
  reason: nullable(text),
};
const COLUMNS = `payout_id as "payoutId", end_to_end_id as "endToEndId", amount, currency, state, reason`;

// A payout whose account was blocked meanwhile has failed before it was sent.
const queue = statement({
  text: `
    insert into bank_payout (payout_id, end_to_end_id, holder, iban, amount, currency, state, reason)
    select o.id, upper(replace(o.id::text, '-', '')), n.first_name || ' ' || n.last_name, i.object_id, o.amount, o.currency,
           case when i.removed_at is null and $2 then 'sent' else 'failed' end,
           case when i.removed_at is not null then coalesce(p.blocked_reason, 'account_removed') when not $2 then 'currency' end
      from payout o
      join payment_instrument i on i.id = o.instrument_id and i.provider = o.provider
      join players_person_view n on n.player_id = i.player_id
      left join bank_payee p on p.instrument_id = i.id
     where o.id = $1
    on conflict do nothing`,
  params: [uuid, bool],
  row: {},
});

const byPayout = statement({
  text: `select ${COLUMNS} from bank_payout where payout_id = $1`,
  params: [uuid],
  row: ROW,
});

const byEndToEndId = statement({
  text: `select ${COLUMNS} from bank_payout where end_to_end_id = $1`,
  params: [text],
  row: ROW,
});

const since = statement({
  text: `select ${COLUMNS} from bank_payout where created_at >= $1 order by created_at`,
  params: [timestamptz],
  row: ROW,
});

const objectOf = (row: NonNullable<Awaited<ReturnType<typeof byPayout.first>>>): PayoutObject => ({
  kind: "payout",
  id: row.endToEndId,
  payoutId: row.payoutId,
  state: row.state,
  amount: row.amount,
  currency: row.currency,
  reason: row.reason,
});

/**
 * Bank transfers. Deposits arrive in the bank's statements (`statements/process.ts`); payouts wait for a batch that staff release (`payouts/batches.ts`),
 * and are paid or returned when a statement says so.
 */
export const bankProvider: PaymentProvider = {
  ...PUSH_ONLY,
  id: BANK,
  get live() {
    return !env().DEMO_MODE;
  },
  get capabilities() {
    const currencies = bankAccounts().map(({ currency }) => currency);
    return [
      { method: BANK_TRANSFER, directions: ["withdrawal"], withdrawsTo: "instrument", currencies },
    ] as const;
  },
  limits: depositLimits,
  payOut: async ({ payoutId, currency }) => {
    await queue.run([payoutId, bankAccountFor(currency) !== null]);
    const row = await byPayout.first([payoutId]);
    if (!row) throw new Error(`payout ${payoutId} has no bank account or no holder`);
    return objectOf(row);
  },
  fetchPayout: async (id) => {
    const row = await byEndToEndId.first([id]);
    return row ? objectOf(row) : null;
  },
  listPayouts: async function* (from) {
    yield* (await since.all([from])).map(objectOf);
  },
  externalMovements: bankMovements,
  externalBalances: bankBalances,
};

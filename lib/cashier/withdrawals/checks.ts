import type pg from "pg";
import { type Currency, currencyRow, minorOf } from "#lib/core/money.ts";
import { bool, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { missingIdentity } from "#lib/players/index.ts";
import type { Payment } from "../payments/store.ts";
import { payeeNameAgrees } from "../providers/bank/payees/register.ts";

/** What staff look at before a withdrawal is paid. Everything else is approved at once. */
export const CHECKS = [
  "identity",
  "amount",
  "velocity",
  "new_instrument",
  "shared_instrument",
  "payee_name",
  "exceptions",
  "money_owed",
  "disputes",
  "blocked_instrument",
] as const;
export type Check = (typeof CHECKS)[number];

const units = (count: bigint, currency: Currency): bigint =>
  count * minorOf(currencyRow(currency).demoUnit, currency);

/** The operator's rules, in units of about one euro. */
const AUTOMATIC_UP_TO = 1_000n;
const NEW_INSTRUMENT_FROM = 200n;
const PER_DAY = 5n;

const facts = statement({
  text: `
    select (select count(*) from payment w where w.player_id = p.player_id and w.direction = 'withdrawal'
               and w.state not in ('canceled', 'declined') and w.created_at > clock_timestamp() - interval '24 hours') as today,
           coalesce((select min(d.created_at) > clock_timestamp() - interval '24 hours' from payment d
                      where d.instrument_id = p.instrument_id and d.direction = 'deposit' and d.state = 'succeeded'), false) as "newInstrument",
           exists (select from payment_instrument mine join payment_instrument other on other.fingerprint = mine.fingerprint
                    where mine.id = p.instrument_id and other.player_id <> p.player_id) as shared,
           exists (select from payment_exception e join payment x on x.id = e.payment_id where x.player_id = p.player_id and e.resolution is null) as exceptions,
           exists (select from ledger_account_view r where r.owner_id = p.player_id and r.kind = 'player_receivable' and r.balance < 0) as owes,
           exists (select from payment_dispute c where c.player_id = p.player_id and c.result is null) as disputed,
           coalesce(instrument_blocked(p.instrument_id), false) as blocked
      from payment p where p.id = $1`,
  params: [uuid],
  row: {
    today: int8,
    newInstrument: bool,
    shared: bool,
    exceptions: bool,
    owes: bool,
    disputed: bool,
    blocked: bool,
  },
});

const keep = statement({
  text: "insert into payment_check (payment_id, name, passed) values ($1, $2, $3) on conflict do nothing",
  params: [uuid, text, bool],
  row: {},
});

/** Looks at a withdrawal, keeps what was found, and answers what did not pass. */
export const checkWithdrawal = async (payment: Payment, client: pg.PoolClient): Promise<Check[]> => {
  const { id, playerId, amount, currency } = payment;
  const found = await facts.first([id], client);
  if (!found) throw new Error(`payment ${id} is gone`);
  const missing = await missingIdentity(playerId, client);
  const passed: Record<Check, boolean> = {
    identity: !missing?.gates.includes("withdraw"),
    amount: amount <= units(AUTOMATIC_UP_TO, currency),
    velocity: found.today <= PER_DAY,
    new_instrument: !found.newInstrument || amount < units(NEW_INSTRUMENT_FROM, currency),
    shared_instrument: !found.shared,
    payee_name: await payeeNameAgrees(payment.instrumentId, client),
    exceptions: !found.exceptions,
    money_owed: !found.owes,
    disputes: !found.disputed,
    blocked_instrument: !found.blocked,
  };
  for (const name of CHECKS) await keep.run([id, name, passed[name]], client);
  return CHECKS.filter((name) => !passed[name]);
};

import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import type { Currency } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { checkGate } from "#lib/players/index.ts";
import { bankAccountFor } from "../accounts.ts";
import { BANK, BANK_TRANSFER } from "../names.ts";
import type { PayeeRefusal, PayeeView } from "../schema.ts";
import { nameChecker } from "./name-check.ts";
import { fingerprintOf, ibanOf, reachable } from "./payee.ts";

const nameOf = statement({
  text: "select first_name || ' ' || last_name as name from players_person_view where player_id = $1",
  params: [uuid],
  row: { name: text },
});

const before = statement({
  text: `
    select i.id, i.usable_from is not null as usable, i.removed_at is not null as removed, p.blocked_reason as blocked, p.name_check as checked
      from payment_instrument i left join bank_payee p on p.instrument_id = i.id
     where i.provider = $1 and i.object_id = $2 and i.player_id = $3`,
  params: [text, text, uuid],
  row: {
    id: uuid,
    usable: nullable(bool),
    removed: nullable(bool),
    blocked: nullable(text),
    checked: nullable(text),
  },
});

const keep = statement({
  text: `
    insert into payment_instrument (id, player_id, provider, object_id, method, brand, last4, fingerprint, country, usable_from)
    values ($1, $2, $3, $4, $5, $5, right($4, 4), $6, left($4, 2), clock_timestamp())
    on conflict on constraint payment_instrument_object
    do update set usable_from = coalesce(payment_instrument.usable_from, excluded.usable_from), removed_at = null
    returning id`,
  params: [uuid, uuid, text, text, text, text],
  row: { id: uuid },
});

const keepPayee = statement({
  text: `
    insert into bank_payee (instrument_id, holder, name_check, checked_name) values ($1, $2, $3, $4)
    on conflict (instrument_id) do update
      set name_check = excluded.name_check, checked_name = excluded.checked_name, checked_at = clock_timestamp()`,
  params: [uuid, text, text, nullable(text)],
  row: {},
});

/**
 * Registers a bank account to which a player may withdraw. Its holder is the player: the name is not typed, it is the account's. The account's bank is
 * asked about the name first, outside of any transaction; what it says decides whether withdrawals to it are paid without staff. Repeating it asks
 * again and changes nothing else. Only the player's own accounts are looked at, so nothing is told about those of others.
 */
export const registerPayee = async (
  { playerId, currency }: { playerId: string; currency: Currency },
  typed: string,
): Promise<Result<PayeeView, PayeeRefusal>> => {
  const iban = ibanOf(typed);
  if (!iban) return refuse({ code: "iban_invalid" });
  if (!bankAccountFor(currency)) return refuse({ code: "currency_not_offered", currency });
  if (!reachable(iban, currency)) return refuse({ code: "country_not_reachable" });
  const holder = (await nameOf.first([playerId]))?.name;
  if (!holder) return refuse({ code: "name_missing" });
  const known = await before.first([BANK, iban, playerId]);
  if (known?.blocked) return refuse({ code: "account_blocked" });
  const { result, name } = await nameChecker().check({ iban, name: holder });
  return transaction(async (client: pg.PoolClient): Promise<Result<PayeeView, PayeeRefusal>> => {
    const barred = await checkGate(playerId, "withdraw", client);
    if (barred) return refuse(barred);
    const made = await keep.first(
      [uuidv7(), playerId, BANK, iban, BANK_TRANSFER, fingerprintOf(iban)],
      client,
    );
    if (!made) throw new Error("a bank account was not stored");
    await keepPayee.run([made.id, holder, result, name], client);
    return accept({ id: made.id, last4: iban.slice(-4), checked: result === "MTCH" });
  });
};

const block = statement({
  text: `
    with payee as (
      select o.instrument_id as id, b.holder from payout o join bank_payout b on b.payout_id = o.id where o.id = $1 and o.instrument_id is not null
    ), kept as (
      insert into bank_payee (instrument_id, holder, name_check) select id, holder, 'NOAP' from payee on conflict do nothing
    )
    update payment_instrument set removed_at = coalesce(removed_at, clock_timestamp()) where id = (select id from payee)`,
  params: [uuid],
  row: {},
});

const markBlocked = statement({
  text: `
    update bank_payee set blocked_reason = coalesce(blocked_reason, $2)
     where instrument_id = (select instrument_id from payout where id = $1)`,
  params: [uuid, text],
  row: {},
});

/** Pays nothing to the account of this payout any more, because its bank returned it for a reason that does not pass. */
export const blockPayeeOf = async (
  payoutId: string,
  reason: string,
  client: pg.PoolClient,
): Promise<void> => {
  await block.run([payoutId], client);
  await markBlocked.run([payoutId, reason], client);
};

const payeeCheck = statement({
  text: `
    select coalesce(p.name_check = 'MTCH', false)
        or exists (select from payment d where d.instrument_id = i.id and d.direction = 'deposit' and d.state = 'succeeded') as agreed
      from payment_instrument i left join bank_payee p on p.instrument_id = i.id where i.id = $1 and i.provider = $2`,
  params: [uuid, text],
  row: { agreed: nullable(bool) },
});

/**
 * Whether an account is known to be the player's: its bank said so, or money came from it in the player's name. True for what is no
 * bank account.
 */
export const payeeNameAgrees = async (instrumentId: string | null, client: pg.PoolClient): Promise<boolean> =>
  instrumentId === null || ((await payeeCheck.first([instrumentId, BANK], client))?.agreed ?? true);

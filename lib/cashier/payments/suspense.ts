import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { isCurrency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { movementId } from "./store.ts";

/** Why an object of a provider cannot be credited. Providers add their own, in the same form. */
export const PROBLEMS = ["unknown_payment", "second_object", "mode", "currency", "amount", "player"] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Something at a provider that does not match a payment of ours. */
export type Mismatch = {
  provider: string;
  objectId: string;
  /** In lower case: "amount", "no_reference". */
  problem: string;
  paymentId: string | null;
  amount: bigint;
  currency: string;
  /** Whether the provider has the money. */
  paid: boolean;
};

const open = statement({
  text: `
    insert into payment_exception (id, provider, object_id, problem, payment_id, amount, currency, transfer_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint payment_exception_once do nothing`,
  params: [uuid, text, text, text, nullable(uuid), int8, text, nullable(uuid)],
  row: {},
});

const known = statement({
  text: "select 1 from payment_exception where provider = $1 and object_id = $2 and transfer_id is not null",
  params: [text, text],
  row: {},
});

/** Whether money of this object waits in suspense, or has left it again. */
export const wasSuspended = async (
  provider: string,
  objectId: string,
  client: pg.PoolClient,
): Promise<boolean> => (await known.run([provider, objectId], client)) > 0;

/** Money goes from the provider's clearing account into suspense, once for each object. */
const suspendMoney = async (mismatch: Mismatch, client: pg.PoolClient): Promise<string | null> => {
  const { provider, objectId, amount, currency } = mismatch;
  if (!mismatch.paid || !isCurrency(currency) || amount <= 0n) return null;
  if (await wasSuspended(provider, objectId, client)) return null;
  const id = movementId(provider, objectId, "suspended");
  const moved = await transfer(
    [
      {
        id,
        debit: await accountFor("deposits_clearing", null, currency, provider, client),
        credit: await accountFor("suspense", null, currency, provider, client),
        amount: money(currency, amount),
        code: "deposit_suspended",
        reference: `payment:${objectId}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`money could not be put into suspense: ${moved.refusal.code}`);
  return id;
};

/** Opens an exception for staff, with the money in suspense. False where it was open already. */
export const suspend = async (mismatch: Mismatch, client: pg.PoolClient): Promise<boolean> => {
  const { provider, objectId, problem, paymentId, amount, currency } = mismatch;
  const transferId = await suspendMoney(mismatch, client);
  const opened = await open.run(
    [uuidv7(), provider, objectId, problem, paymentId, amount, currency, transferId],
    client,
  );
  if (opened === 0) return false;
  log.error({ provider, object: objectId, problem }, "money or an object of a provider waits for staff");
  return true;
};

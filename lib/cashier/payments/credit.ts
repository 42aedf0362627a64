import type pg from "pg";
import { money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { depositCompleted } from "../events.ts";
import { bookExchange, type Exchange } from "../fx/arrival.ts";
import { reportSharedInstrument } from "../instruments.ts";
import { publishLimitsUsed } from "../limits.ts";
import type { Source } from "./states.ts";
import { movementId, type Payment, takeStep } from "./store.ts";

/**
 * Credits a deposit whose provider has the money, once for each object, with its last step and events.
 * @param exchange where the provider has it in another currency
 */
export const creditDeposit = async (
  payment: Payment,
  objectId: string,
  by: Source,
  client: pg.PoolClient,
  exchange: Exchange | null = null,
): Promise<void> => {
  const { id, playerId, provider, amount, currency } = payment;
  const transferId = movementId(provider, objectId, "credited");
  const moved = await transfer(
    [
      {
        id: transferId,
        debit: exchange
          ? await bookExchange(payment, objectId, exchange, client)
          : await accountFor("deposits_clearing", null, currency, provider, client),
        credit: await accountFor("player_cash", playerId, currency, "", client),
        amount: money(currency, amount),
        code: "deposit",
        reference: `deposit:${id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`a deposit could not be booked: ${moved.refusal.code}`);
  await takeStep(payment, { ...by, to: "succeeded", transferId }, client);
  await publish(client, depositCompleted, {
    depositId: id,
    playerId,
    provider,
    amount: amount.toString(),
    currency,
  });
  await publishLimitsUsed([payment], client);
  await reportSharedInstrument([id], client);
};

import { convert, type Rate, rateOf } from "#lib/core/exchange.ts";
import { type Currency, currencyRow, type Money } from "#lib/core/money.ts";
import { rateAt } from "#lib/ledger/index.ts";
import { bpchar, type Connection, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import { missingIdentity } from "#lib/players/index.ts";

// What has been started is reserved.
const total = statement({
  text: `
    select coalesce(sum(amount), 0)::bigint as total from payment
     where player_id = $1 and direction = 'deposit' and currency = $2 and state not in ('failed', 'canceled', 'expired')`,
  params: [uuid, bpchar],
  row: { total: int8 },
});

/** What one euro buys, where no rate was published: rough, and on the side of the player's verification. */
const roughRate = (from: Currency, to: Currency): Rate | null => {
  const worth = rateOf(currencyRow(to).limits?.worth ?? "");
  return from === "EUR" && worth ? { numerator: worth.denominator, denominator: worth.numerator } : null;
};

const inCurrency = async (amount: Money, to: Currency, client?: Connection): Promise<bigint> => {
  if (amount.currency === to) return amount.minor;
  const rate = (await rateAt(amount.currency, to, null, client))?.rate ?? roughRate(amount.currency, to);
  return rate ? convert(amount, to, rate, "down").minor : 0n;
};

/**
 * What a player may still deposit before the identity is verified, in minor units of the player's currency; null without such a ceiling. A
 * ceiling that cannot be converted allows nothing.
 */
export const roomUnverified = async (
  playerId: string,
  currency: Currency,
  client?: Connection,
): Promise<bigint | null> => {
  const missing = await missingIdentity(playerId, client as never);
  if (!missing?.depositsMax) return null;
  const ceiling = await inCurrency(missing.depositsMax, currency, client);
  const deposited = (await total.first([playerId, currency], client))?.total ?? 0n;
  return deposited < ceiling ? ceiling - deposited : 0n;
};

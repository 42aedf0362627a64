import type pg from "pg";
import { type Currency, money } from "#lib/core/money.ts";
import { type AccountId, accountFor, rateAt, transfer } from "#lib/ledger/index.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import {
  array,
  bpchar,
  int8,
  numeric,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { movementId } from "../payments/store.ts";
import { exchanged, type MinorRate, minorRate } from "./exchange.ts";

/** Central banks publish on their working days: the longest break is that of Easter. A rate that is older is none. */
const RATE_AGE_MAX_MS = 6 * 24 * 3_600_000;

/** Money in one currency that is credited in another, at a rate that is kept with it. */
export type Exchange = {
  from: Currency;
  fromAmount: bigint;
  to: Currency;
  /** Minor units of `to`, rounded down. */
  credited: bigint;
  rounding: bigint;
  rate: MinorRate;
  sources: string[];
  asOf: Date;
};

/** What an amount is worth in another currency as it arrives; null where no rate is known that is recent enough, or nothing would be left. */
export const exchangeOnArrival = async (
  fromAmount: bigint,
  from: Currency,
  to: Currency,
  client: pg.PoolClient,
): Promise<Exchange | null> => {
  const found = await rateAt(from, to, null, client);
  if (!found || found.asOf.getTime() < (await databaseNowMs()) - RATE_AGE_MAX_MS) return null;
  const rate = minorRate(found.rate, from, to);
  const { credited, rounding } = exchanged(fromAmount, rate);
  if (credited === 0n) return null;
  return { from, fromAmount, to, credited, rounding, rate, sources: found.sources, asOf: found.asOf };
};

const keep = statement({
  text: `
    insert into payment_exchange (payment_id, currency, amount, credited, rounding, rate_numerator, rate_denominator, sources, rate_as_of)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  params: [uuid, bpchar, int8, int8, int8, numeric, numeric, array(text), timestamptz],
  row: {},
});

/**
 * Books the sides of an exchange that are the operator's: the money that arrived goes from the provider's clearing account to the exchange account of its
 * currency, and what rounding left to the rounding account of the player's.
 * @returns the account that the player is credited from
 */
export const bookExchange = async (
  { id, provider }: { id: string; provider: string },
  objectId: string,
  exchange: Exchange,
  client: pg.PoolClient,
): Promise<AccountId> => {
  const { from, fromAmount, to, credited, rounding, rate, sources, asOf } = exchange;
  const bought = await accountFor("fx", null, to, "", client);
  const reference = `deposit:${id}`;
  const legs = [
    {
      id: movementId(provider, objectId, "exchanged"),
      debit: await accountFor("deposits_clearing", null, from, provider, client),
      credit: await accountFor("fx", null, from, "", client),
      amount: money(from, fromAmount),
      code: "deposit_exchanged",
      reference,
    },
    ...(rounding > 0n
      ? [
          {
            id: movementId(provider, objectId, "rounded"),
            debit: bought,
            credit: await accountFor("rounding", null, to, "", client),
            amount: money(to, rounding),
            code: "deposit_rounded",
            reference,
          },
        ]
      : []),
  ];
  const moved = await transfer(legs, client);
  if (!moved.ok) throw new Error(`an exchange could not be booked: ${moved.refusal.code}`);
  await keep.run(
    [
      id,
      from,
      fromAmount,
      credited,
      rounding,
      String(rate.numerator),
      String(rate.denominator),
      sources,
      asOf,
    ],
    client,
  );
  return bought;
};

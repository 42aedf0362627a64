import { chained, inverse, type Rate, rateOf } from "#lib/core/exchange.ts";
import type { Currency } from "#lib/core/money.ts";
import {
  array,
  bpchar,
  type Connection,
  nullable,
  numeric,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";

/** A rate as its source published it: units of `quote` for one unit of `base`. */
export type PublishedRate = { base: Currency; quote: Currency; rate: string; asOf: Date };

/** Where rates come from: a central bank's file, a provider, or a person. */
export type RateSource = {
  /** Stored with every rate. */
  id: string;
  read(): Promise<PublishedRate[]>;
};

const insertRates = statement({
  text: `
    insert into exchange_rate (base, quote, rate, source, as_of)
    select b, q, r::numeric, $4, t from unnest($1::text[], $2::text[], $3::text[], $5::timestamptz[]) x (b, q, r, t)
    on conflict on constraint exchange_rate_once do nothing`,
  params: [array(text), array(text), array(text), text, array(timestamptz)],
  row: {},
});

/** Stores what the source publishes now; what it published before is kept. Returns how many rates were new. */
export const importRates = async (source: RateSource, client?: Connection): Promise<number> => {
  const rates = await source.read();
  const wrong = rates.find(({ base, quote, rate }) => base === quote || !rateOf(rate));
  if (wrong) throw new Error(`${source.id} published no rate: ${wrong.base}/${wrong.quote} ${wrong.rate}`);
  return insertRates.run(
    [
      rates.map(({ base }) => base),
      rates.map(({ quote }) => quote),
      rates.map(({ rate }) => rate),
      source.id,
      rates.map(({ asOf }) => asOf),
    ],
    client,
  );
};

/** A rate at a time, with where it comes from: two sources where it was computed over a third currency. */
export type RateAt = { rate: Rate; sources: string[]; asOf: Date };

const latest = statement({
  name: "exchange-rate-at",
  text: `
    select base, quote, rate, source, as_of from exchange_rate
     where ((base = $1 and quote = $2) or (base = $2 and quote = $1)) and as_of <= coalesce($3, clock_timestamp())
     order by as_of desc, id desc limit 1`,
  params: [bpchar, bpchar, nullable(timestamptz)],
  row: { base: bpchar, quote: bpchar, rate: numeric, source: text, as_of: timestamptz },
});

const published = async (
  from: Currency,
  to: Currency,
  at: Date | null,
  client?: Connection,
): Promise<RateAt | null> => {
  const row = await latest.first([from, to, at], client);
  const rate = row && rateOf(row.rate);
  if (!row || !rate) return null;
  return { rate: row.base === from ? rate : inverse(rate), sources: [row.source], asOf: row.as_of };
};

/** Central banks publish their rates against one currency. */
const PIVOT: Currency = "EUR";

/**
 * The rate from one currency to another that applied at a time, by default now by the database's clock: the latest published in either
 * direction, or computed over the euro, as old as the older of the two. Null where there is none.
 */
export const rateAt = async (
  from: Currency,
  to: Currency,
  at: Date | null = null,
  client?: Connection,
): Promise<RateAt | null> => {
  const direct = await published(from, to, at, client);
  if (direct || from === PIVOT || to === PIVOT) return direct;
  const first = await published(from, PIVOT, at, client);
  const second = first && (await published(PIVOT, to, at, client));
  if (!first || !second) return null;
  return {
    rate: chained(first.rate, second.rate),
    sources: [...new Set([...first.sources, ...second.sources])],
    asOf: new Date(Math.min(first.asOf.getTime(), second.asOf.getTime())),
  };
};

const newest = statement({
  text: `
    select distinct on (base, quote) base, quote, rate, source, as_of from exchange_rate
     where as_of <= clock_timestamp() order by base, quote, as_of desc, id desc`,
  params: [],
  row: { base: bpchar, quote: bpchar, rate: numeric, source: text, as_of: timestamptz },
});

/** The latest rate of every pair, for staff. */
export const latestRates = async (
  client?: Connection,
): Promise<{ base: string; quote: string; rate: string; source: string; asOf: Date }[]> =>
  (await newest.all([], client)).map(({ as_of, ...row }) => ({
    ...row,
    rate: row.rate.replace(/\.?0+$/, ""),
    asOf: as_of,
  }));

import {
  bpchar,
  float8,
  int4,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import type { EventHealth, HealthPeriod, MethodHealth, PaymentPoint } from "./schema.ts";

/** How far each period reaches back, and the length of one point. */
const PERIODS: Readonly<Record<HealthPeriod, { hours: number; step: string; points: number }>> = {
  "24h": { hours: 24, step: "hour", points: 24 },
  "30d": { hours: 720, step: "day", points: 30 },
};

// A payment counts when it was started. Seconds are those until it was credited or paid.
const methods = statement({
  text: `
    select provider, method, direction, count(*)::int as started,
           (count(*) filter (where state in ('succeeded', 'paid')))::int as done,
           (count(*) filter (where state in ('failed', 'returned')))::int as failed,
           (count(*) filter (where state in ('canceled', 'declined', 'expired')))::int as ended,
           percentile_cont(0.5) within group (order by extract(epoch from changed_at - created_at)::float8)
             filter (where state in ('succeeded', 'paid')) as "medianSeconds",
           percentile_cont(0.95) within group (order by extract(epoch from changed_at - created_at)::float8)
             filter (where state in ('succeeded', 'paid')) as "slowSeconds"
      from payment where created_at >= clock_timestamp() - make_interval(hours => $1)
     group by provider, method, direction order by provider, method, direction`,
  params: [int4],
  row: {
    provider: text,
    method: text,
    direction: text,
    started: int4,
    done: int4,
    failed: int4,
    ended: int4,
    medianSeconds: nullable(float8),
    slowSeconds: nullable(float8),
  },
});

const events = statement({
  text: `
    select provider, count(*)::int as received, (count(*) filter (where state = 'received'))::int as waiting,
           extract(epoch from clock_timestamp() - min(received_at) filter (where state = 'received'))::float8 as "oldestSeconds",
           (count(*) filter (where state = 'parked'))::int as parked, (count(failure))::int as failed,
           percentile_cont(0.95) within group (order by extract(epoch from ended_at - received_at)::float8)
             filter (where state = 'processed') as "lagSeconds"
      from provider_event where received_at >= clock_timestamp() - make_interval(hours => $1) or state = 'received'
     group by provider order by provider`,
  params: [int4],
  row: {
    provider: text,
    received: int4,
    waiting: int4,
    oldestSeconds: nullable(float8),
    parked: int4,
    failed: int4,
    lagSeconds: nullable(float8),
  },
});

/** How providers do: approvals and times by method, and their events. */
export const providerHealth = async (
  period: HealthPeriod,
): Promise<{ methods: MethodHealth[]; events: EventHealth[] }> => {
  const { hours } = PERIODS[period];
  const [byMethod, byProvider] = await Promise.all([methods.all([hours]), events.all([hours])]);
  return { methods: byMethod, events: byProvider };
};

const points = statement({
  text: `
    with steps as (
      select generate_series(date_trunc($1, clock_timestamp(), 'UTC') - ($2 - 1) * ('1 ' || $1)::interval,
                             date_trunc($1, clock_timestamp(), 'UTC'), ('1 ' || $1)::interval) as at
    ), counted as (
      select date_trunc($1, created_at, 'UTC') as at,
             sum(amount) filter (where direction = 'deposit' and state = 'succeeded') as deposits,
             sum(amount) filter (where direction = 'withdrawal' and state in ('sent', 'paid')) as withdrawals,
             count(*) filter (where direction = 'deposit' and state = 'succeeded') as approved,
             count(*) filter (where direction = 'deposit' and state in ('succeeded', 'failed')) as decided,
             percentile_cont(0.5) within group (order by extract(epoch from changed_at - created_at)::float8)
               filter (where direction = 'withdrawal' and state = 'paid') as seconds
        from payment where currency = $3 and created_at >= (select min(at) from steps)
       group by 1
    )
    select s.at, coalesce(c.deposits, 0)::bigint as deposits, coalesce(c.withdrawals, 0)::bigint as withdrawals,
           coalesce(c.approved, 0)::int as approved, coalesce(c.decided, 0)::int as decided, c.seconds
      from steps s left join counted c on c.at = s.at order by s.at`,
  params: [text, int4, bpchar],
  row: {
    at: timestamptz,
    deposits: int8,
    withdrawals: int8,
    approved: int4,
    decided: int4,
    seconds: nullable(float8),
  },
});

/** Deposits and withdrawals of one currency over time, oldest first, no point left out. Days are those of UTC. */
export const paymentPoints = (period: HealthPeriod, currency: string): Promise<PaymentPoint[]> => {
  const { step, points: count } = PERIODS[period];
  return points.all([step, count, currency]);
};

const currencies = statement({
  text: `
    select currency from payment where created_at >= clock_timestamp() - interval '30 days' group by currency order by count(*) desc, currency`,
  params: [],
  row: { currency: bpchar },
});

/** Currencies in which payments were made in the last 30 days, the most used first. */
export const paymentCurrencies = async (): Promise<string[]> =>
  (await currencies.all([])).map(({ currency }) => currency);

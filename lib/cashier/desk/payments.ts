import { z } from "zod";
import { isUuid } from "#lib/core/id.ts";
import { CURRENCY_CODES, parseMinor } from "#lib/core/money.ts";
import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import {
  array,
  bpchar,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { providers } from "../providers/index.ts";
import { playerNamed } from "./exceptions.ts";
import { DESK_PAGE_SIZE, DIRECTIONS, PAYMENT_STATES, type PaymentRow, type PaymentSearch } from "./schema.ts";

// Planned with its values: a filter that is null costs nothing.
const list = statement({
  text: `
    select p.id, p.player_id as "playerId", l.email, p.direction, p.provider, p.method, p.amount, p.currency, p.state,
           p.created_at as "createdAt", p.changed_at as "changedAt"
      from payment p join players_player_view l on l.id = p.player_id
     where ($1::text is null or p.direction = $1) and ($2::text is null or p.state = $2)
       and ($3::text is null or p.provider = $3) and ($4::text is null or p.method = $4)
       and ($5::uuid is null or p.player_id = $5 or p.id = $5)
       and ($6::text is null or p.object_id = $6)
       and ($7::timestamptz is null or p.created_at >= $7) and ($8::timestamptz is null or p.created_at < $8)
       and ($9::uuid is null or (p.created_at, p.id) < (select created_at, id from payment where id = $9))
       and ($10::bigint[] is null or p.amount >= (select a from unnest($12::text[], $10::bigint[]) u (c, a) where u.c = p.currency))
       and ($11::bigint[] is null or p.amount <= (select a from unnest($12::text[], $11::bigint[]) u (c, a) where u.c = p.currency))
     order by p.created_at desc, p.id desc limit $13`,
  params: [
    nullable(text),
    nullable(text),
    nullable(text),
    nullable(text),
    nullable(uuid),
    nullable(text),
    nullable(timestamptz),
    nullable(timestamptz),
    nullable(uuid),
    nullable(array(int8)),
    nullable(array(int8)),
    array(text),
    int8,
  ],
  row: {
    id: uuid,
    playerId: uuid,
    email: text,
    direction: only(text, z.enum(DIRECTIONS)),
    provider: text,
    method: text,
    amount: int8,
    currency: bpchar,
    state: only(text, z.enum(PAYMENT_STATES)),
    createdAt: timestamptz,
    changedAt: timestamptz,
  },
});

/** An amount in the minor units of every currency, in their order. One with more decimals than a currency has matches none of it. */
const inEveryCurrency = (amount: string | undefined, none: bigint): bigint[] | null =>
  amount === undefined ? null : CURRENCY_CODES.map((currency) => parseMinor(amount, currency) ?? none);

const NEVER_BELOW = 2n ** 62n;

/** Payments of all players, newest first. */
export const searchPayments = async (
  search: PaymentSearch,
  timeZone = "UTC",
): Promise<{ rows: PaymentRow[]; next: string | null }> => {
  const { q, direction, state, provider, method, min, max, from, to, before } = search;
  const player = q?.includes("@") ? await playerNamed(q) : null;
  if (q?.includes("@") && !player) return { rows: [], next: null };
  const id = player?.id ?? (q && isUuid(q.toLowerCase()) ? q.toLowerCase() : null);
  const found = await list.all([
    direction ?? null,
    state ?? null,
    provider ?? null,
    method ?? null,
    id,
    q && !id ? q : null,
    from ? dayStart(from, timeZone) : null,
    to ? dayStart(nextDay(to), timeZone) : null,
    before ?? null,
    inEveryCurrency(min, NEVER_BELOW),
    inEveryCurrency(max, -1n),
    [...CURRENCY_CODES],
    BigInt(DESK_PAGE_SIZE + 1),
  ]);
  const rows = found.slice(0, DESK_PAGE_SIZE);
  return { rows, next: found.length > DESK_PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null };
};

/** What payments can be filtered by: the providers that are set up, and their methods. */
export const paymentFilters = (): { providers: string[]; methods: string[] } => ({
  providers: providers().map(({ id }) => id),
  methods: [...new Set(providers().flatMap(({ capabilities }) => capabilities.map(({ method }) => method)))],
});

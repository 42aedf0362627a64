import type pg from "pg";
import { z } from "zod";
import { convert } from "#lib/core/exchange.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, money } from "#lib/core/money.ts";
import { rateAt } from "#lib/ledger/index.ts";
import {
  bool,
  type Connection,
  float8,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { BOOK_CURRENCY, requireCrypto } from "../config.ts";

export type CryptoDestination = {
  instrumentId: string;
  chainId: bigint;
  address: string;
  asset: string;
  screening: "clear" | "blocked";
  provedAt: Date | null;
  proofText: string;
  usableFrom: Date | null;
  /** Whether the cool-off is not over. */
  waits: boolean;
};

const ROW = {
  instrumentId: uuid,
  chainId: int8,
  address: text,
  asset: text,
  screening: only(text, z.enum(["clear", "blocked"])),
  provedAt: nullable(timestamptz),
  proofText: text,
  usableFrom: nullable(timestamptz),
  waits: nullable(bool),
};

const COLUMNS = `d.instrument_id as "instrumentId", d.chain_id as "chainId", d.address, d.asset, d.screening, d.proved_at as "provedAt",
  d.proof_text as "proofText", i.usable_from as "usableFrom", coalesce(i.usable_from > clock_timestamp(), true) as waits`;

type Row = Omit<CryptoDestination, "waits"> & { waits: boolean | null };
const read = (row: Row | undefined): CryptoDestination | null =>
  row ? { ...row, waits: row.waits ?? true } : null;

const named = statement({
  text: `select ${COLUMNS} from crypto_destination d join payment_instrument i on i.id = d.instrument_id where i.object_id = $1 and i.provider = 'crypto'`,
  params: [text],
  row: ROW,
});

/** By the name that payments have for it, which holds chain, asset and address. */
export const destinationNamed = async (objectId: string): Promise<CryptoDestination | null> =>
  read(await named.first([objectId]));

const ofPlayer = statement({
  text: `
    select ${COLUMNS} from crypto_destination d join payment_instrument i on i.id = d.instrument_id
     where d.player_id = $1 and i.removed_at is null order by i.created_at desc`,
  params: [uuid],
  row: ROW,
});

/** The wallets that a player registered and did not remove. */
export const destinationsOfPlayer = (playerId: string): Promise<CryptoDestination[]> =>
  ofPlayer.all([playerId]).then((rows) => rows.flatMap((row) => read(row) ?? []));

const one = statement({
  text: `
    select ${COLUMNS} from crypto_destination d join payment_instrument i on i.id = d.instrument_id
     where d.instrument_id = $1 and d.player_id = $2 and i.removed_at is null`,
  params: [uuid, uuid],
  row: ROW,
});

export const ownDestination = async (
  id: string,
  playerId: string,
  on?: Connection,
): Promise<CryptoDestination | null> => read(await one.first([id, playerId], on));

/** Names a wallet in payments. Several players may register one address: each has a wallet of their own. */
export const destinationObjectId = (
  chainId: number,
  asset: string,
  address: string,
  playerId: string,
): string => `${chainId}:${asset}:${address}:${playerId}`;

const keepInstrument = statement({
  text: `
    insert into payment_instrument as i (id, player_id, provider, object_id, method, brand, last4, fingerprint, usable_from)
    values ($1, $2, 'crypto', $3, 'crypto', $4, right($5, 4), lower($5), clock_timestamp() + make_interval(secs => $6))
    on conflict on constraint payment_instrument_object do update
      set removed_at = null, usable_from = case when i.removed_at is null then i.usable_from else excluded.usable_from end
    returning id, usable_from as "usableFrom"`,
  params: [uuid, uuid, text, text, text, float8],
  row: { id: uuid, usableFrom: nullable(timestamptz) },
});

const keep = statement({
  text: `
    insert into crypto_destination (instrument_id, player_id, chain_id, address, asset, proof_text, screening) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (instrument_id) do update set screening = excluded.screening, screened_at = clock_timestamp()`,
  params: [uuid, uuid, int8, text, text, text, text],
  row: {},
});

type NewDestination = {
  playerId: string;
  chainId: number;
  asset: string;
  address: string;
  proofText: string;
  screening: "clear";
};

/** Registers a wallet, which may be used when the cool-off is over. One that was removed waits again. */
export const keepDestination = async (
  made: NewDestination,
  client: pg.PoolClient,
): Promise<{ id: string; usableFrom: Date | null }> => {
  const { playerId, chainId, asset, address, proofText, screening } = made;
  const objectId = destinationObjectId(chainId, asset, address, playerId);
  const seconds = requireCrypto().coolOffHours * 3_600;
  const row = await keepInstrument.first([uuidv7(), playerId, objectId, asset, address, seconds], client);
  if (!row) throw new Error("a wallet was not written");
  await keep.run([row.id, playerId, chainId, address, asset, proofText, screening], client);
  return row;
};

const prove = statement({
  text: "update crypto_destination set proof_signature = $3, proved_at = clock_timestamp() where instrument_id = $1 and player_id = $2 and proved_at is null",
  params: [uuid, uuid, text],
  row: {},
});

export const keepProof = async (
  id: string,
  playerId: string,
  signature: string,
  client: pg.PoolClient,
): Promise<void> => {
  await prove.run([id, playerId, signature], client);
};

const remove = statement({
  text: `
    update payment_instrument set removed_at = clock_timestamp()
     where id = $1 and player_id = $2 and provider = 'crypto' and removed_at is null`,
  params: [uuid, uuid],
  row: {},
});

export const removeDestination = async (
  id: string,
  playerId: string,
  client: pg.PoolClient,
): Promise<boolean> => (await remove.run([id, playerId], client)) === 1;

/** The most that may be sent to a wallet in one withdrawal: nothing where it is blocked; without proof that it is the player's, what the law allows. Null: no ceiling. */
export const ceilingOf = async (objectId: string, currency: Currency): Promise<bigint | null> => {
  const destination = await destinationNamed(objectId);
  if (!destination || destination.screening === "blocked") return 0n;
  if (destination.provedAt) return null;
  const allowed = money(BOOK_CURRENCY, requireCrypto().proofAbove);
  if (currency === BOOK_CURRENCY) return allowed.minor;
  const exchange = await rateAt(BOOK_CURRENCY, currency);
  return exchange ? convert(allowed, currency, exchange.rate, "down").minor : 0n;
};

import { env } from "#lib/platform/config/env.ts";
import { int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import type { ChainConfig } from "../config.ts";
import { deriveAddress } from "./derive.ts";

const known = statement({
  text: "select address from crypto_address where player_id = $1 and chain_id = $2",
  params: [uuid, int8],
  row: { address: text },
});

const draw = statement({
  text: "select nextval('crypto_address_index')::int4 as index",
  params: [],
  row: { index: nullable(int4) },
});

const keep = statement({
  text: `
    insert into crypto_address (address_index, player_id, chain_id, address) values ($1, $2, $3, $4)
    on conflict on constraint crypto_address_player do nothing`,
  params: [int4, uuid, int8, text],
  row: {},
});

/** A player's deposit address on a chain, where one was given out. */
export const addressOf = async (playerId: string, chainId: number): Promise<string | null> =>
  (await known.first([playerId, chainId]))?.address ?? null;

/**
 * A player's deposit address on a chain, given out at the first call and the same ever after. Its index was used for nobody else; one that was drawn
 * in vain is skipped.
 */
export const giveAddress = async (playerId: string, chain: ChainConfig): Promise<string> => {
  const before = await addressOf(playerId, chain.id);
  if (before) return before;
  const drawn = await draw.first([]);
  if (drawn?.index == null) throw new Error("no index was drawn");
  await keep.run([drawn.index, playerId, chain.id, deriveAddress(env().CRYPTO_XPUB ?? "", drawn.index)]);
  const address = await addressOf(playerId, chain.id);
  if (!address) throw new Error("a deposit address was not written");
  return address;
};

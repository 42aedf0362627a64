import type { Address } from "viem";
import { uuidv7 } from "#lib/core/id.ts";
import { minBigint } from "#lib/core/money.ts";
import { int4, int8, nullable, numeric, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import { clientOf } from "../chain/client.ts";
import { cursorOf, storedHash } from "../chain/cursor.ts";
import type { ChainConfig } from "../config.ts";

// What each address should hold of the chain's own coin in a block: what arrived and was explained, less what we sent from it. An address with a transfer
// under way is left out, because its block is not known yet.
const explained = statement({
  text: `
    select a.address_index as index, a.address,
           coalesce((select sum(d.amount) from crypto_deposit d
                      where d.address_index = a.address_index and d.token is null and d.block_height <= $2
                        and d.state in ('seen', 'confirming', 'final', 'credited', 'suspended')), 0)
           + coalesce((select sum(t.amount) from crypto_transfer t
                        where t.chain_id = a.chain_id and t.purpose = 'gas' and lower(t.to_address) = lower(a.address) and t.state = 'paid'), 0)
           - coalesce((select sum(case when t.token is null and t.state = 'paid' then t.amount else 0 end + coalesce(t.fee, 0)) from crypto_transfer t
                        where t.from_index = a.address_index), 0) as amount
      from crypto_address a
     where a.chain_id = $1 and a.address_index > $3
       and not exists (select from crypto_transfer t where t.state = 'signed'
                          and (t.from_index = a.address_index or t.purpose = 'gas' and lower(t.to_address) = lower(a.address)))
     order by a.address_index limit 500`,
  params: [int8, int8, int4],
  row: { index: int4, address: text, amount: nullable(numeric) },
});

const insert = statement({
  text: `
    with made as (
      insert into crypto_deposit (id, chain_id, tx_hash, log_index, block_height, block_hash, address_index, player_id, token, asset, amount, sender,
                                  state, problem)
      select $1, $2, $3, -1, $4, $5, a.address_index, a.player_id, null, $7, $8, '', 'final', 'untraced' from crypto_address a where a.address_index = $6
      on conflict on constraint crypto_deposit_once do nothing returning id, block_hash
    )
    insert into crypto_deposit_step (deposit_id, version, state, block_hash) select id, 1, 'final', block_hash from made`,
  params: [uuid, int8, text, int8, text, int4, text, numeric],
  row: {},
});

const checkOne = async (
  chain: ChainConfig,
  { index, address, amount }: { index: number; address: string; amount: string | null },
  block: { height: bigint; hash: string },
): Promise<boolean> => {
  const held = await clientOf(chain).getBalance({ address: address as Address, blockNumber: block.height });
  const surplus = held - BigInt(amount ?? 0);
  if (surplus <= 0n) return false;
  const name = `balance:${block.hash}:${address}`;
  await transaction(async (client) => {
    await insert.run(
      [uuidv7(), chain.id, name, block.height, block.hash, index, chain.native, surplus],
      client,
    );
  });
  log.error({ chain: chain.id, address }, "a deposit address holds coins that no transaction explains");
  return true;
};

/**
 * Finds coins that contracts sent, which no transaction and no log shows: compares what every deposit address holds in the newest final block with what
 * is known of it. What is more is written as a deposit that waits in suspense for staff. Returns how many were found.
 */
export const findUntraced = async (chain: ChainConfig): Promise<number> => {
  const cursor = await cursorOf(chain.id);
  if (!cursor || cursor.halted) return 0;
  const height = minBigint(cursor.finalHeight, cursor.height);
  const hash = await storedHash(chain.id, height);
  if (hash === null) return 0;
  let found = 0;
  for (let after = -1; ; ) {
    const page = await explained.all([chain.id, height, after]);
    for (const address of page) if (await checkOne(chain, address, { height, hash })) found += 1;
    const last = page.at(-1);
    if (!last) return found;
    after = last.index;
  }
};

import type { Hash, TransactionReceipt } from "viem";
import {
  bpchar,
  int4,
  int8,
  nullable,
  numeric,
  statement,
  text,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import type { ExternalMovement } from "../../provider.ts";
import { type ChainConfig, cryptoConfig } from "../config.ts";
import { OWN_VALUE, transfersIn } from "./blocks.ts";
import { clientOf } from "./client.ts";

/** What must stand on the chain, for a movement of ours to have happened. */
type Claim = {
  hash: string;
  /** The log's place in its receipt; null: any. */
  place: number | null;
  blockHash: string | null;
  to: string;
  token: string | null;
  amount: bigint;
};

const receiptOf = async (chain: ChainConfig, hash: string): Promise<TransactionReceipt | null> => {
  try {
    return await clientOf(chain).getTransactionReceipt({ hash: hash as Hash });
  } catch (error) {
    if (error instanceof Error && error.name === "TransactionReceiptNotFoundError") return null;
    throw error;
  }
};

const same = (one: string | null, other: string | null): boolean =>
  one?.toLowerCase() === other?.toLowerCase();

/** Asks the node again, independently of what the scanner or the signer have noted. */
const stands = async (
  chain: ChainConfig,
  { hash, place, blockHash, to, token, amount }: Claim,
): Promise<boolean> => {
  const receipt = await receiptOf(chain, hash);
  if (receipt?.status !== "success" || (blockHash !== null && !same(receipt.blockHash, blockHash)))
    return false;
  if (token === null) {
    const sent = await clientOf(chain).getTransaction({ hash: hash as Hash });
    return same(sent.to, to) && sent.value === amount;
  }
  return transfersIn(receipt).some(
    (each) =>
      (place === null || each.place === place) &&
      same(each.token, token) &&
      same(each.to, to) &&
      each.amount === amount,
  );
};

const arrived = statement({
  text: `
    select d.tx_hash as hash, d.log_index as place, d.block_hash as "blockHash", a.address as to, d.token, d.amount, d.value, d.currency,
           d.object_id as "objectId", d.state, d.problem
      from crypto_deposit d join crypto_address a on a.address_index = d.address_index
     where d.chain_id = $1 and d.changed_at >= $2 and d.state in ('credited', 'suspended', 'reversed') and d.value > 0
       and d.object_id is not null
     order by d.changed_at, d.id`,
  params: [int8, timestamptz],
  row: {
    hash: text,
    place: int4,
    blockHash: text,
    to: text,
    token: nullable(text),
    amount: numeric,
    value: withoutNulls(int8),
    currency: withoutNulls(bpchar),
    objectId: withoutNulls(text),
    state: text,
    problem: nullable(text),
  },
});

const paid = statement({
  text: `
    select t.id, t.hash, t.to_address as to, t.token, t.amount as units, o.amount, o.currency
      from crypto_transfer t join payout o on o.id = t.payout_id
     where t.chain_id = $1 and t.changed_at >= $2 and t.state = 'paid' and t.hash is not null order by t.changed_at, t.id`,
  params: [int8, timestamptz],
  row: {
    id: uuid,
    hash: withoutNulls(text),
    to: text,
    token: nullable(text),
    units: numeric,
    amount: int8,
    currency: bpchar,
  },
});

async function* deposits(chain: ChainConfig, since: Date): AsyncGenerator<ExternalMovement> {
  for (const row of await arrived.all([chain.id, since])) {
    const { objectId, value, currency, state, problem, amount, ...claim } = row;
    // What was taken back stood in a block that is gone; what no transaction shows is in the address's balance alone.
    const unprovable = state === "reversed" || problem === "untraced";
    const place = claim.place === OWN_VALUE ? null : claim.place;
    if (unprovable || (await stands(chain, { ...claim, place, amount: BigInt(amount) })))
      yield { id: objectId, objectId, direction: "in", amount: value, currency, fee: 0n };
  }
}

async function* payouts(chain: ChainConfig, since: Date): AsyncGenerator<ExternalMovement> {
  for (const { id, units, amount, currency, ...sent } of await paid.all([chain.id, since])) {
    const claim = { ...sent, place: null, blockHash: null, amount: BigInt(units) };
    if (await stands(chain, claim)) yield { id, objectId: id, direction: "out", amount, currency, fee: 0n };
  }
}

/**
 * What the chains themselves say of what was credited and paid: every receipt is read again, and a movement that it does not bear out is left out.
 * Amounts are worth what the rate of its time said. @throws while a node does not answer
 */
export async function* chainMovements(since: Date): AsyncGenerator<ExternalMovement> {
  for (const chain of cryptoConfig()?.chains ?? []) {
    yield* deposits(chain, since);
    yield* payouts(chain, since);
  }
}

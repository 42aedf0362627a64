import { int4, int8, statement, text } from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { assetOf, assetsOf, BOOK_CURRENCY, type ChainConfig } from "../config.ts";
import { assetRate, assetValue, rateText } from "../rates.ts";
import { balanceOf, holdingsOf } from "./balances.ts";
import { feesNow } from "./sign.ts";
import { type NewTransfer, queueTransfer } from "./store.ts";

const COIN_GAS = 21_000n;
/** More than any usual token takes. */
const TOKEN_GAS = 90_000n;
/** Room to raise fees seven times. */
const RESERVE = 2n;

// Addresses that received something after their last sweep began, and from which nothing is on its way.
const filled = statement({
  text: `
    select a.address_index as index, a.address from crypto_address a
     where a.chain_id = $1
       and exists (select from crypto_deposit d where d.address_index = a.address_index and d.state in ('credited', 'suspended')
                      and d.changed_at > coalesce((select max(t.created_at) from crypto_transfer t where t.from_index = a.address_index), '-infinity'))
       and not exists (select from crypto_transfer t
                        where t.state in ('queued', 'review', 'signed', 'lost')
                          and (t.from_index = a.address_index or t.purpose = 'gas' and lower(t.to_address) = lower(a.address)))
     order by a.address_index limit 100`,
  params: [int8],
  row: { index: int4, address: text },
});

type Filled = { index: number; address: string };
type Sweep = {
  symbol: string;
  token: string | null;
  amount: bigint;
  value: bigint;
  rate: string;
  rateSource: string;
  rateAt: Date;
};

const sweepOf = async (
  chain: ChainConfig,
  { address }: Filled,
  symbol: string,
  gasPrice: bigint,
): Promise<Sweep | null> => {
  const asset = assetOf(chain, symbol);
  const by = asset && (await assetRate(symbol, BOOK_CURRENCY));
  const coin = await assetRate(chain.native, BOOK_CURRENCY);
  if (!asset || !by || !coin) return null;
  const gas = gasPrice * (asset.contract ? TOKEN_GAS : COIN_GAS);
  const held = await balanceOf(chain, address, asset.contract);
  const amount = asset.contract ? held : held - gas * RESERVE;
  if (amount <= 0n) return null;
  const value = assetValue(amount, asset.decimals, BOOK_CURRENCY, by.rate).minor;
  const cost = assetValue(gas, 18, BOOK_CURRENCY, coin.rate).minor;
  if (value < chain.sweepFrom || value <= cost) return null;
  return {
    symbol,
    token: asset.contract,
    amount,
    value,
    rate: rateText(by.rate),
    rateSource: by.source,
    rateAt: by.at,
  };
};

/** Where a sweep goes: the hot wallet while it has room, then cold storage. Null: nowhere yet. */
const targetOf = async (chain: ChainConfig, value: bigint): Promise<string | null> => {
  const held = (await holdingsOf(chain, chain.hot)).reduce((sum, each) => sum + (each.value ?? 0n), 0n);
  return held + value <= chain.caps.hot ? chain.hot : (chain.cold ?? null);
};

/** Gas for a sweep of tokens, from the tank. False where the address has enough. */
const fillTank = async (chain: ChainConfig, { address }: Filled, gasPrice: bigint): Promise<boolean> => {
  const need = gasPrice * TOKEN_GAS * RESERVE;
  const missing = need - (await balanceOf(chain, address, null));
  if (missing <= 0n) return false;
  const by = await assetRate(chain.native, BOOK_CURRENCY);
  if (!by) return true;
  await queueTransfer({
    chainId: chain.id,
    purpose: "gas",
    payoutId: null,
    from: chain.gasTank,
    fromIndex: null,
    to: address,
    token: null,
    asset: chain.native,
    amount: missing,
    value: assetValue(missing, 18, BOOK_CURRENCY, by.rate).minor,
    rate: rateText(by.rate),
    rateSource: by.source,
    rateAt: by.at,
  });
  return true;
};

const planOne = async (chain: ChainConfig, from: Filled, gasPrice: bigint): Promise<void> => {
  // Tokens first: their gas is paid with the coins that are there.
  const symbols = assetsOf(chain);
  for (const symbol of [...symbols.slice(1), ...symbols.slice(0, 1)]) {
    const sweep = await sweepOf(chain, from, symbol, gasPrice);
    const to = sweep && (await targetOf(chain, sweep.value));
    if (!sweep || !to) continue;
    if (sweep.token && (await fillTank(chain, from, gasPrice))) return;
    const { symbol: asset, ...rest } = sweep;
    const transfer: NewTransfer = {
      ...rest,
      chainId: chain.id,
      purpose: "sweep",
      payoutId: null,
      from: from.address,
      fromIndex: from.index,
      to,
      asset,
    };
    await queueTransfer(transfer);
    return;
  }
};

/**
 * Queues sweeps of deposit addresses that hold enough to be worth their gas, one at a time for each address; a token's needs gas first, which
 * comes from the tank.
 */
export const planSweeps = async (chain: ChainConfig): Promise<void> => {
  const addresses = await filled.all([chain.id]);
  if (addresses.length === 0) return;
  const { maxFee } = await feesNow(chain);
  for (const address of addresses) {
    try {
      await planOne(chain, address, maxFee);
    } catch (error) {
      log.error({ err: error, address: address.address }, "a sweep could not be planned");
    }
  }
};

import { type Address, erc20Abi } from "viem";
import { clientOf } from "../chain/client.ts";
import { assetOf, assetsOf, BOOK_CURRENCY, type ChainConfig } from "../config.ts";
import { assetRate, assetValue } from "../rates.ts";

/** What an address holds of an asset, base units, at the newest block. */
export const balanceOf = (chain: ChainConfig, owner: string, token: string | null): Promise<bigint> => {
  const client = clientOf(chain);
  const address = owner as Address;
  return token
    ? client.readContract({
        address: token as Address,
        abi: erc20Abi,
        functionName: "balanceOf",
        args: [address],
      })
    : client.getBalance({ address });
};

export type Holding = {
  asset: string;
  amount: bigint;
  decimals: number /** Cents of a euro; null without a rate. */;
  value: bigint | null;
};

/** What an address holds of every configured asset. */
export const holdingsOf = async (chain: ChainConfig, owner: string): Promise<Holding[]> => {
  const holdings: Holding[] = [];
  for (const symbol of assetsOf(chain)) {
    const asset = assetOf(chain, symbol);
    if (!asset) continue;
    const amount = await balanceOf(chain, owner, asset.contract);
    const by = await assetRate(symbol, BOOK_CURRENCY);
    const value = by && assetValue(amount, asset.decimals, BOOK_CURRENCY, by.rate).minor;
    holdings.push({ asset: symbol, amount, decimals: asset.decimals, value });
  }
  return holdings;
};

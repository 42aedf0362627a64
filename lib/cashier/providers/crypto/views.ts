import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import {
  bool,
  int4,
  int8,
  nullable,
  numeric,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { assetOf, assetsOf, BOOK_CURRENCY, type ChainConfig, chainOf, cryptoConfig } from "./config.ts";
import { addressOf } from "./deposits/address.ts";
import { DEPOSIT_STATES } from "./deposits/states.ts";
import { destinationsOfPlayer } from "./destinations/store.ts";
import type { CryptoDepositView, CryptoNetwork, CryptoWallet } from "./schema.ts";

/** Base units as decimal text without trailing zeros: 1500000n of six decimals is "1.5". */
export const unitsText = (amount: bigint, decimals: number): string => {
  const digits = amount.toString().padStart(decimals + 1, "0");
  const fraction = decimals === 0 ? "" : digits.slice(-decimals).replace(/0+$/, "");
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals);
  return fraction ? `${whole}.${fraction}` : whole;
};

/** In how many blocks a deposit must be, its own included; null where the chain itself says. */
const confirmationsOf = ({ finality }: ChainConfig): number | null =>
  finality === "finalized" ? null : finality.confirmations + 1;

/** The chains on which a player may deposit, with their addresses so far. Empty on a site without crypto. */
export const cryptoNetworks = (playerId: string): Promise<CryptoNetwork[]> =>
  Promise.all(
    (cryptoConfig()?.chains ?? []).map(async (chain) => ({
      chainId: chain.id,
      name: chain.name,
      assets: assetsOf(chain),
      address: await addressOf(playerId, chain.id),
      confirmations: confirmationsOf(chain),
      test: chain.test,
    })),
  );

/** Whether players may deposit by crypto on this site. */
export const cryptoOffered = (): boolean => cryptoConfig() !== null;

/** What applies to wallets; null on a site without crypto. @returns proofAbove minor units of the currency */
export const cryptoWalletRules = (): {
  coolOffHours: number;
  proofAbove: bigint;
  currency: Currency;
} | null => {
  const config = cryptoConfig();
  return (
    config && { coolOffHours: config.coolOffHours, proofAbove: config.proofAbove, currency: BOOK_CURRENCY }
  );
};

const recent = statement({
  text: `
    select d.id, d.chain_id as "chainId", d.asset, d.amount, d.state, d.tx_hash as "txHash", d.created_at as at, d.payment_id as "paymentId",
           greatest(0, c.height - d.block_height + 1)::int4 as confirmations
      from crypto_deposit d join crypto_chain c on c.chain_id = d.chain_id
     where d.player_id = $1 order by d.created_at desc limit 20`,
  params: [uuid],
  row: {
    id: uuid,
    chainId: int8,
    asset: nullable(text),
    amount: numeric,
    state: only(text, z.enum(DEPOSIT_STATES)),
    txHash: text,
    at: timestamptz,
    paymentId: nullable(uuid),
    confirmations: nullable(int4),
  },
});

/** A player's last deposits from chains, those on their way included. */
export const cryptoDeposits = async (playerId: string): Promise<CryptoDepositView[]> =>
  (await recent.all([playerId])).map(({ chainId, asset, amount, confirmations, ...row }) => {
    const chain = chainOf(chainId);
    const known = chain && asset ? assetOf(chain, asset) : null;
    return {
      ...row,
      network: chain?.name ?? String(chainId),
      asset: asset ?? "",
      amount: known ? unitsText(BigInt(amount), known.decimals) : "",
      confirmations: confirmations ?? 0,
      needed: chain && confirmationsOf(chain),
      link: chain?.explorer?.replace("{hash}", row.txHash) ?? null,
    };
  });

/** The wallets that a player may withdraw to, now or when their cool-off is over. */
export const cryptoWallets = async (playerId: string): Promise<CryptoWallet[]> =>
  (await destinationsOfPlayer(playerId)).map((each) => ({
    id: each.instrumentId,
    network: chainOf(each.chainId)?.name ?? String(each.chainId),
    asset: each.asset,
    address: each.address,
    usableFrom: each.usableFrom,
    waits: each.waits,
    proved: each.provedAt !== null,
    proofText: each.proofText,
  }));

const chains = statement({
  text: `
    select chain_id as "chainId", height, head, final_height as "finalHeight", scanned_at as "scannedAt", halted,
           scanned_at < clock_timestamp() - interval '2 minutes' as late
      from crypto_chain order by chain_id`,
  params: [],
  row: {
    chainId: int8,
    height: int8,
    head: int8,
    finalHeight: int8,
    scannedAt: timestamptz,
    halted: nullable(text),
    late: nullable(bool),
  },
});

export type ChainStatus = {
  chainId: number;
  name: string;
  height: bigint;
  head: bigint;
  finalHeight: bigint;
  scannedAt: Date | null;
  halted: string | null;
  late: boolean;
};

/** How far each configured chain has been read. */
export const chainStatuses = async (): Promise<ChainStatus[]> => {
  const rows = await chains.all([]);
  return (cryptoConfig()?.chains ?? []).map(({ id, name }) => {
    const row = rows.find(({ chainId }) => Number(chainId) === id);
    return {
      chainId: id,
      name,
      height: row?.height ?? 0n,
      head: row?.head ?? 0n,
      finalHeight: row?.finalHeight ?? 0n,
      scannedAt: row?.scannedAt ?? null,
      halted: row?.halted ?? null,
      late: row?.late ?? true,
    };
  });
};

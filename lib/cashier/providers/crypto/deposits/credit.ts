import type pg from "pg";
import { isCurrency } from "#lib/core/money.ts";
import { bpchar, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { log } from "#lib/platform/observability/log.ts";
import { receiveMoney } from "../../../payments/incoming.ts";
import { reverseDeposit } from "../../../payments/reverse.ts";
import { suspend } from "../../../payments/suspense.ts";
import { depositLimits } from "../../limits.ts";
import { assetOf, type ChainConfig } from "../config.ts";
import { assetRate, assetValue, rateText } from "../rates.ts";
import {
  type CryptoDeposit,
  creditedAndReplaced,
  endDeposit,
  finalDeposits,
  notedTooLate,
  priceDeposit,
  priceOf,
} from "./store.ts";

const currencyOf = statement({
  text: "select currency from players_player_view where id = $1",
  params: [uuid],
  row: { currency: bpchar },
});

const paymentOf = statement({
  text: "select id from payment where provider = 'crypto' and object_id = $1",
  params: [text],
  row: { id: uuid },
});

/**
 * The name under which a deposit is credited once. With its block: the same transaction in another block is credited again, after the first
 * was reversed.
 */
export const objectIdOf = ({ chainId, txHash, logIndex, blockHash }: CryptoDeposit): string =>
  `${chainId}:${txHash}:${logIndex}:${blockHash}`;

/** What a deposit is worth, fixed at the first try. Null while there is no rate. Nothing, where the chain does not bear it out. */
const worthOf = async (chain: ChainConfig, deposit: CryptoDeposit, objectId: string) => {
  const account = await currencyOf.first([deposit.playerId]);
  if (!account || !isCurrency(account.currency)) throw new Error(`player ${deposit.playerId} is gone`);
  const { currency } = account;
  const asset = deposit.asset === null ? null : assetOf(chain, deposit.asset);
  // Coins that nothing explains are there all the same.
  if ((deposit.problem !== null && deposit.problem !== "untraced") || !asset) return { currency, value: 0n };
  const before = await priceOf(deposit.id, objectId);
  if (before) return before;
  const by = await assetRate(asset.symbol, currency);
  if (!by) return null;
  const { minor, remainder } = assetValue(deposit.amount, asset.decimals, currency, by.rate);
  const price = { currency, value: minor, remainder, rate: rateText(by.rate), source: by.source, at: by.at };
  await priceDeposit(deposit, objectId, price);
  return priceOf(deposit.id, objectId);
};

const creditOne = async (chain: ChainConfig, deposit: CryptoDeposit): Promise<void> => {
  const objectId = objectIdOf(deposit);
  const worth = await worthOf(chain, deposit, objectId);
  if (!worth)
    return void log.warn({ deposit: deposit.id, asset: deposit.asset }, "there is no rate for a deposit");
  if (!isCurrency(worth.currency)) throw new Error(`${worth.currency} is no currency`);
  const received = await receiveMoney({
    provider: "crypto",
    method: "crypto",
    objectId,
    playerId: deposit.playerId,
    amount: worth.value,
    currency: worth.currency,
    problem: deposit.problem ?? (deposit.asset === null ? "wrong_token" : worth.value === 0n ? "dust" : null),
    limits: depositLimits(worth.currency),
    instrument: null,
    source: `block:${deposit.blockHash}`,
  });
  await transaction(async (client) => {
    const known = received.outcome === "known" ? await paymentOf.first([objectId], client) : null;
    const paymentId = received.outcome === "credited" ? received.paymentId : (known?.id ?? null);
    await endDeposit(deposit, { state: paymentId ? "credited" : "suspended", objectId, paymentId }, client);
  });
};

/**
 * Credits what is final on a chain, or has it wait in suspense: a token that nobody configured, dust, what a limit or an exclusion forbids. The amount
 * is worth what the stored rate said; it is rounded down, and what that lost is stored. Each is credited once, wherever this stops.
 */
export const creditFinal = async (chain: ChainConfig): Promise<void> => {
  for (const deposit of await finalDeposits(chain.id)) {
    try {
      await creditOne(chain, deposit);
    } catch (error) {
      log.error({ err: error, deposit: deposit.id }, "a deposit could not be credited yet");
    }
  }
};

/** Notes what was credited or suspended by a scanner that stopped before it could, whatever has become of the block since. */
export const noteSettled = async (chain: ChainConfig): Promise<void> => {
  for (const { deposit, paymentId } of await notedTooLate(chain.id))
    await transaction(async (client) => {
      await endDeposit(deposit, { state: paymentId ? "credited" : "suspended", paymentId }, client);
    });
};

/** Takes back what was credited from blocks that the chain has replaced since. @param above blocks up to here are not compared any more */
export const reverseReplaced = async (chain: ChainConfig, above: bigint): Promise<void> => {
  for (const deposit of await creditedAndReplaced(chain.id, above)) {
    await reverse(deposit);
    log.error(
      { chain: chain.id, deposit: deposit.id },
      "a credited deposit was in a block that was replaced",
    );
  }
};

const reverse = (deposit: CryptoDeposit): Promise<void> =>
  transaction(async (client: pg.PoolClient) => {
    if (!(await endDeposit(deposit, { state: "reversed" }, client))) return;
    const { id, paymentId, objectId } = deposit;
    const worth = objectId === null ? null : await priceOf(id, objectId, client);
    if (objectId === null || !worth) return;
    if (paymentId !== null) {
      const reversed = await reverseDeposit(
        paymentId,
        { objectId, step: "replaced", amount: worth.value, reason: "reorganisation", source: `chain:${id}` },
        client,
      );
      if (reversed === "reversed" || reversed === "known") return;
    }
    // It waits in suspense, or something else has taken of it already: staff book what is left.
    const { value: amount, currency } = worth;
    await suspend(
      { provider: "crypto", objectId, problem: "block_replaced", paymentId, amount, currency, paid: false },
      client,
    );
  });

import { z } from "zod";
import { CURRENCY_CODES } from "#lib/core/money.ts";
import {
  bpchar,
  int8,
  only,
  statement,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import { depositLimits } from "../limits.ts";
import type { PaymentProvider, PayoutObject } from "../provider.ts";
import { PUSH_ONLY } from "../push.ts";
import { chainMovements } from "./chain/report.ts";
import { assetOf, BOOK_CURRENCY, chainOf, cryptoConfig } from "./config.ts";
import { ceilingOf, destinationNamed } from "./destinations/store.ts";
import { assetRate, assetValue, rateText, unitsFor } from "./rates.ts";
import { type ChainTransfer, queueTransfer, transferNamed } from "./signer/store.ts";

const payoutOf = statement({
  text: "select amount, currency from payout where id = $1",
  params: [uuid],
  row: { amount: int8, currency: only(bpchar, z.enum(CURRENCY_CODES)) },
});

const since = statement({
  text: "select payout_id as id from crypto_transfer where payout_id is not null and created_at >= $1 order by created_at",
  params: [timestamptz],
  row: { id: withoutNulls(uuid) },
});

const stateOf = ({ state }: ChainTransfer): PayoutObject["state"] => {
  switch (state) {
    case "paid":
      return "paid";
    case "failed":
    case "canceled":
      return "failed";
    default:
      // Also one whose nonce somebody else used: staff must see what has moved before it counts as failed.
      return "sent";
  }
};

/** A transfer as the payout that it carries out; null for the operator's own. */
export const payoutObject = async (transfer: ChainTransfer): Promise<PayoutObject | null> => {
  if (!transfer.payoutId) return null;
  const payout = await payoutOf.first([transfer.payoutId]);
  if (!payout) return null;
  const { id, payoutId, reason } = transfer;
  const state = stateOf(transfer);
  return { kind: "payout", id, payoutId, state, ...payout, reason: state === "failed" ? reason : null };
};

const fetchPayout = async (id: string): Promise<PayoutObject | null> => {
  const transfer = await transferNamed(id);
  return transfer && payoutObject(transfer);
};

/**
 * Coins and tokens on chains of the EVM. Deposits come by the scanner and `receiveMoney`; payouts are queued for the signer, which alone has
 * keys. What a payout sends is fixed here, by the rate of now.
 */
export const cryptoProvider: PaymentProvider = {
  ...PUSH_ONLY,
  id: "crypto",
  get live() {
    return cryptoConfig()?.chains.some(({ test }) => !test) ?? false;
  },
  capabilities: [
    { method: "crypto", directions: ["withdrawal"], withdrawsTo: "instrument", currencies: null },
  ],
  limits: depositLimits,
  ceiling: ceilingOf,
  payOut: async ({ payoutId, amount, currency, destination }) => {
    const known = await fetchPayout(payoutId);
    if (known) return known;
    const to = destination === null ? null : await destinationNamed(destination);
    const chain = to && chainOf(to.chainId);
    const asset = chain && assetOf(chain, to.asset);
    if (!to || !chain || !asset) throw new Error(`payout ${payoutId} has no destination on a chain`);
    const [by, book] = [
      await assetRate(asset.symbol, currency),
      await assetRate(asset.symbol, BOOK_CURRENCY),
    ];
    if (!by || !book) throw new Error(`there is no rate of ${asset.symbol} now`);
    const units = unitsFor(amount, currency, asset.decimals, by.rate);
    await queueTransfer({
      chainId: chain.id,
      purpose: "withdrawal",
      payoutId,
      from: chain.hot,
      fromIndex: null,
      to: to.address,
      token: asset.contract,
      asset: asset.symbol,
      amount: units,
      value: assetValue(units, asset.decimals, BOOK_CURRENCY, book.rate).minor,
      rate: rateText(by.rate),
      rateSource: by.source,
      rateAt: by.at,
    });
    const queued = await fetchPayout(payoutId);
    if (!queued) throw new Error(`payout ${payoutId} was not queued`);
    return queued;
  },
  fetchPayout,
  listPayouts: async function* (from) {
    for (const { id } of await since.all([from])) {
      const object = await fetchPayout(id);
      if (object) yield object;
    }
  },
  externalMovements: chainMovements,
};

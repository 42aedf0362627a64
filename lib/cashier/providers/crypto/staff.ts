import {
  bool,
  int4,
  int8,
  nullable,
  numeric,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { assetOf, chainOf, cryptoConfig } from "./config.ts";
import { type Holding, holdingsOf } from "./signer/balances.ts";
import { signedLastHour } from "./signer/store.ts";
import { type ChainStatus, chainStatuses, unitsText } from "./views.ts";

const open = statement({
  text: `
    select t.id, t.chain_id as "chainId", t.purpose, t.asset, t.amount, t.value, t.state, t.reason, t.nonce, t.to_address as "to", t.created_at as at,
           coalesce((select max(a.number) from crypto_attempt a where a.transfer_id = t.id), 0) as attempts
      from crypto_transfer t
     where t.state in ('queued', 'review', 'signed', 'lost') or t.changed_at > clock_timestamp() - interval '1 day'
     order by t.state in ('paid', 'failed', 'canceled'), t.created_at desc limit 200`,
  params: [],
  row: {
    id: uuid,
    chainId: int8,
    purpose: text,
    asset: text,
    amount: numeric,
    value: int8,
    state: text,
    reason: nullable(text),
    nonce: nullable(int8),
    to: text,
    at: timestamptz,
    attempts: nullable(int4),
  },
});

const leases = statement({
  text: "select name, until > clock_timestamp() as held from crypto_lease",
  params: [],
  row: { name: text, held: nullable(bool) },
});

const unfinished = statement({
  text: `
    select chain_id as "chainId", count(*)::int4 as open from crypto_deposit where state in ('seen', 'confirming', 'final') group by chain_id`,
  params: [],
  row: { chainId: int8, open: nullable(int4) },
});

export type StaffWallet = {
  name: "hot" | "gasTank";
  address: string;
  holdings: (Holding & { text: string })[] | null;
};

export type StaffChain = ChainStatus & {
  scanning: boolean;
  signing: boolean;
  openDeposits: number;
  wallets: StaffWallet[];
  /** Cents of a euro. */
  caps: { perTransfer: bigint; perHour: bigint; hot: bigint };
  signedLastHour: bigint;
};

export type StaffTransfer = {
  id: string;
  network: string;
  purpose: string;
  asset: string;
  amount: string;
  value: bigint;
  state: string;
  reason: string | null;
  nonce: bigint | null;
  to: string;
  at: Date;
  attempts: number;
};

const walletOf = async (
  chainId: number,
  name: StaffWallet["name"],
  address: string,
): Promise<StaffWallet> => {
  const chain = chainOf(chainId);
  try {
    const holdings = chain ? await holdingsOf(chain, address) : [];
    return {
      name,
      address,
      holdings: holdings.map((each) => ({ ...each, text: unitsText(each.amount, each.decimals) })),
    };
  } catch (error) {
    logFailure(error, "the balance of a wallet could not be read", { chain: chainId });
    return { name, address, holdings: null };
  }
};

/** What staff see of the operator's chains: where scanners and signers are, what wallets hold, and what is being sent. Null on a site without. */
export const chainOverview = async (): Promise<{
  chains: StaffChain[];
  transfers: StaffTransfer[];
} | null> => {
  const config = cryptoConfig();
  if (!config) return null;
  const [statuses, held, counts, transfers] = await Promise.all([
    chainStatuses(),
    leases.all([]),
    unfinished.all([]),
    open.all([]),
  ]);
  const isHeld = (name: string) => held.some((lease) => lease.name === name && lease.held === true);
  const chains = await Promise.all(
    statuses.map(async (status): Promise<StaffChain> => {
      const { chainId } = status;
      const chain = chainOf(chainId);
      if (!chain) throw new Error(`chain ${chainId} is not configured`);
      return {
        ...status,
        scanning: isHeld(`scanner:${chainId}`),
        signing: isHeld(`signer:${chainId}`),
        openDeposits: counts.find((each) => Number(each.chainId) === chainId)?.open ?? 0,
        wallets: await Promise.all([
          walletOf(chainId, "hot", chain.hot),
          walletOf(chainId, "gasTank", chain.gasTank),
        ]),
        caps: chain.caps,
        signedLastHour: await signedLastHour(chainId),
      };
    }),
  );
  return {
    chains,
    transfers: transfers.map(({ chainId, amount, attempts, ...row }) => {
      const chain = chainOf(chainId);
      const asset = chain && assetOf(chain, row.asset);
      return {
        ...row,
        network: chain?.name ?? String(chainId),
        amount: unitsText(BigInt(amount), asset?.decimals ?? 0),
        attempts: attempts ?? 0,
      };
    }),
  };
};

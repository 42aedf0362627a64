import {
  type Address,
  decodeEventLog,
  erc20Abi,
  getAddress,
  type Hash,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
} from "viem";
import type { ChainConfig } from "../config.ts";

/** keccak256 of "Transfer(address,address,uint256)". */
export const TRANSFER_TOPIC: Hex = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

/** The place of what a transaction itself carries, beside the places of its logs. */
export const OWN_VALUE = -1;

/** Money that a block brought to an address of ours. */
export type Arrival = {
  txHash: Hash;
  /** The log's place in its receipt, or `OWN_VALUE`. */
  logIndex: number;
  to: Address;
  sender: Address;
  /** Null: the chain's own coin. */
  token: Address | null;
  /** Null for a token that nobody configured. */
  asset: string | null;
  amount: bigint;
  /** What speaks against it, as far as the chain says. */
  problem: "wrong_token" | "balance_differs" | null;
};

export type ReadBlock = { height: bigint; hash: Hash; parentHash: Hash; arrivals: Arrival[] };

/** What a block is searched for. */
export type Watched = {
  /** Which of these addresses, in lower case, are deposit addresses of the chain. */
  ours(addresses: readonly string[]): Promise<Set<string>>;
  /** Which of these transactions the operator sent: gas for sweeps is no deposit. */
  sent(hashes: readonly string[]): Promise<Set<string>>;
};

/** The block was replaced while it was read. */
export class BlockGoneError extends Error {}

type Transfer = { token: Address; from: Address; to: Address; amount: bigint; txHash: Hash };

const transferOf = (log: {
  address: Address;
  topics: readonly Hex[];
  data: Hex;
  transactionHash: Hash | null;
}): Transfer | null => {
  try {
    const { args } = decodeEventLog({
      abi: erc20Abi,
      eventName: "Transfer",
      topics: log.topics as [Hex, ...Hex[]],
      data: log.data,
    });
    return {
      token: getAddress(log.address),
      from: args.from,
      to: args.to,
      amount: args.value,
      txHash: log.transactionHash ?? "0x",
    };
  } catch {
    // Another event of the same name: tokens that are no ERC-20 index the amount.
    return null;
  }
};

/** Transfers in a receipt, each with its place there. */
export const transfersIn = (receipt: Pick<TransactionReceipt, "logs">): (Transfer & { place: number })[] =>
  receipt.logs.flatMap((log, place) => {
    const found = log.topics[0] === TRANSFER_TOPIC ? transferOf(log) : null;
    return found ? [{ ...found, place }] : [];
  });

const lower = (address: string): string => address.toLowerCase();

/** By how much the block changed an address's balance. The node must keep the state of the block before. */
const balanceChange = async (
  client: PublicClient,
  token: Address | null,
  owner: Address,
  height: bigint,
): Promise<bigint> => {
  const at = (blockNumber: bigint) =>
    token
      ? client.readContract({
          address: token,
          abi: erc20Abi,
          functionName: "balanceOf",
          args: [owner],
          blockNumber,
        })
      : client.getBalance({ address: owner, blockNumber });
  const [after, before] = await Promise.all([at(height), at(height - 1n)]);
  return after - before;
};

type Full = Awaited<ReturnType<typeof fullBlock>>;
const fullBlock = (client: PublicClient, height: bigint) =>
  client.getBlock({ blockNumber: height, includeTransactions: true });

/** What left an address in the block by its own transactions: value and fees. */
const spentBy = (owner: string, block: Full, receipts: Map<Hash, TransactionReceipt>): bigint =>
  block.transactions
    .filter(({ from }) => lower(from) === owner)
    .reduce((sum, { hash, value }) => {
      const receipt = receipts.get(hash);
      if (!receipt) return sum;
      return sum + receipt.gasUsed * receipt.effectiveGasPrice + (receipt.status === "success" ? value : 0n);
    }, 0n);

/**
 * Compares what logs and values say with how the balances have changed, and marks what differs: a token that takes a fee or whose log is a
 * lie. More than that is nothing against a deposit: contracts send coins without a log, which the balances' own check finds.
 */
const checkBalances = async (
  client: PublicClient,
  block: Full,
  arrivals: Arrival[],
  transfers: Transfer[],
  receipts: Map<Hash, TransactionReceipt>,
): Promise<void> => {
  const groups = Map.groupBy(
    arrivals.filter(({ problem }) => problem === null),
    ({ to, token }) => `${to} ${token ?? ""}`,
  );
  for (const group of groups.values()) {
    const { to, token } = group[0] as Arrival;
    const said = group.reduce((sum, { amount }) => sum + amount, 0n);
    const left = token
      ? transfers
          .filter((each) => each.token === token && lower(each.from) === lower(to))
          .reduce((sum, { amount }) => sum + amount, 0n)
      : spentBy(lower(to), block, receipts);
    if ((await balanceChange(client, token, to, block.number ?? 0n)) < said - left)
      for (const arrival of group) arrival.problem = "balance_differs";
  }
};

/**
 * Reads one block: who sent what to addresses of ours, from the value of its transactions and from the logs of tokens. Only transactions that
 * succeeded count, by their receipts. @throws BlockGoneError where another block took its place meanwhile
 */
export const readBlock = async (
  client: PublicClient,
  chain: ChainConfig,
  height: bigint,
  watched: Watched,
): Promise<ReadBlock> => {
  const block = await fullBlock(client, height);
  const { hash, parentHash } = block;
  const logs = (
    await client.request({ method: "eth_getLogs", params: [{ blockHash: hash, topics: [TRANSFER_TOPIC] }] })
  ).flatMap((log) => transferOf(log as Parameters<typeof transferOf>[0]) ?? []);
  const valued = block.transactions.filter(({ to, value }) => to !== null && value > 0n);
  const ours = await watched.ours([
    ...new Set([...valued.map(({ to }) => lower(to ?? "")), ...logs.map(({ to }) => lower(to))]),
  ]);
  const hits = [
    ...valued.filter(({ to }) => ours.has(lower(to ?? ""))).map((tx) => tx.hash),
    ...logs.filter(({ to, amount }) => amount > 0n && ours.has(lower(to))).map(({ txHash }) => txHash),
  ];
  const sent = await watched.sent([...new Set(hits)]);
  const wanted = new Set(hits.filter((each) => !sent.has(each)));
  // With those that addresses of ours sent: their fees explain balances.
  const own = block.transactions.filter(({ from }) => ours.has(lower(from))).map((tx) => tx.hash);
  const receipts = new Map<Hash, TransactionReceipt>();
  for (const txHash of new Set([...wanted, ...own])) {
    const receipt = await client.getTransactionReceipt({ hash: txHash });
    if (receipt.blockHash !== hash) throw new BlockGoneError(`block ${height} of ${chain.name}`);
    receipts.set(txHash, receipt);
  }
  const arrivals = [...wanted].flatMap((txHash): Arrival[] => {
    const receipt = receipts.get(txHash);
    const tx = block.transactions.find((each) => each.hash === txHash);
    if (receipt?.status !== "success" || !tx) return [];
    const value: Arrival[] =
      tx.to && tx.value > 0n && ours.has(lower(tx.to))
        ? [
            {
              txHash,
              logIndex: OWN_VALUE,
              to: getAddress(tx.to),
              sender: getAddress(tx.from),
              token: null,
              asset: chain.native,
              amount: tx.value,
              problem: null,
            },
          ]
        : [];
    const tokens = transfersIn(receipt)
      .filter(({ to, amount }) => amount > 0n && ours.has(lower(to)))
      .map(({ token, from, to, amount, place }): Arrival => {
        const known = chain.tokens.find(({ contract }) => lower(contract) === lower(token));
        return {
          txHash,
          logIndex: place,
          to: getAddress(to),
          sender: getAddress(from),
          token,
          asset: known?.symbol ?? null,
          amount,
          problem: known ? null : "wrong_token",
        };
      });
    return [...value, ...tokens];
  });
  await checkBalances(client, block, arrivals, logs, receipts);
  return { height, hash, parentHash, arrivals };
};

import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Currency, minorOf } from "#lib/core/money.ts";
import { env } from "#lib/platform/config/env.ts";

/** Amounts of the operator's rules are in this currency. */
export const BOOK_CURRENCY: Currency = "EUR";

const Address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "is no address");
const Amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,2})?$/, "is no amount such as 1000.00")
  .transform((text) => minorOf(text, BOOK_CURRENCY));
const Rate = z.string().regex(/^\d{1,15}(\.\d{1,15})?$/, "is no rate such as 2514.37");
const Ticker = z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/);

const Token = z.object({
  symbol: Ticker,
  contract: Address,
  decimals: z.number().int().min(0).max(30),
});

const Chain = z.object({
  /** EIP-155. */
  id: z.number().int().min(1).max(2_147_483_647),
  name: z.string().min(1).max(40),
  /** Whether it moves real money. */
  test: z.boolean().default(false),
  native: Ticker.default("ETH"),
  /** Tried in this order. */
  rpcUrls: z.array(z.url({ protocol: /^https?$/ })).min(1),
  /** When a block counts as final: as the chain itself says, or under so many others. */
  finality: z.union([
    z.literal("finalized"),
    z.object({ confirmations: z.number().int().min(1).max(10_000) }),
  ]),
  /** Where the first scan begins. Without it: at the newest block of then. */
  startBlock: z.number().int().min(0).optional(),
  tokens: z.array(Token).max(50).default([]),
  /** What the signer's keys are for; it refuses to start with others. */
  hot: Address,
  gasTank: Address,
  /** Where sweeps go once the hot wallet is full. Without it they wait. */
  cold: Address.optional(),
  caps: z.object({
    /** A withdrawal above it, or one with which the last hour's are above that cap, waits for staff. */
    perTransfer: Amount,
    perHour: Amount,
    /** What the hot wallet may hold. */
    hot: Amount,
    /** The most that a unit of gas may cost, in gwei. While the chain asks for more, transfers wait, and fees are not raised. */
    gasGwei: z.number().positive().max(1_000_000).default(500),
  }),
  /** How long a transaction may wait before its fees are raised. */
  bumpAfterSeconds: z.number().int().min(1).default(180),
  /** What a deposit address must hold before it is swept. */
  sweepFrom: Amount,
  /** The page of a transaction, with {hash} in it. */
  explorer: z.url().optional(),
});

const Config = z.object({
  /** In which rates are: euros for one unit of the asset. */
  rates: z.discriminatedUnion("source", [
    z.object({ source: z.literal("manual"), values: z.record(Ticker, Rate) }),
    /** Answers {"ETH": {"rate": "2514.37", "at": "2026-01-31T12:00:00Z"}}. */
    z.object({
      source: z.literal("http"),
      url: z.url({ protocol: /^https?$/ }),
      maxAgeSeconds: z.number().int().min(1).default(300),
    }),
  ]),
  /** Who is asked about an address before anything is sent to it. Simulated: in demo mode only. */
  screening: z.union([z.literal("simulated"), z.object({ url: z.url({ protocol: /^https?$/ }) })]),
  /** How long a new address waits before it is used. */
  coolOffHours: z.number().min(0).max(720).default(24),
  /** Above it, a withdrawal needs proof that the wallet is the player's (Regulation (EU) 2023/1113, article 14). */
  proofAbove: Amount.default(100_000n),
  chains: z
    .array(Chain)
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names a chain twice"),
});

export type CryptoConfig = z.output<typeof Config>;
export type ChainConfig = CryptoConfig["chains"][number];
export type TokenConfig = ChainConfig["tokens"][number];

/** Reads a configuration. Throws what is wrong, without its values. */
export const parseCryptoConfig = (source: string): CryptoConfig => {
  const parsed = Config.safeParse(JSON.parse(source));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new Error(`the chains' configuration: ${wrong.join("; ")}`);
};

let cached: CryptoConfig | null | undefined;

/** The operator's chains; null on a site without. Read once from CRYPTO_CHAINS_FILE. */
export const cryptoConfig = (): CryptoConfig | null => {
  const { CRYPTO_CHAINS_FILE: file, CRYPTO_XPUB: xpub } = env();
  if (cached === undefined) cached = file && xpub ? parseCryptoConfig(readFileSync(file, "utf8")) : null;
  return cached;
};

/** Throws on a site without chains. */
export const requireCrypto = (): CryptoConfig => {
  const config = cryptoConfig();
  if (!config) throw new Error("CRYPTO_CHAINS_FILE or CRYPTO_XPUB is missing");
  return config;
};

export const chainOf = (id: number | bigint): ChainConfig | null =>
  cryptoConfig()?.chains.find((chain) => chain.id === Number(id)) ?? null;

/** The decimals of one of the chain's assets: 18 for its own coin on every EVM chain. */
export const assetOf = (
  chain: ChainConfig,
  symbol: string,
): { symbol: string; contract: `0x${string}` | null; decimals: number } | null => {
  if (symbol === chain.native) return { symbol, contract: null, decimals: 18 };
  const token = chain.tokens.find((each) => each.symbol === symbol);
  return token ? { symbol, contract: token.contract as `0x${string}`, decimals: token.decimals } : null;
};

export const assetsOf = (chain: ChainConfig): string[] => [
  chain.native,
  ...chain.tokens.map(({ symbol }) => symbol),
];

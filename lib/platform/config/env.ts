import { isValidIBAN } from "ibantools";
import { z } from "zod";
import { CURRENCY_CODES } from "#lib/core/money.ts";

const port = z.coerce.number().int().min(1).max(65_535);
const isLocale = (tag: string): boolean => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
};
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** "2:<32 bytes in base64url>,1:…" */
const sealingKeys = z
  .string()
  .regex(/^(\d+:[\w-]{43}(,\d+:[\w-]{43})*)?$/, "is no list of version:key, each key 32 bytes in base64url")
  .default("")
  .transform((text) =>
    text === ""
      ? []
      : text.split(",").map((each) => {
          const [version = "", key = ""] = each.split(":");
          return { version, key };
        }),
  );

const oidcIssuer = z.object({
  /** Part of the address that the issuer sends players back to: /api/auth/callback/<id>. */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .refine((id) => !["credentials", "second-factor", "passkey", "registration"].includes(id), "is taken"),
  /** What players know it by. */
  name: z.string().min(1).max(40),
  issuer: z.url().refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(url), "is not https"),
  clientId: z.string().min(1),
  /** Without one the client is public, and PKCE alone protects the code. */
  clientSecret: z.string().min(1).optional(),
});

const jsonOf = (text: string): unknown => {
  try {
    return text === "" ? [] : JSON.parse(text);
  } catch {
    return null;
  }
};

/** [{"id":"…","name":"…","issuer":"https://…","clientId":"…","clientSecret":"…"}] */
const oidcIssuers = z
  .string()
  .default("")
  .transform(jsonOf)
  .pipe(
    z
      .array(oidcIssuer, "is no JSON list of issuers")
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "names an id twice")
      .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, "names an issuer twice"),
  );
const bankAccount = z.object({
  currency: z.enum(CURRENCY_CODES),
  /** In capitals, without spaces. */
  iban: z.string().refine((iban) => isValidIBAN(iban), "is no IBAN"),
  bic: z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "is no BIC"),
  /** Whose it is, as players see it. */
  name: z.string().min(1).max(70),
  town: z.string().min(1).max(35),
  country: z.string().regex(/^[A-Z]{2}$/),
  /**
   * What its bank's files say of a booking that takes another one back: the direction "stated" is the booking's own, as the standard has
   * it, or the "opposite".
   */
  reversals: z.enum(["stated", "opposite"]).default("stated"),
});
export type BankAccountConfig = z.output<typeof bankAccount>;

/** [{"currency":"EUR","iban":"…","bic":"…","name":"…","town":"…","country":"…"}] */
const bankAccounts = z
  .string()
  .default("")
  .transform(jsonOf)
  .pipe(
    z
      .array(bankAccount, "is no JSON list of accounts")
      .refine(
        (all) => new Set(all.map(({ currency }) => currency)).size === all.length,
        "names a currency twice",
      ),
  );

/** "name=value,name=value" */
const pairs = (each: RegExp) =>
  z
    .string()
    .refine((text) => text.split(",").every((pair) => each.test(pair)), "is no list of name=value")
    .transform(
      (text): Record<string, string> =>
        Object.fromEntries(
          text
            .split(",")
            .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
        ),
    );

/** Every variable that Evens reads. README.md lists them; a test holds the two together. */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Login that owns the tables and runs migrations. Without it the application's login is used. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /**
   * How many whole months of feed messages and price history are kept; older ones are detached into the schema
   * "archive".
   */
  FEED_RETENTION_MONTHS: z.coerce.number().int().min(1).max(1_200).default(3),
  /** The same for bets and ledger entries. Without it they are kept for ever. */
  BET_RETENTION_MONTHS: z.coerce.number().int().min(12).max(1_200).optional(),
  /** Connections that one process may hold. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Signs the session cookies. 32 characters or more. */
  AUTH_SECRET: z.string().min(32),
  /** Encrypt secrets in the database, the current key first. Without any, players cannot set up an authenticator app. */
  SEALING_KEYS: sealingKeys,
  /** Where browsers reach the site. Decides cookie names and which origins are allowed. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  /** How many proxies of the operator a request passes. Each appends to X-Forwarded-For the address that it saw. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** The header in which those proxies name the client's country (ISO 3166-1), such as cf-ipcountry. */
  COUNTRY_HEADER: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port.default(3000),
  REALTIME_PORT: port.default(3001),
  /** Where browsers reach the sidecar. Without it: the site's host at REALTIME_PORT. */
  REALTIME_URL: z.url({ protocol: /^(https?|wss?)$/ }).optional(),
  /** Sockets that one address (for IPv6 a /64) and one account may hold at one sidecar. */
  SOCKETS_PER_ADDRESS_MAX: z.coerce.number().int().min(1).max(100_000).default(200),
  SOCKETS_PER_ACCOUNT_MAX: z.coerce.number().int().min(1).max(100_000).default(30),
  /** How long staff stay signed in at most, and how long without doing anything. */
  STAFF_SESSION_HOURS: z.coerce.number().int().min(1).max(12).default(8),
  STAFF_IDLE_MINUTES: z.coerce.number().int().min(1).max(60).default(15),
  /** Demo mode: play money and demo accounts. Off on a site that takes real money. */
  DEMO_MODE: flag.default(false),
  /** In demo mode: how many simulated players bet. */
  DEMO_BETTORS: z.coerce.number().int().min(0).max(200).default(0),
  /** Countries without a policy of their own where the operator may offer bets: their players get the open policy, others the strictest. "*" is all. */
  OPEN_COUNTRIES: z
    .string()
    .regex(/^(\*|[A-Z]{2}(,[A-Z]{2})*)?$/, "is no list of countries such as IE,JP")
    .default("")
    .transform((text) => (text === "" ? [] : text.split(","))),
  /** The operator's bank accounts for deposits and withdrawals by transfer, one a currency, as a JSON list. */
  BANK_ACCOUNTS: bankAccounts,
  /** Where the European Central Bank's file of rates is: an address or the path of a file. Without it rates are recorded by staff. */
  ECB_RATES: z.string().min(1).optional(),
  /** Where players may sign in with an identity of theirs (OpenID Connect), as a JSON list. */
  OIDC_ISSUERS: oidcIssuers,
  /**
   * Where the registers of excluded people are: gamstop=https://…,oasis=file:/srv/list.csv,spelpaus=upload. "simulator" answers from within, for demonstrations, and
   * is what a demo has without it. Elsewhere a country whose register is not set up is closed.
   */
  EXCLUSION_REGISTERS: z
    .union([z.literal("simulator"), pairs(/^[a-z]+=((https?:|file:)\S+|upload|simulator)$/)])
    .optional(),
  /** The operator's keys at them: gamstop=…,oasis=… */
  EXCLUSION_REGISTER_KEYS: pairs(/^[a-z]+=\S+$/).default({}),
  /** The server that takes mails: smtp://user:password@host:587, or smtps:// where it speaks TLS from the start. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mails come from: "Evens <no-reply@example.com>". Without it: no-reply at the host of PUBLIC_URL. */
  MAIL_FROM: z.string().min(3).optional(),
  /** Signs mails for this domain: the selector of its DNS record, and the file of its private key in PEM. All three or none. */
  DKIM_DOMAIN: z.string().min(1).optional(),
  DKIM_SELECTOR: z.string().min(1).optional(),
  DKIM_KEY_FILE: z.string().min(1).optional(),
  /** Stripe's secret key. Without it and the webhook's secret there are no card payments. */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  /** Where Stripe's API is; a simulator in tests and in demo mode. */
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).default("https://api.stripe.com"),
  /** Signs the messages of Stripe's webhook for payments. */
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Stripe's publishable key, for the card form. */
  STRIPE_PUBLISHABLE_KEY: z.string().min(1).optional(),
  /** The operator's chains, tokens, rates and caps, in JSON: docs/operations/crypto.md. With CRYPTO_XPUB it switches crypto on. */
  CRYPTO_CHAINS_FILE: z.string().min(1).optional(),
  /** The extended public key below which players' deposit addresses are derived: m/44'/60'/0' of the operator's wallet. */
  CRYPTO_XPUB: z.string().startsWith("xpub").optional(),
  /** The keys of the signer, which alone reads it. Never set it for web. */
  CRYPTO_SIGNER_KEY_FILE: z.string().min(1).optional(),
  /** What players can pay with by Stripe. Wallets (Apple Pay, Google Pay) come with the card form of Stripe.js. */
  STRIPE_METHODS: z
    .string()
    .default("card")
    .transform((text) => text.split(",").map((each) => each.trim()))
    .pipe(z.array(z.enum(["card", "link", "paypal", "pay_by_bank"])).min(1)),
  /** The port of the simulator of Stripe that `npm start` runs in demo mode. */
  STRIPE_SIMULATOR_PORT: port.default(3002),
  /** The signing secret of the webhook that sends identity events. */
  STRIPE_IDENTITY_WEBHOOK_SECRET: z.string().min(1).optional(),
  /**
   * The locale in which pages write dates, numbers and money: a language and a region. Times use the 24-hour clock
   * everywhere.
   */
  FORMAT_LOCALE: z.string().refine(isLocale, "is no locale such as en-GB").default("en-GB"),
  /** The port of this process's Prometheus endpoint, /metrics. Without a port there is none. */
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** The in-play delay of a new site's first betting policy, in place of the built-in delays by sport. */
  IN_PLAY_DELAY_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  /** Which provider the feeds process runs: the built-in simulator, a feed over HTTP, or none. */
  FEED_PROVIDER: z.enum(["simulator", "http", "none"]).default("simulator"),
  /** The provider name in the HTTP feed's messages. */
  FEED_ID: z.string().min(1).max(64).default("feed"),
  /** The address of the HTTP feed. */
  FEED_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The operator's ratings, written by `npm run ratings:fit`, in addition to the built-in ones. */
  RATINGS_FILE: z.string().min(1).optional(),
  /** How long the lease of a feeds process that died keeps others from taking over its provider. */
  FEED_LEASE_SECONDS: z.coerce.number().min(1).max(300).default(15),
  /** The minimum time between two recovery requests: providers limit their number. */
  FEED_RECOVERY_GAP_SECONDS: z.coerce.number().min(0).max(3_600).default(30),
  SIMULATOR_SEED: z.string().min(1).default("evens"),
  /** Match seconds that pass in one real second. */
  SIMULATOR_SPEED: z.coerce.number().min(0.1).max(600).default(4),
  /** How many matches run at a time; kick-offs are spread so that about this many do. */
  SIMULATOR_MATCHES: z.coerce.number().int().min(1).max(200).default(12),
});

export type Env = z.output<typeof EnvSchema>;

/** One line per invalid variable: its name and what is wrong with it. Never its value, which may be a secret. */
export class EnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration is wrong: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

export const parseEnv = (source: Record<string, string | undefined>): Env => {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = EnvSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return name in given ? `${name}: ${issue.message}` : `${name} is missing`;
    }),
  );
};

let cached: Env | undefined;

/** The configuration of this process, read once. Throws EnvError. */
export const env = (): Env => {
  cached ??= parseEnv(process.env);
  return cached;
};

import { minBigint } from "#lib/core/money.ts";
import type { PlayerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { isSimulated } from "#lib/platform/stripe/simulated.ts";
import { currencyOffered } from "#lib/players/index.ts";
import { leftOf, tightest } from "#lib/players/schema.ts";
import { depositedToday, leftOfDay } from "./admission.ts";
import { savedInstruments } from "./instruments.ts";
import { depositLimitUse } from "./limits.ts";
import { type MethodOfProvider, methodsFor } from "./providers/index.ts";
import { formTypes } from "./providers/stripe/methods.ts";
import type { CashierOffer, OfferedMethod } from "./schema.ts";
import { roomUnverified } from "./unverified.ts";

const lastOf = statement({
  text: `
    select amount, method, instrument_id as "instrumentId" from payment
     where player_id = $1 and direction = 'deposit' and state = 'succeeded' order by created_at desc limit 10`,
  params: [uuid],
  row: { amount: int8, method: text, instrumentId: nullable(uuid) },
});

const formOf = ({ provider, method }: MethodOfProvider): OfferedMethod["form"] => {
  if (provider.id !== "stripe" || method !== "card") return null;
  const { STRIPE_PUBLISHABLE_KEY: publishableKey } = env();
  if (isSimulated()) return { kind: "simulated" };
  return publishableKey ? { kind: "stripe", publishableKey, types: formTypes() } : null;
};

const OWN_AMOUNTS = 3;
const SUGGESTED = 6;

/** The player's own last amounts and common ones, ascending, as far as they are allowed now. */
const suggestionsOf = (own: readonly bigint[], common: readonly bigint[], highest: bigint): bigint[] => {
  const mine = [...new Set(own)].slice(0, OWN_AMOUNTS);
  return [...new Set([...mine, ...common])]
    .filter((amount) => amount <= highest)
    .slice(0, SUGGESTED)
    .sort((a, b) => (a < b ? -1 : 1));
};

/** What the cashier offers now, or null when deposits are not set up on this site, or not in the player's currency. */
export const depositOffer = async ({ playerId, currency }: PlayerContext): Promise<CashierOffer | null> => {
  // A card needs a form, which a site without a publishable key has not got.
  const methods = methodsFor("deposit", currency).filter((each) => each.method !== "card" || formOf(each));
  const [first] = methods;
  if (!first || !(await currencyOffered(currency))) return null;
  const limits = first.provider.limits(currency);
  const leftToday = leftOfDay(await depositedToday(playerId, currency), limits);
  const limit = tightest(await depositLimitUse(playerId));
  const unverified = await roomUnverified(playerId, currency);
  const allowed = minBigint(minBigint(leftToday, limits.maximum), unverified ?? limits.maximum);
  const highest = limit ? minBigint(allowed, leftOf(limit)) : allowed;
  const before = await lastOf.all([playerId]);
  return {
    methods: methods.map((each) => ({
      method: each.method,
      provider: each.provider.id,
      form: formOf(each),
    })),
    saved: await savedInstruments(
      playerId,
      methods.map(({ provider }) => provider.id),
    ),
    currency,
    limits,
    leftToday,
    limit,
    unverified,
    last: before[0] ?? null,
    suggestions: suggestionsOf(
      before.map(({ amount }) => amount),
      first.provider.suggestions(currency),
      highest,
    ),
  };
};

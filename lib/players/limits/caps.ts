import { z } from "zod";
import { CURRENCY_CODES, type Currency, type Money } from "#lib/core/money.ts";
import {
  array,
  bool,
  bpchar,
  type Connection,
  float8,
  int8,
  only,
  type RowOfStatement,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { ageOn, dateIn } from "../eligibility/registration.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { AmountByAge } from "../jurisdictions/policy.ts";
import { LIMIT_PERIODS, type LimitKind, type LimitPeriod, type RequiredLimit } from "./schema.ts";

/** For how long after a conversation the player may set a limit that takes one. */
const CONTACT_DAYS = 30;

/**
 * The most that a deposit limit may allow, in minor units of the player's currency: by a ceiling of the law, or because more takes a
 * conversation with staff first. Null where there is no such amount.
 */
export type DepositCap = { amount: bigint; why: "ceiling" | "contact" } | null;

/** What the policy of a player's country says of limits, for this player now. */
export type LimitRules = {
  caps: Record<LimitPeriod, DepositCap>;
  /** Limits that are required and not set: before the first deposit and the first bet. */
  missing: RequiredLimit[];
  /** The player is to be asked for a limit on deposits, and has neither set one nor said that none is wanted. */
  unanswered: boolean;
  /** What applies to deposits besides the limits that the player has set. */
  implied: { period: LimitPeriod; amount: bigint }[];
};

/** The kinds of limit with which a required one is set. */
export const SATISFIES: Record<RequiredLimit, readonly LimitKind[]> = {
  deposit: ["deposit", "net_deposit"],
  loss: ["loss"],
  session: ["session"],
};

const facts = statement({
  name: "limit-rules",
  text: `
    select p.country, p.currency, p.birth_date::text as born, (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
           array(select l.kind || ' ' || l.period from player_limit l where l.player_id = p.id and (l.kind, l.period) <> ($2, $3)) as set,
           exists (select from player_limit_prompt x where x.player_id = p.id) as answered,
           exists (select from player_interaction i
                    where i.player_id = p.id and i.allows_limit
                      and i.made_at > clock_timestamp() - make_interval(days => ${CONTACT_DAYS})) as contacted
      from player p where p.id = $1`,
  params: [uuid, text, text],
  row: {
    country: bpchar,
    currency: only(bpchar, z.enum(CURRENCY_CODES)),
    born: text,
    nowMs: float8,
    set: array(text),
    answered: bool,
    contacted: bool,
  },
});

const rates = statement({
  name: "limit-rates",
  text: "select currency, exchange from sportsbook_currency_view where currency in ($1, $2)",
  params: [text, text],
  row: { currency: text, exchange: int8 },
});

/** Rounded down; 0 where the policy knows no rate, because an amount that cannot be compared must not pass. */
const inCurrency = async (amount: Money, currency: Currency, client?: Connection): Promise<bigint> => {
  if (amount.currency === currency) return amount.minor;
  const found = new Map(
    (await rates.all([amount.currency, currency], client)).map((row) => [row.currency, row]),
  );
  const [from, to] = [found.get(amount.currency)?.exchange, found.get(currency)?.exchange];
  return from && to ? (amount.minor * from) / to : 0n;
};

/** The amount for a player of that age. */
const atAge = ({ amount, below }: AmountByAge, age: number): Money =>
  below && age < below.age ? below.amount : amount;

const capsOf = async (
  { country, currency, born, nowMs, contacted }: RowOfStatement<typeof facts>,
  client?: Connection,
): Promise<LimitRules["caps"]> => {
  const now = new Date(nowMs);
  const { ceiling, contactAbove } = policyFor(country, now).limits;
  const capOf = async (most: Money | null): Promise<DepositCap> =>
    most && { amount: await inCurrency(most, currency, client), why: "ceiling" };
  const age = ageOn(born, dateIn(country, now));
  const talk =
    contactAbove && !contacted ? await inCurrency(atAge(contactAbove, age), currency, client) : null;
  const month = await capOf(ceiling.month);
  return {
    day: await capOf(ceiling.day),
    week: await capOf(ceiling.week),
    month:
      talk !== null && (month === null || talk < month.amount) ? { amount: talk, why: "contact" } : month,
  };
};

/** @param without a limit that is as good as removed */
export const limitRules = async (
  playerId: string,
  client?: Connection,
  without: { kind: LimitKind; period: LimitPeriod } | null = null,
): Promise<LimitRules> => {
  const found = await facts.first([playerId, without?.kind ?? "", without?.period ?? ""], client);
  const none = { day: null, week: null, month: null };
  if (!found) return { caps: none, missing: [], unanswered: false, implied: [] };
  const { limits } = policyFor(found.country, new Date(found.nowMs));
  const set = found.set.map((each) => each.split(" ") as [LimitKind, LimitPeriod]);
  const isSet = (required: RequiredLimit): boolean =>
    set.some(([kind]) => SATISFIES[required].includes(kind));
  const caps = await capsOf(found, client);
  const hasMonthly = set.some(([kind, period]) => period === "month" && SATISFIES.deposit.includes(kind));
  return {
    caps,
    missing: limits.required.filter((required) => !isSet(required)),
    unanswered: limits.promptBeforeDeposit && !found.answered && !isSet("deposit"),
    // A higher limit for the month was set after a conversation.
    implied: LIMIT_PERIODS.flatMap((period) => {
      const cap = caps[period];
      return cap && (cap.why === "ceiling" || !hasMonthly) ? [{ period, amount: cap.amount }] : [];
    }),
  };
};

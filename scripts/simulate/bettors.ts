import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { type Visitor, visit } from "../testing/site.ts";
import type { Journal } from "./journal.ts";

/** What a player was answered: accepted, refused, to wait, or nothing reliable. */
export type Told<Value> =
  | { as: "accepted"; value: Value }
  | { as: "refused"; code: string }
  | { as: "waiting" }
  | { as: "unknown"; reason: string };

/** Something that a player asked for with one key, however often, and every answer to it. */
export type Wish<Value> = {
  key: string;
  player: Player;
  answers: Told<Value>[];
  /** It may still come true, or may have, because somebody was not there to say. */
  doubt: boolean;
  ask: () => Promise<void>;
};

export type Player = {
  email: string;
  currency: Currency;
  visitor: Visitor;
};

export type SlipPlan = {
  stakeMinor: number;
  oddsChoice: "any" | "none";
  legs: { marketId: string; outcomeKey: string; odds: string }[];
  sizes: number[] | null;
};
/** The answer to an accepted bet, as it is sent. */
type Receipt = {
  id: string;
  placedAt: string;
  stake: string;
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};
export type BetWish = Wish<Receipt>;
export type DepositWish = Wish<{ id: string }> & { amountMinor: number };

const PASSWORD = "rain-on-the-terraces";
const RETRIES = 4;
const RETRY_MS = 250;

// Nobody looked whether an earlier request with this key had come through.
const UNKNOWN = new Set(["fault", "too_many_requests", "too_busy", "signed_out"]);

const isPending = (value: object): boolean => "status" in value && value.status === "pending";

/** Opens an account, however often the site is away meanwhile. */
export const openAccount = async (site: string, email: string, currency: Currency): Promise<Player> => {
  const visitor = visit(site);
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (attempt === 1) await visitor.register({ email, password: PASSWORD, currency });
      // The account may stand although the answer was lost.
      else
        await visitor
          .signIn(email, PASSWORD)
          .catch(() => visitor.register({ email, password: PASSWORD, currency }));
      await visitor.command("limit.decline", {});
      return { email, currency, visitor };
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(RETRY_MS);
    }
  }
};

type Call<Value> = () => Promise<{ ok: true; value: Value } | { ok: false; refusal: { code: string } }>;

const tell = async <Value extends object>(call: Call<Value>): Promise<Told<Value>> => {
  try {
    const answer = await call();
    if (answer.ok)
      return isPending(answer.value) ? { as: "waiting" } : { as: "accepted", value: answer.value };
    const { code } = answer.refusal;
    return UNKNOWN.has(code) ? { as: "unknown", reason: code } : { as: "refused", code };
  } catch (error) {
    return { as: "unknown", reason: (error as Error).message };
  }
};

export const wishFor = <Value extends object>(
  journal: Journal,
  what: string,
  player: Player,
  about: object,
  call: (key: string) => ReturnType<Call<Value>>,
): Wish<Value> => {
  const key = randomUUID();
  journal.note(`${what}: wished`, { key, player: player.email, ...about });
  let underWay = 0;
  const wish: Wish<Value> = {
    key,
    player,
    answers: [],
    doubt: false,
    ask: async () => {
      const alone = underWay === 0;
      underWay += 1;
      journal.note(`${what}: asked`, { key });
      const told = await tell(() => call(key));
      underWay -= 1;
      wish.answers.push(told);
      if (told.as === "unknown" || told.as === "waiting") wish.doubt = true;
      // A refusal says nothing of a request with the same key that was under way beside it.
      else if (told.as === "accepted" || alone) wish.doubt = false;
      journal.note(`${what}: told`, { key, ...told });
    },
  };
  return wish;
};

export const wishBet = (journal: Journal, player: Player, slip: SlipPlan): BetWish => {
  const { stakeMinor, oddsChoice, legs, sizes } = slip;
  const stake = toDecimalText(money(player.currency, BigInt(stakeMinor)));
  return wishFor<Receipt>(journal, "bet", player, slip, (idempotencyKey) =>
    player.visitor.command<Receipt>("bet.place", {
      idempotencyKey,
      stake,
      oddsChoice,
      legs,
      ...(sizes && { system: { sizes } }),
    }),
  );
};

export const wishDeposit = (journal: Journal, player: Player, amountMinor: number): DepositWish => {
  const amount = toDecimalText(money(player.currency, BigInt(amountMinor)));
  const wish = wishFor<{ id: string }>(journal, "deposit", player, { amountMinor }, (idempotencyKey) =>
    player.visitor.command<{ id: string }>("cashier.deposit", { idempotencyKey, amount }),
  );
  return Object.assign(wish, { amountMinor });
};

/** Asks so many times at once, and again while the answer gets lost. */
export const askFor = async (wish: Wish<unknown>, sends = 1): Promise<void> => {
  await Promise.all(Array.from({ length: sends }, wish.ask));
  for (let retry = 0; retry < RETRIES && wish.doubt; retry += 1) {
    await sleep(RETRY_MS);
    await wish.ask();
  }
};

/** What a wish has come to: the one value that all acceptances name. Throws when they name two. */
export const acceptedOf = <Value extends { id: string }>({ key, answers }: Wish<Value>): Value | null => {
  const values = answers.flatMap((told) => (told.as === "accepted" ? [told.value] : []));
  const ids = new Set(values.map(({ id }) => id));
  if (ids.size > 1) throw new Error(`key ${key} was answered with ${[...ids].join(" and ")}`);
  return values[0] ?? null;
};

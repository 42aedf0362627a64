import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Currency, money, toDecimalText } from "#lib/kernel/money.ts";
import type { BetRefusal, PlacedBet } from "#lib/sportsbook/betting/schema.ts";
import { type Site, type Visitor, visit } from "../testing/site/visitor.ts";
import type { Journal } from "./journal.ts";

/** What a player was told: yes, no, or nothing that could be relied on. */
export type Told<Value> =
  | { as: "accepted"; value: Value }
  | { as: "refused"; code: string }
  | { as: "unknown"; reason: string };

/** Something that a player asked for with one key, however often, and every answer to it. */
export type Wish<Value> = { key: string; player: Player; answers: Told<Value>[]; ask: () => Promise<void> };

export type Player = {
  email: string;
  currency: Currency;
  visitor: Visitor;
};

export type SlipPlan = {
  stakeMinor: number;
  oddsChoice: "any" | "none";
  legs: { marketId: string; outcomeKey: string; odds: string }[];
};
export type BetWish = Wish<PlacedBet> & { slip: SlipPlan };
export type DepositWish = Wish<{ id: string }> & { amountMinor: number };

const PASSWORD = "rain-on-the-terraces";
const RETRIES = 3;
const RETRY_MS = 250;

// Said by the guard before the verb, or by a verb that did not do it.
const isUnknown = (code: string): boolean => code === "fault";

/** Opens an account, however often the site is away meanwhile. */
export const openAccount = async (site: Site, email: string, currency: Currency): Promise<Player> => {
  const visitor = visit(site);
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (attempt === 1) await visitor.register({ email, password: PASSWORD, currency });
      // The account may stand although the answer was lost.
      else
        await visitor
          .signIn(email, PASSWORD)
          .catch(() => visitor.register({ email, password: PASSWORD, currency }));
      return { email, currency, visitor };
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(RETRY_MS);
    }
  }
};

const asking =
  <Value>(
    journal: Journal,
    what: string,
    key: string,
    answers: Told<Value>[],
    call: () => Promise<{ ok: true; value: Value } | { ok: false; refusal: { code: string } }>,
  ) =>
  async (): Promise<void> => {
    journal.note(`${what}: asked`, { key });
    let told: Told<Value>;
    try {
      const answer = await call();
      told = answer.ok
        ? { as: "accepted", value: answer.value }
        : isUnknown(answer.refusal.code)
          ? { as: "unknown", reason: answer.refusal.code }
          : { as: "refused", code: answer.refusal.code };
    } catch (error) {
      told = { as: "unknown", reason: (error as Error).message };
    }
    answers.push(told);
    journal.note(`${what}: told`, { key, ...told });
  };

export const wishBet = (journal: Journal, player: Player, slip: SlipPlan): BetWish => {
  const key = randomUUID();
  const answers: Told<PlacedBet>[] = [];
  const stake = toDecimalText(money(player.currency, BigInt(slip.stakeMinor)));
  journal.note("bet: wished", { key, player: player.email, ...slip });
  const ask = asking<PlacedBet>(
    journal,
    "bet",
    key,
    answers,
    () =>
      player.visitor.call("placeBetAction", {
        idempotencyKey: key,
        stake,
        oddsChoice: slip.oddsChoice,
        legs: slip.legs,
      }) as Promise<{ ok: true; value: PlacedBet } | { ok: false; refusal: BetRefusal }>,
  );
  return { key, player, answers, ask, slip };
};

export const wishDeposit = (journal: Journal, player: Player, amountMinor: number): DepositWish => {
  const key = randomUUID();
  const answers: Told<{ id: string }>[] = [];
  const amount = toDecimalText(money(player.currency, BigInt(amountMinor)));
  journal.note("deposit: wished", { key, player: player.email, amountMinor });
  const ask = asking<{ id: string }>(journal, "deposit", key, answers, () =>
    player.visitor.call("depositAction", { idempotencyKey: key, amount }),
  );
  return { key, player, answers, ask, amountMinor };
};

/** Whether a wish may have come true or not, because somebody was not there to say. */
export const isOpen = ({ answers }: Wish<unknown>): boolean => answers.at(-1)?.as === "unknown";

/** Asks so many times at once, and again while the answer gets lost. */
export const askFor = async (wish: Wish<unknown>, sends = 1): Promise<void> => {
  await Promise.all(Array.from({ length: sends }, wish.ask));
  for (let retry = 0; retry < RETRIES && isOpen(wish); retry += 1) {
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

import { randomUUID } from "node:crypto";
import { CURRENCIES } from "#lib/core/currencies.ts";
import type { Random } from "#lib/core/random.ts";
import { isSystem } from "#lib/sportsbook/betting/lines.ts";
import { eventView, listing } from "#lib/sportsbook/markets/index.ts";
import { habitsOf, pickOutcome, stakeFor } from "../demo/habits.ts";
import type { Player } from "../simulate/bettors.ts";

type Leg = { marketId: string; outcomeKey: string; odds: string };
type Answer<Value> = { ok: true; value: Value } | { ok: false; code: string };
type CashOut = { betId: string; offer: { amount: string } | null };
type CashedOut = { amount: string; restId: string | null };

const HEAD_MARKET = 0.6;
const SYSTEM_SIZES: readonly (readonly number[])[] = [[2], [2, 3], [1, 2, 3], [3]];
const WHOLE = 10_000;
const DEPOSIT_UNITS = 500;

export type Tally = {
  accepted: Record<string, number>;
  refused: Record<string, number>;
  lost: number;
  /** By the id of the bet that ended: what its player was told. */
  cashedOut: Map<string, bigint>;
};

export const newTally = (): Tally => ({ accepted: {}, refused: {}, lost: 0, cashedOut: new Map() });

const count = (of: Record<string, number>, what: string): void => {
  of[what] = (of[what] ?? 0) + 1;
};

/** A player of the evening: bets singles, accumulators and systems, and cashes out, by the commands that browsers use. */
export const openPlayer = (player: Player, random: Random, tally: Tally, number: number) => {
  const habits = habitsOf(number);
  const placed: string[] = [];

  const ask = async <Value>(name: string, input: object): Promise<Answer<Value>> => {
    const answered = await player.visitor.command<Value>(name, input);
    return answered.ok ? answered : { ok: false, code: answered.refusal.code };
  };

  /** A lost answer is asked for again with the same input, so that the tally is what the platform has done. */
  const surely = async <Value>(name: string, input: object): Promise<Answer<Value>> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask<Value>(name, input);
      } catch (error) {
        tally.lost += 1;
        if (attempt === 5) throw error;
      }
    }
  };

  const legsOf = async (wanted: number): Promise<Leg[]> => {
    const events = await listing({ kind: "running-or-soon", withinHours: 24 });
    const legs: Leg[] = [];
    const taken = new Set<string>();
    for (let tries = 0; tries < 4 * wanted && legs.length < wanted && events.length > 0; tries += 1) {
      const event = random.pick(events);
      if (taken.has(event.id)) continue;
      const markets =
        random.float() < HEAD_MARKET ? event.boardMarkets : ((await eventView(event.id))?.markets ?? []);
      const market = markets.length > 0 ? random.pick(markets) : null;
      const leg = market && pickOutcome(random, market, habits);
      if (!leg) continue;
      taken.add(event.id);
      legs.push(leg);
    }
    return legs;
  };

  const bet = async (legs: readonly Leg[], sizes: readonly number[] | null): Promise<void> => {
    const kind = sizes ? "system" : legs.length > 1 ? "accumulator" : "single";
    const answered = await surely<{ id: string; status: string }>("bet.place", {
      idempotencyKey: randomUUID(),
      stake: stakeFor(random, player.currency, habits),
      oddsChoice: "any",
      legs,
      ...(sizes && { system: { sizes } }),
    });
    if (!answered.ok) return count(tally.refused, answered.code);
    placed.push(answered.value.id);
    count(tally.accepted, answered.value.status === "pending" ? `${kind}, in play` : kind);
  };

  const cashOut = async (): Promise<void> => {
    const betIds = placed.slice(-20);
    if (betIds.length === 0) return;
    const offered = await surely<CashOut[]>("bet.cash_outs", { betIds });
    const open = offered.ok ? offered.value.filter(({ offer }) => offer !== null) : [];
    if (open.length === 0) return;
    const { betId, offer } = random.pick(open);
    const part = random.float() < 0.5 ? WHOLE : WHOLE / 2;
    const answered = await surely<CashedOut>("bet.cash_out", {
      betId,
      idempotencyKey: randomUUID(),
      amount: part === WHOLE ? (offer?.amount ?? "0") : "1",
      part,
    });
    if (!answered.ok) return count(tally.refused, `cash-out: ${answered.code}`);
    tally.cashedOut.set(betId, BigInt(answered.value.amount));
    if (answered.value.restId) placed.push(answered.value.restId);
    count(tally.accepted, part === WHOLE ? "cash-out" : "cash-out in part");
  };

  return {
    deposit: async (): Promise<void> => {
      const amount = String(DEPOSIT_UNITS * Number(CURRENCIES[player.currency].demoUnit));
      const paid = await surely("cashier.deposit", { idempotencyKey: randomUUID(), amount });
      count(paid.ok ? tally.accepted : tally.refused, paid.ok ? "deposit" : `deposit: ${paid.code}`);
    },
    turn: async (): Promise<void> => {
      const drawn = random.float();
      if (drawn < 0.25) return cashOut();
      if (drawn < 0.45) {
        const legs = await legsOf(3 + random.integer(3));
        const systems = SYSTEM_SIZES.filter((sizes) => isSystem(legs.length, { sizes, bankers: [] }));
        return systems.length === 0 ? undefined : bet(legs, random.pick(systems));
      }
      const legs = await legsOf(drawn < 0.7 ? 1 : 2 + random.integer(3));
      return legs.length === 0 ? undefined : bet(legs, null);
    },
  };
};

export type EveningPlayer = ReturnType<typeof openPlayer>;

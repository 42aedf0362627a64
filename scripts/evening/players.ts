import { randomUUID } from "node:crypto";
import { CURRENCIES } from "#lib/core/currencies.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import type { Random } from "#lib/core/random.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { isSystem } from "#lib/sportsbook/betting/lines.ts";
import { eventView, listing } from "#lib/sportsbook/markets/index.ts";
import { habitsOf, pickOutcome, stakeFor } from "../demo/habits.ts";
import type { Player } from "../simulate/bettors.ts";

type Leg = { marketId: string; outcomeKey: string; odds: string; builder?: number };
type Answer<Value> = { ok: true; value: Value } | { ok: false; code: string };
type CashOut = { betId: string; offer: { amount: string } | null };
type FreeBet = { id: string; amount: string };
type EditPreview = {
  value: string | null;
  lineStake: string;
  reason: { code: string } | null;
  refusal: { code: string } | null;
};
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

/** A player of the evening: bets singles, accumulators, systems and builders, uses free bets, answers traders, edits and cashes out, by the commands that browsers use. */
export const openPlayer = (player: Player, random: Random, tally: Tally, number: number) => {
  const habits = habitsOf(number);
  const placed: string[] = [];
  /** Singles that may still be edited. */
  const singles = new Map<string, readonly Leg[]>();

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

  const bet = async (
    legs: readonly Leg[],
    sizes: readonly number[] | null,
    free: FreeBet | null = null,
  ): Promise<void> => {
    const kind = free
      ? "free bet"
      : legs.some(({ builder }) => builder !== undefined)
        ? "builder"
        : sizes
          ? "system"
          : legs.length > 1
            ? "accumulator"
            : "single";
    const answered = await surely<{ id: string; status: string }>("bet.place", {
      idempotencyKey: randomUUID(),
      stake: free
        ? toDecimalText(money(player.currency, BigInt(free.amount)))
        : stakeFor(random, player.currency, habits),
      ...(free && { freeBet: free.id }),
      oddsChoice: "any",
      legs,
      ...(sizes && { system: { sizes } }),
    });
    if (!answered.ok) return count(tally.refused, answered.code);
    placed.push(answered.value.id);
    if (kind === "single") singles.set(answered.value.id, legs);
    count(tally.accepted, answered.value.status === "pending" ? `${kind}, in play` : kind);
  };

  /** Two or three outcomes of one match, at their joint price. */
  const builder = async (): Promise<void> => {
    const events = await listing({ kind: "running-or-soon", withinHours: 24 });
    const event = events.length > 0 ? await eventView(random.pick(events).id) : null;
    const markets = event?.markets ?? [];
    const legs: Leg[] = [];
    for (let tries = 0; tries < 12 && legs.length < 2 + random.integer(2) && markets.length > 0; tries += 1) {
      const leg = pickOutcome(random, random.pick(markets), habits);
      if (leg && !legs.some(({ marketId }) => marketId === leg.marketId)) legs.push(leg);
    }
    if (legs.length < 2) return;
    const quoted = await surely<{ odds: string }>("bet.quote_builder", {
      legs: legs.map(({ marketId, outcomeKey }) => ({ marketId, outcomeKey })),
    });
    if (!quoted.ok) return count(tally.refused, `builder: ${quoted.code}`);
    await bet(
      legs.map((leg, at) => ({ ...leg, odds: at === 0 ? quoted.value.odds : "10000", builder: 0 })),
      null,
    );
  };

  /** Uses a free bet; null where there is none. */
  const freeBet = async (): Promise<FreeBet | null> => {
    const found = await surely<FreeBet[]>("bet.list_free", {});
    return found.ok ? (found.value[0] ?? null) : null;
  };

  /** Answers what traders offer. */
  const answerOffers = async (): Promise<void> => {
    const offers = await rows<{ id: string }>(
      `select w.id from pending_bet w join player p on p.id = w.player_id
        where p.email = $1 and w.offer is not null and w.ruling is null and w.ended_at is null`,
      [player.email],
    );
    for (const { id } of offers) {
      const accept = random.float() < 0.7;
      const answered = await surely("bet.answer_referral", { betId: id, accept });
      count(
        answered.ok ? tally.accepted : tally.refused,
        answered.ok ? (accept ? "offer taken" : "offer declined") : `offer: ${answered.code}`,
      );
    }
  };

  /** Adds a selection of another match to an open single, at what that is worth. */
  const edit = async (): Promise<void> => {
    const betId = [...singles.keys()].at(-1);
    const [leg] = betId === undefined ? [] : (singles.get(betId) ?? []);
    if (betId === undefined || !leg) return;
    singles.delete(betId);
    const added = (await legsOf(3)).find(
      ({ marketId }) => marketId.split(".")[0] !== leg.marketId.split(".")[0],
    );
    if (!added) return;
    const legs = [leg, added];
    const previewed = await surely<EditPreview>("bet.preview_edit", { betId, legs, stake: null });
    if (!previewed.ok) return count(tally.refused, `edit: ${previewed.code}`);
    const { value, lineStake, reason, refusal } = previewed.value;
    if (value === null) return count(tally.refused, `edit: ${reason?.code}`);
    if (refusal) return count(tally.refused, `edit: ${refusal.code}`);
    const answered = await surely<{ editId: string; value: string }>("bet.edit", {
      betId,
      idempotencyKey: randomUUID(),
      value,
      stake: lineStake,
      oddsChoice: "any",
      legs,
    });
    if (!answered.ok) return count(tally.refused, `edit: ${answered.code}`);
    tally.cashedOut.set(betId, BigInt(answered.value.value));
    placed.push(answered.value.editId);
    count(tally.accepted, "edit");
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
      await answerOffers();
      const drawn = random.float();
      if (drawn < 0.15) return cashOut();
      if (drawn < 0.22) return edit();
      if (drawn < 0.3) return builder();
      if (drawn < 0.5) {
        const legs = await legsOf(3 + random.integer(3));
        const systems = SYSTEM_SIZES.filter((sizes) => isSystem(legs.length, { sizes, bankers: [] }));
        return systems.length === 0 ? undefined : bet(legs, random.pick(systems));
      }
      const legs = await legsOf(drawn < 0.7 ? 1 : 2 + random.integer(3));
      return legs.length === 0 ? undefined : bet(legs, null, await freeBet());
    },
  };
};

export type EveningPlayer = ReturnType<typeof openPlayer>;

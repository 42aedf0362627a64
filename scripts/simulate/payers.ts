import { setTimeout as sleep } from "node:timers/promises";
import { comparePayments, progressWithdrawal, sweepPayments } from "#lib/cashier/index.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import type { Random } from "#lib/core/random.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { acceptedOf, askFor, openAccount, type Wish, wishFor } from "./bettors.ts";
import { PAYERS, type Step } from "./plan.ts";
import type { Ground } from "./run-seed.ts";

type PaymentWish = Wish<{ id: string }>;

const LOST = 0.15;
const TWICE = 0.2;
const DELAY_MS_MAX = 2_000;
/** How long a player takes to answer the bank. */
const BANK_MS = 400;

/** When each message of the provider is sent: some get lost, some come twice, and all come in any order. */
export const unreliably = (random: Random) => (): number[] => {
  const drawn = random.float();
  const when = () => random.float() * DELAY_MS_MAX;
  if (drawn < LOST) return [];
  return drawn < LOST + TWICE ? [when(), when()] : [when()];
};

/** Players who pay by card and withdraw, and do not bet, at a provider whose messages cannot be relied on. */
export const openPayers = async ({ site, journal, stripe, awayMs }: Ground, name: string) => {
  const players = await Promise.all(
    Array.from({ length: PAYERS }, (_, number) =>
      openAccount(site, `${name}-payer-${number + 1}@players.example`, "EUR"),
    ),
  );
  const emails = players.map(({ email }) => email);
  const ids = (await rows<{ id: string }>("select id from player where email = any($1)", [emails])).map(
    ({ id }) => id,
  );
  const since = new Date();
  const wishes: PaymentWish[] = [];
  const payerAt = (payer: number) => players[payer] ?? players[0];

  const ask = async (
    what: "pay" | "withdraw",
    payer: number,
    input: Record<string, string>,
    sends: number,
  ): Promise<PaymentWish | null> => {
    const player = payerAt(payer);
    if (!player) return null;
    const wish = wishFor<{ id: string }>(journal, what, player, input, (idempotencyKey) =>
      player.visitor.command(what === "pay" ? "cashier.deposit" : "cashier.withdraw", {
        idempotencyKey,
        ...input,
      }),
    );
    wishes.push(wish);
    await askFor(wish, sends);
    return wish;
  };

  const amountOf = (minor: bigint) => toDecimalText(money("EUR", minor));

  /** Answers the bank for every payment of these players that waits for it. */
  const answerBank = (confirms: boolean): void => {
    for (const { id } of stripe.state.list(
      "payment_intent",
      ({ status, metadata }) =>
        status === "requires_action" && ids.includes((metadata as Record<string, string>).player_id ?? ""),
    ))
      stripe.state.authenticate(id, confirms);
  };

  const pay = async ({ payer, card, amountMinor, confirms, sends }: Extract<Step, { do: "pay" }>) => {
    const token = stripe.state.createToken({
      payment_method_data: { card: { number: card, exp_month: "12", exp_year: "2034" } },
    });
    await ask(
      "pay",
      payer,
      { method: "card", token: token.id, amount: amountOf(BigInt(amountMinor)) },
      sends,
    );
    await sleep(BANK_MS);
    answerBank(confirms);
  };

  const withdraw = async ({ payer, percent, sends }: Extract<Step, { do: "withdraw" }>) => {
    const [to] = await rows<{ instrument: string; amount: bigint }>(
      `select d.instrument_id as instrument, sum(case d.direction when 'deposit' then d.amount else -d.amount end)::bigint as amount
         from payment d
        where d.player_id = $1 and d.instrument_id is not null
          and (d.direction = 'deposit' and d.state = 'succeeded' or d.direction = 'withdrawal' and d.state not in ('failed', 'declined', 'canceled', 'returned'))
        group by d.instrument_id order by 2 desc limit 1`,
      [ids[payer]],
    ).catch(() => []);
    const amount = ((to?.amount ?? 0n) * BigInt(percent)) / 100n;
    if (!to || amount <= 0n) return;
    await ask(
      "withdraw",
      payer,
      { method: "card", instrumentId: to.instrument, amount: amountOf(amount) },
      sends,
    );
  };

  const leaveProvider = async (planned: number): Promise<void> => {
    const forMs = awayMs ?? planned;
    journal.note("provider: away", { forMs });
    stripe.setAway(true);
    await sleep(forMs);
    stripe.setAway(false);
  };

  /** What the daily and the ten-minute sweeps do, without waiting for them: payments that wait are made old, then followed. */
  const findLost = async (): Promise<void> => {
    answerBank(true);
    await ownerRows(
      `update payment set changed_at = changed_at - interval '20 minutes'
        where player_id = any($1::uuid[]) and state in ('created', 'requires_action', 'processing', 'sent', 'paid')
          and changed_at > clock_timestamp() - interval '20 minutes'`,
      [ids],
    );
    await sweepPayments();
    await comparePayments(since);
    for (const { id } of await rows<{ id: string }>(
      "select id from payment where player_id = any($1::uuid[]) and state in ('requested', 'approved', 'sent')",
      [ids],
    ))
      await progressWithdrawal(id);
  };

  /** How many payments and withdrawals have moved money. */
  const moved = async (): Promise<number> =>
    (
      await rows(
        "select 1 from payment where player_id = any($1::uuid[]) and state in ('succeeded', 'paid', 'returned')",
        [ids],
      )
    ).length;

  return { ids, stripe, wishes: () => wishes, pay, withdraw, leaveProvider, findLost, moved };
};

export type Payers = Awaited<ReturnType<typeof openPayers>>;

type PaymentFact = {
  key: string;
  id: string;
  direction: string;
  state: string;
  amount: bigint;
  object: string | null;
};

const sumBy = (facts: readonly { player: string; amount: bigint }[], player: string): bigint =>
  facts.filter((each) => each.player === player).reduce((sum, { amount }) => sum + amount, 0n);

/** What differs between the provider, the ledger and what players were answered, once nothing is under way any more. */
export const payerDifferences = async ({ ids, stripe, wishes }: Payers): Promise<string[]> => {
  const facts = await rows<PaymentFact & { player: string }>(
    `select idempotency_key as key, id, player_id as player, direction, state, amount, object_id as object from payment
      where player_id = any($1::uuid[])`,
    [ids],
  );
  const waiting = facts.filter(({ state }) =>
    ["created", "requires_action", "processing", "requested", "approved", "sent"].includes(state),
  );
  if (waiting.length > 0) return waiting.map(({ id, state }) => `payment ${id} is still ${state}`);
  const [stored] = await rows<{ count: bigint }>(
    "select count(*) from provider_event where state = 'received'",
  );
  if (stored && stored.count > 0n) return [`${stored.count} messages of the provider wait`];

  const problems: string[] = [];
  const intents = stripe.state
    .list("payment_intent", ({ status }) => status === "succeeded")
    .map(({ id, amount_received, metadata }) => ({
      id,
      player: (metadata as Record<string, string>).player_id ?? "",
      amount: BigInt(Number(amount_received)),
    }))
    .filter(({ player }) => ids.includes(player));
  for (const { id, amount } of intents) {
    const credited = facts.filter(({ object, state }) => object === id && state === "succeeded");
    if (credited.length !== 1 || credited[0]?.amount !== amount)
      problems.push(`the provider took ${amount} by ${id}, which was credited ${credited.length} times`);
  }
  const payouts = await rows<{ id: string; player: string; object: string; amount: bigint; state: string }>(
    `select o.id, p.player_id as player, o.object_id as object, o.amount, o.state from payout o join payment p on p.id = o.payment_id
      where p.player_id = any($1::uuid[])`,
    [ids],
  );
  const refunds = stripe.state.list("refund", () => true);
  for (const { id, object, amount, state } of payouts) {
    const made = refunds.filter(({ metadata }) => (metadata as Record<string, string>).payout_id === id);
    const [refund] = made;
    const is = refund ? (refund.status === "succeeded" ? "paid" : refund.status) : "failed";
    if (made.length > 1) problems.push(`payout ${id} was made ${made.length} times`);
    if (is !== state || (refund && (refund.id !== object || BigInt(Number(refund.amount)) !== amount)))
      problems.push(`payout ${id} is ${state}, at the provider ${is}`);
  }
  const paidOut = payouts.filter(({ state }) => state === "paid");
  for (const player of ids) {
    const [cash] = await rows<{ balance: bigint; held: bigint }>(
      "select balance, held from ledger_account where owner_id = $1 and kind = 'player_cash'",
      [player],
    );
    const reviewed = facts.filter((each) => each.state === "in_review" && each.direction === "withdrawal");
    const should = sumBy(intents, player) - sumBy(paidOut, player);
    if ((cash?.balance ?? 0n) !== should)
      problems.push(`payer ${player} has ${cash?.balance}, should have ${should}`);
    if ((cash?.held ?? 0n) !== sumBy(reviewed, player))
      problems.push(`payer ${player} has ${cash?.held} on hold`);
  }
  for (const wish of wishes()) {
    const answered = acceptedOf(wish);
    const made = facts.filter(({ key }) => key === wish.key);
    if (made.length > 1) problems.push(`key ${wish.key} made ${made.length} payments`);
    if (answered && made[0]?.id !== answered.id)
      problems.push(`payment ${wish.key} was answered as ${answered.id}, it is ${made[0]?.id}`);
  }
  return problems;
};

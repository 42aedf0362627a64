// The simulated players of demo mode: each signs in, deposits and bets by the commands that browsers use, over HTTP.
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "#lib/core/clock.ts";
import { CURRENCIES } from "#lib/core/currencies.ts";
import type { Currency } from "#lib/core/money.ts";
import { type Random, seededRandom } from "#lib/core/random.ts";
import { env } from "#lib/platform/config/env.ts";
import { closeDatabase, db } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { demoBettors, openSession, sessionCookie } from "#lib/players/index.ts";
import { eventView, listing } from "#lib/sportsbook/markets/index.ts";
import { type Habits, habitsOf, type Leg, legCount, pickOutcome, stakeFor } from "./habits.ts";

/** On a first start desks should fill soon: during this time pauses are shorter. */
const OPENING_SECONDS = 90;
const OPENING_PACE = 6;
/** What every bettor may choose from is read once for all in this time. */
const BOARD_MS = 10_000;
const REQUEST_MS_MAX = 20_000;
/** Deposits, in the units that demo money is counted in. */
const DEPOSITS = [50, 100, 100, 200] as const;

type Bettor = { id: string; currency: Currency; habits: Habits; random: Random; cookie: string };
type Answer = { ok: true } | { ok: false; code: string };

const stopping = new AbortController();
const startedAt = Date.now();

/** Runs a command as the bettor's browser does. What the site cannot answer counts as a refusal. */
const run = async ({ cookie }: Bettor, name: string, input: object): Promise<Answer> => {
  const response = await fetch(`${env().PUBLIC_URL}/api/v1/commands/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: env().PUBLIC_URL, cookie },
    body: JSON.stringify(input),
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
  });
  if (response.ok) {
    await response.body?.cancel();
    return { ok: true };
  }
  const answer = (await response.json().catch(() => null)) as { refusal?: { code?: string } } | null;
  return { ok: false, code: answer?.refusal?.code ?? `status_${response.status}` };
};

const signIn = async (bettor: Bettor): Promise<void> => {
  const origin = { ip: "127.0.0.1", userAgent: "Evens demo" };
  const { sessionId } = await openSession(
    { clock: systemClock, requestId: crypto.randomUUID(), origin },
    { kind: "player", id: bettor.id },
    // One browser for all of its sessions.
    { deviceId: bettor.id },
  );
  bettor.cookie = await sessionCookie({ accountId: bettor.id, sessionId });
};

let board: { at: number; events: ReturnType<typeof listing> } | undefined;
const eventsNow = (): ReturnType<typeof listing> => {
  if (!board || Date.now() - board.at > BOARD_MS)
    board = { at: Date.now(), events: listing({ kind: "running-or-soon", withinHours: 24 }) };
  return board.events;
};

/** What the next bet is on: events in play or to come, mostly their main market, now and then any other. */
const choose = async ({ random, habits }: Bettor): Promise<Leg[]> => {
  const events = await eventsNow();
  const legs: Leg[] = [];
  const taken = new Set<string>();
  const wanted = legCount(random, habits);
  for (let tries = 0; tries < 4 * wanted && legs.length < wanted; tries += 1) {
    const inPlay = random.float() < habits.inPlay;
    const some = events.filter(({ id, status }) => (status === 1) === inPlay && !taken.has(id));
    if (some.length === 0) continue;
    const event = random.pick(some);
    const markets = random.float() < 0.65 ? event.boardMarkets : ((await eventView(event.id))?.markets ?? []);
    const market = markets.length > 0 ? random.pick(markets) : null;
    const leg = market && pickOutcome(random, market, habits);
    if (!leg) continue;
    taken.add(event.id);
    legs.push(leg);
  }
  return legs;
};

const amountOf = (bettor: Bettor, units: number): string =>
  String(units * Number(CURRENCIES[bettor.currency].demoUnit));

const deposit = async (bettor: Bettor): Promise<Answer> => {
  const units = bettor.random.pick(DEPOSITS) * (bettor.habits.stakeStep + 1);
  const input = { idempotencyKey: crypto.randomUUID(), amount: amountOf(bettor, units) };
  const answer = await run(bettor, "cashier.deposit", input);
  if (answer.ok || answer.code !== "limit_choice_required") return answer;
  // Asked before the first deposit: the half that bets little sets a limit.
  const chosen =
    bettor.habits.stakeStep === 0
      ? await run(bettor, "limit.set", { kind: "deposit", period: "month", amount: amountOf(bettor, 1_000) })
      : await run(bettor, "limit.decline", {});
  return chosen.ok ? run(bettor, "cashier.deposit", input) : chosen;
};

const bet = async (bettor: Bettor): Promise<Answer | null> => {
  const legs = await choose(bettor);
  if (legs.length === 0) return null;
  const stake = stakeFor(bettor.random, bettor.currency, bettor.habits);
  return run(bettor, "bet.place", { idempotencyKey: crypto.randomUUID(), stake, oddsChoice: "any", legs });
};

const turn = async (bettor: Bettor): Promise<void> => {
  const answer = await bet(bettor);
  if (!answer || answer.ok) return;
  log.debug({ player: bettor.id, code: answer.code }, "a simulated bet was refused");
  if (answer.code === "signed_out") await signIn(bettor);
  if (answer.code === "play_stopped") await run(bettor, "reality_check.answer", {});
  if (answer.code === "insufficient_funds") {
    const paid = await deposit(bettor);
    if (!paid.ok) log.debug({ player: bettor.id, code: paid.code }, "a simulated deposit was refused");
  }
};

const play = async (bettor: Bettor): Promise<void> => {
  while (!stopping.signal.aborted) {
    const pace = Date.now() - startedAt < OPENING_SECONDS * 1_000 ? OPENING_PACE : 1;
    const seconds = bettor.random.exponential(pace / bettor.habits.pauseSeconds);
    await sleep(seconds * 1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return;
    try {
      if (bettor.cookie === "") await signIn(bettor);
      await turn(bettor);
    } catch (error) {
      // The site restarts, or the database is away: the next turn tries again.
      log.debug({ err: error }, "a simulated player got no answer");
    }
  }
};

const emails = demoBettors(env().DEMO_BETTORS).map(({ email }) => email);
const players = await db().player.findMany({
  where: { email: { in: emails }, demo: true, status: "active" },
  select: { id: true, currency: true, email: true },
});
const bettors = players.map(
  ({ id, currency, email }): Bettor => ({
    id,
    currency: currency as Currency,
    habits: habitsOf(emails.indexOf(email)),
    random: seededRandom(`${id} ${startedAt}`),
    cookie: "",
  }),
);
log.info({ bettors: bettors.length }, "simulated players bet");

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopping.abort());
await Promise.all(bettors.map(play));
await closeBus();
await closeDatabase();
process.exit(0);

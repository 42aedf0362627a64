import { setTimeout as sleep } from "node:timers/promises";
import { backofficeCommands } from "#lib/backoffice/index.ts";
import { deposit } from "#lib/cashier/index.ts";
import { systemClock } from "#lib/core/clock.ts";
import { type Currency, currencyRow, minorOf, money, toDecimalText } from "#lib/core/money.ts";
import { seededRandom } from "#lib/core/random.ts";
import type { Result } from "#lib/core/result.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { placeBet, refusalsWritten, resolvePendingBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";

const CURRENCIES: readonly Currency[] = ["EUR", "KWD", "SEK", "JPY", "GBP"];
const PLAYERS = 30;
const BETS_EACH = 8;
const EVENTS = 12;
const IN_PLAY_DELAY_MS = 300;
const OUTCOMES = ["home", "draw", "away"] as const;

const must = <T>(result: Result<T, { code: string }>): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

const eventId = (number: number): string => `upgrade-${number}`;
const marketId = (number: number): string => marketIdOf(eventId(number), "1x2", "");

const settle = async (event: number, winner: Parameters<typeof decideThreeWay>[1]): Promise<void> => {
  await decideThreeWay(eventId(event), winner);
  await settleMarket(marketId(event));
};

/** Bets on these events, each on an outcome; answers the id of an accepted or pending bet. */
const bet = async (
  playerId: string,
  stake: number,
  legs: readonly { event: number; outcomeKey: string }[],
): Promise<string[]> => {
  const made = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: String(stake),
      legs: legs.map(({ event, outcomeKey }) => ({ marketId: marketId(event), outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );
  return made.ok ? [made.value.id] : [];
};

/**
 * Fills a migrated, empty database with a small past: deposits, singles and accumulators in every state (open, pending, rejected, settled,
 * resettled, reopened, void by a result and by staff), a debt, a suspension, audit entries.
 */
export const fill = async (): Promise<void> => {
  const random = seededRandom("upgrade");
  await seedPolicy({ inPlayDelayMs: IN_PLAY_DELAY_MS });
  const staff = {
    ...(await makeStaff()),
    origin: { ip: "127.0.0.1", userAgent: "" },
    clock: systemClock,
    requestId: "upgrade",
  };
  for (let event = 1; event <= EVENTS; event += 1)
    await makeEvent(eventId(event), { running: event % 4 === 0 });

  const players: string[] = [];
  const placed: string[] = [];
  for (let n = 0; n < PLAYERS; n += 1) {
    const currency = CURRENCIES[n % CURRENCIES.length] ?? "EUR";
    const player = await makePlayer(n % 7 === 0 ? 500n : 50_000n, currency);
    const [amount, idempotencyKey] = [
      toDecimalText(money(currency, 50n * minorOf(currencyRow(currency).demoUnit, currency))),
      crypto.randomUUID(),
    ];
    must(await deposit(playerContext(player, currency), { amount, idempotencyKey }));
    players.push(player);
    for (let made = 0; made < BETS_EACH; made += 1) {
      const first = random.integer(EVENTS);
      const legs = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, (_, leg) => ({
        event: 1 + ((first + leg) % EVENTS),
        outcomeKey: random.pick(OUTCOMES),
      }));
      placed.push(...(await bet(player, random.pick([2, 5, 10, 20, 5_000]), legs)));
    }
  }
  const debtor = await makePlayer(1_000n);
  await bet(debtor, 10, [{ event: 1, outcomeKey: "home" }]);
  await sleep(2 * IN_PLAY_DELAY_MS);
  for (const id of placed) await resolvePendingBet(id);

  for (const [index, winner] of (
    ["home", "draw", "away", "home", "void", "away", "draw", "home"] as const
  ).entries())
    await settle(index + 1, winner);
  // What was won is bet again, so that taking it back leaves a debt.
  await bet(debtor, 20, [{ event: 10, outcomeKey: "home" }]);
  await settle(1, "away");
  await settle(2, "home");
  await applyBook([
    { eventId: eventId(3), corrections: [{ marketId: marketId(3), kind: "rollback_result" }] },
  ]);
  await settleMarket(marketId(3));

  for (const betId of placed.slice(-40))
    await backofficeCommands.voidBet(staff, { betId, reason: "palpable_error" });
  must(
    await backofficeCommands.suspend(staff, {
      where: { scope: "event", id: eventId(11) },
      reason: "price_check",
    }),
  );
  await refusalsWritten();
  for (const player of players.slice(-3)) await bet(player, 2, [{ event: 12, outcomeKey: "home" }]);
};

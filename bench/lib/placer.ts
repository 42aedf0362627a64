import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeEvent, type TestEvent } from "#lib/sportsbook/testing.ts";
import { atRate, type LoadFigures, type Rate } from "./load.ts";

/** To the process that places bets, and from it. */
export type Order = { load: Rate };
export type Answer = { ready: true } | { figures: LoadFigures } | { fault: string };

const EVENTS = 20;

const tell = (answer: Answer): void => void process.send?.(answer);

const fail = (error: unknown): void =>
  tell({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });

const prepare = async (): Promise<(n: number) => Promise<void>> => {
  await seedPolicy({ inPlayDelayMs: 0 });
  await ownerRows(
    `insert into betting_policy (version, rules)
     select 2, jsonb_set(jsonb_set(rules, '{liabilityMaxDefault}', '"1000000000000"'), '{liabilityMax}', '{}') from betting_policy`,
  );
  const events: TestEvent[] = [];
  for (let n = 0; n < EVENTS; n += 1) events.push(await makeEvent(`growth-${n}`));
  const players = await rows<{ id: string }>("select id from player order by random()");
  return async (n) => {
    const placed = await placeBet(
      { playerId: players[n % players.length]?.id as string, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "1.00",
        legs: [{ marketId: events[n % EVENTS]?.marketId as string, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    if (!placed.ok) throw new Error(`the engine refused: ${placed.refusal.code}`);
    if (placed.value.status !== "accepted") throw new Error("only bets without a delay are measured");
  };
};

let placed = 0;
try {
  const place = await prepare();
  process.on("message", ({ load }: Order) => {
    const next = (): Promise<void> => {
      placed += 1;
      return place(placed);
    };
    atRate(next, load).then((figures) => tell({ figures }), fail);
  });
  tell({ ready: true });
} catch (error) {
  fail(error);
}

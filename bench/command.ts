import { closeDatabase } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makeEvent, type TestEvent } from "#lib/sportsbook/testing.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { fillPlayers } from "./lib/fill.ts";
import { type LoadFigures, medianOf, underLoad } from "./lib/load.ts";
import { startPlatform } from "./lib/platform.ts";
import { type Client, openClient } from "./lib/requests.ts";

const IN_FLIGHT = 16;
const SECONDS = 5;
const WARM_UP_SECONDS = 3;
const ROUNDS = 3;
const MINUTES_MAX = 15;
/** An account may run sixty commands in ten seconds. */
const PLAYERS = 600;
const EVENTS = 20;

/** Runs a command, and answers with the text of its answer. */
const run = async (
  client: Client,
  name: string,
  headers: Record<string, string>,
  input: object,
): Promise<string> => {
  const answer = await client.send(
    `/api/v1/commands/${name}`,
    {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(input),
    },
    true,
  );
  const text = answer.body.toString();
  if (answer.status !== 200) throw new Error(`${name} answered with ${answer.status}: ${text}`);
  return text;
};

/** The player whose turn it is, at an address of their own. */
const callerOf = (origin: string, cookies: readonly string[], n: number) => {
  const turn = n % cookies.length;
  return { origin, cookie: cookies[turn] ?? "", "x-forwarded-for": `10.0.${turn >> 8}.${turn & 255}` };
};

/** A slip that none has sent before. */
const slipOn = ({ marketId }: TestEvent) => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "1.00",
  oddsChoice: "any",
  legs: [{ marketId, outcomeKey: "home", odds: "20000" }],
});

const figures = ({ perSecond, p50Ms, p99Ms }: LoadFigures) => ({
  "commands/s": perSecond,
  "p50 ms": p50Ms,
  "p99 ms": p99Ms,
});

export const command: Bench = {
  name: "command",
  about: `placing a bet by its command over HTTP, ${IN_FLIGHT} in flight, against an address of the same app that does nothing`,
  // The pages are built first when a source changed.
  minutesMax: MINUTES_MAX,
  run: async (say) => {
    const platform = await startPlatform({ FEED_PROVIDER: "none" });
    const client = openClient(platform.url, IN_FLIGHT);
    try {
      say(`${PLAYERS} players signed in, ${EVENTS} matches`);
      await ownerRows(
        `insert into betting_policy (version, rules)
         select version + 1, jsonb_set(jsonb_set(rules, '{liabilityMaxDefault}', '"1000000000000"'), '{liabilityMax}', '{}')
           from betting_policy order by version desc limit 1`,
      );
      const players = await fillPlayers(PLAYERS);
      const cookies = await Promise.all(players.map(platform.cookieOf));
      const events: TestEvent[] = [];
      for (let n = 0; n < EVENTS; n += 1) {
        const event = await makeEvent(`command-${n}`);
        // Before kick-off: a bet in play is held for a while, which is not what is measured.
        await rows("update event set status = 0, starts_at = now() + interval '1 day' where id = $1", [
          event.eventId,
        ]);
        events.push(event);
      }
      const sending = (name: string) => async (n: number) => {
        const slip = slipOn(events[n % events.length] as TestEvent);
        await run(client, name, callerOf(platform.url, cookies, n), slip);
      };
      const load = { inFlight: IN_FLIGHT, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS };
      const [bets, nothing]: [LoadFigures[], LoadFigures[]] = [[], []];
      const leftOut = await runRounds(
        ROUNDS,
        async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          nothing.push(await underLoad(sending("nothing"), load));
          bets.push(await underLoad(sending("bet.place"), load));
        },
        MINUTES_MAX,
      );
      const [floor, ours] = [medianOf(nothing), medianOf(bets)];
      const ratio = ours.perSecond / floor.perSecond;
      return {
        name: "command",
        leftOut,
        rows: [
          { what: "floor, an address that does nothing", figures: figures(floor) },
          { what: "a bet", figures: figures(ours) },
        ],
        ratio,
        goals: [{ what: "bets ÷ requests that do nothing", value: ratio, goal: 0.6, better: "higher" }],
      };
    } finally {
      client.close();
      await closeBus();
      await closeDatabase();
      await platform.stop();
    }
  },
};

import { closeDatabase, rows } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { makeEvent, type TestEvent } from "#lib/sportsbook/testing.ts";
import { actionAddresses } from "../scripts/testing/site/action-ids.ts";
import { decodeAnswer, encodeArguments } from "../scripts/testing/site/flight.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { fillPlayers } from "./lib/fill.ts";
import { type LoadFigures, medianOf, underLoad } from "./lib/load.ts";
import { BENCH_DIST, type Platform, startPlatform } from "./lib/platform.ts";
import { type Client, openClient } from "./lib/requests.ts";

const IN_FLIGHT = 16;
const SECONDS = 5;
const WARM_UP_SECONDS = 3;
const ROUNDS = 3;
const MINUTES_MAX = 15;
/** An account may call sixty actions in ten seconds. */
const PLAYERS = 600;
const EVENTS = 20;

type Call = { path: string; headers: Record<string, string>; body: string };

const callOf = (platform: Platform, action: string, cookie: string, args: readonly unknown[]): Call => {
  const address = actionAddresses(BENCH_DIST).get(action);
  if (!address) throw new Error(`the build has no action ${action}`);
  const { body, contentType } = encodeArguments(args);
  return {
    path: address.path,
    headers: {
      accept: "text/x-component",
      "content-type": contentType ?? "",
      "next-action": address.id,
      origin: platform.url,
      cookie,
    },
    body: body as string,
  };
};

const post = async (client: Client, { path, headers, body }: Call): Promise<Buffer> => {
  const answer = await client.send(path, { method: "POST", headers, body }, true);
  if (answer.status !== 200) throw new Error(`an action answered with ${answer.status}`);
  return answer.body;
};

/** The player whose turn it is, at an address of their own. */
const callerOf = (cookies: readonly string[], n: number) => {
  const turn = n % cookies.length;
  return { cookie: cookies[turn] ?? "", "x-forwarded-for": `10.0.${turn >> 8}.${turn & 255}` };
};

/** A slip that none has sent before, from a player whose turn it is. */
const betting = (
  platform: Platform,
  client: Client,
  cookies: readonly string[],
  events: readonly TestEvent[],
) => {
  const template = callOf(platform, "placeBetAction", "", []);
  return async (n: number): Promise<void> => {
    const { marketId } = events[n % events.length] as TestEvent;
    const slip = {
      idempotencyKey: crypto.randomUUID(),
      stake: "1.00",
      oddsChoice: "any",
      legs: [{ marketId, outcomeKey: "home", odds: "20000" }],
    };
    const answer = await post(client, {
      ...template,
      headers: { ...template.headers, ...callerOf(cookies, n) },
      body: encodeArguments([slip]).body as string,
    });
    const placed = decodeAnswer(answer) as { ok: boolean; refusal?: unknown };
    if (!placed.ok) throw new Error(`a bet was refused: ${JSON.stringify(placed.refusal)}`);
  };
};

const doingNothing = (platform: Platform, client: Client, cookies: readonly string[]) => {
  const template = callOf(platform, "nothingAction", "", []);
  return async (n: number): Promise<void> => {
    await post(client, {
      ...template,
      headers: { ...template.headers, ...callerOf(cookies, n) },
    });
  };
};

const figures = ({ perSecond, p50Ms, p99Ms }: LoadFigures) => ({
  "actions/s": perSecond,
  "p50 ms": p50Ms,
  "p99 ms": p99Ms,
});

export const action: Bench = {
  name: "action",
  about: `placing a bet by its server action over HTTP, ${IN_FLIGHT} in flight, against an empty server action of the same app`,
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
        const event = await makeEvent(`action-${n}`);
        // Before kick-off: a bet in play is held for a while, which is not what is measured.
        await rows("update event set status = 0, starts_at = now() + interval '1 day' where id = $1", [
          event.eventId,
        ]);
        events.push(event);
      }
      const load = { inFlight: IN_FLIGHT, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS };
      const [bets, nothing]: [LoadFigures[], LoadFigures[]] = [[], []];
      const leftOut = await runRounds(
        ROUNDS,
        async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          nothing.push(await underLoad(doingNothing(platform, client, cookies), load));
          bets.push(await underLoad(betting(platform, client, cookies, events), load));
        },
        MINUTES_MAX,
      );
      const [floor, ours] = [medianOf(nothing), medianOf(bets)];
      const ratio = ours.perSecond / floor.perSecond;
      return {
        name: "action",
        leftOut,
        rows: [
          { what: "floor, an empty action", figures: figures(floor) },
          { what: "a bet", figures: figures(ours) },
        ],
        ratio,
        goals: [{ what: "bets ÷ empty actions", value: ratio, goal: 0.6, better: "higher" }],
      };
    } finally {
      client.close();
      await closeBus();
      await closeDatabase();
      await platform.stop();
    }
  },
};

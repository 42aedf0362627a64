import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type Bench, type BenchRow, type Goal, runRounds } from "./lib/bench.ts";
import { fillPlayers } from "./lib/fill.ts";
import { type LoadFigures, median, medianOf, underLoad } from "./lib/load.ts";
import { startPlatform } from "./lib/platform.ts";
import { openClient } from "./lib/requests.ts";
import { type Marks, marksOf } from "./pages/lighthouse.ts";

const IN_FLIGHT = 8;
const SECONDS = 4;
const WARM_UP_SECONDS = 2;
const ROUNDS = 3;
const MINUTES_MAX = 15;
const LOOKS = 5;
const FLOOR = "floor, an empty page";
const SIGNED_IN = ", signed in";
/** A page that everybody shares is served to players as fast as to visitors. */
const SIGNED_IN_MIN = 0.8;
const CALENDAR_MS_MAX = 60_000;
const SCRIPT_KB_MAX = 130;

/** A running match with as many markets as any: the fullest page that there is. */
const fullestEvent = async (): Promise<string> => {
  for (const latest = Date.now() + CALENDAR_MS_MAX; ; await sleep(500)) {
    const [found] = await rows<{ id: string }>(
      `select e.id from event e join market m on m.event_id = e.id
        where e.status = 1 and m.status = 1 group by e.id order by count(*) desc, e.id limit 1`,
    );
    if (found) return found.id;
    if (Date.now() > latest) throw new Error("no match is running");
  }
};

const competitionOf = async (eventId: string): Promise<string> => {
  const [found] = await rows<{ id: string }>("select competition_id as id from event where id = $1", [
    eventId,
  ]);
  if (!found) throw new Error(`there is no event ${eventId}`);
  return found.id;
};

const goalsOf = (name: string, marks: Marks): Goal[] => [
  {
    what: `${name}, Lighthouse performance`,
    value: marks.performance,
    goal: 95,
    better: "higher",
    inTheWay:
      "two cores are the phone, its server and Lighthouse at once: what interrupts the page's main thread is counted four times over, and scripts from the same machine arrive before its first picture is shown",
  },
  { what: `${name}, Lighthouse accessibility`, value: marks.accessibility, goal: 100, better: "higher" },
  { what: `${name}, Lighthouse best practices`, value: marks.bestPractices, goal: 95, better: "higher" },
  { what: `${name}, layout shift`, value: marks.shift, goal: 0.02, better: "lower" },
];

export const pages: Bench = {
  name: "pages",
  about: `the home page and a running match, for visitors and for a player, ${IN_FLIGHT} in flight, against an empty dynamic page of the same app; their script, and Lighthouse's phone`,
  // The pages are built first when a source changed.
  minutesMax: MINUTES_MAX,
  run: async (say) => {
    const platform = await startPlatform();
    const client = openClient(platform.url, IN_FLIGHT);
    try {
      const eventId = await fullestEvent();
      const [player = ""] = await fillPlayers(1);
      const cookie = await platform.cookieOf(player);
      const match = `/events/${eventId}`;
      const shared: Record<string, string> = {
        home: "/",
        live: "/live",
        event: match,
        competition: `/competitions/${await competitionOf(eventId)}`,
      };
      const looks: Record<string, [path: string, headers: Record<string, string>]> = {
        [FLOOR]: ["/bench", {}],
        ...Object.fromEntries(Object.entries(shared).map(([name, path]) => [name, [path, {}]])),
        ...Object.fromEntries(
          Object.entries(shared).map(([name, path]) => [name + SIGNED_IN, [path, { cookie }]]),
        ),
        // What a player's page asks for besides: the account, its balance and its bets in an in-play delay.
        "GET /api/me": ["/api/me", { cookie }],
      };
      const load = { inFlight: IN_FLIGHT, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS };
      const rounds = new Map<string, LoadFigures[]>();
      const leftOut = await runRounds(
        ROUNDS,
        async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          for (const [what, [path, headers]] of Object.entries(looks)) {
            const figures = await underLoad(async () => {
              const { status } = await client.send(path, { headers });
              if (status !== 200) throw new Error(`${path} answered with ${status}`);
            }, load);
            rounds.set(what, [...(rounds.get(what) ?? []), figures]);
          }
        },
        MINUTES_MAX,
      );
      const perSecond = (what: string): number[] => (rounds.get(what) ?? []).map((round) => round.perSecond);
      const floor = perSecond(FLOOR);
      const ratioOf = (what: string): number =>
        median(perSecond(what).map((each, at) => each / (floor[at] ?? Number.NaN)));
      const ratios = Object.keys(shared).map((what) => ({ what, ratio: ratioOf(what) }));
      const signedIn = Object.keys(shared).map((name) => {
        const visitors = perSecond(name);
        const players = perSecond(name + SIGNED_IN);
        return { name, ratio: median(players.map((each, at) => each / (visitors[at] ?? Number.NaN))) };
      });

      say("Lighthouse");
      const marks = {
        home: await marksOf(`${platform.url}/`, LOOKS),
        event: await marksOf(`${platform.url}/events/${eventId}`, LOOKS),
      };
      for (const [name, { complaints }] of Object.entries(marks))
        for (const complaint of complaints) say(`${name}: ${complaint}`);
      const measured: BenchRow[] = [
        ...[...rounds].map(([what, all]) => {
          const middle = medianOf(all);
          return { what, figures: { "pages/s": middle.perSecond, "p99 ms": middle.p99Ms } };
        }),
        ...Object.entries(marks).map(([name, { performance, shift, scriptBytes, mainThreadMs }]) => ({
          what: `${name} on Lighthouse's phone`,
          figures: { performance, shift, "script kB": scriptBytes / 1_000, "main thread ms": mainThreadMs },
        })),
      ];
      return {
        name: "pages",
        leftOut,
        rows: measured,
        ratio: Math.min(...ratios.map(({ ratio }) => ratio)),
        goals: [
          ...ratios.map(
            ({ what, ratio }): Goal => ({
              what: `${what} ÷ empty page`,
              value: ratio,
              goal: 0.6,
              better: "higher",
            }),
          ),
          ...signedIn.map(
            ({ name, ratio }): Goal => ({
              what: `${name}, signed in ÷ visitors`,
              value: ratio,
              goal: SIGNED_IN_MIN,
              better: "higher",
            }),
          ),
          {
            what: "script of the home page, compressed, kB",
            value: marks.home.scriptBytes / 1_000,
            goal: SCRIPT_KB_MAX,
            better: "lower",
            inTheWay: "React and the router of Next are as much by themselves",
          },
          ...goalsOf("home", marks.home),
          ...goalsOf("event", marks.event),
        ],
      };
    } finally {
      client.close();
      await closeBus();
      await closeDatabase();
      await platform.stop();
    }
  },
};

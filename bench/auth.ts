import { closeDatabase } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { findSession, hashPassword } from "#lib/players/index.ts";
import { makeSession } from "#lib/players/testing/factory.ts";
import { visit } from "../scripts/testing/site.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { fillPlayers } from "./lib/fill.ts";
import { atRate, type LoadFigures, medianOf, underLoad } from "./lib/load.ts";
import { startPlatform } from "./lib/platform.ts";
import { openClient } from "./lib/requests.ts";

const SIGN_INS_PER_SECOND = 50;
/** Other requests meanwhile: enough for a 99th percentile, too few to fill the machine by themselves. */
const REQUESTS_PER_SECOND = 40;
const SECONDS = 8;
const WARM_UP_SECONDS = 2;
const ROUNDS = 3;
const MINUTES_MAX = 15;
/** An account has ten sign-ins in a quarter of an hour from an address that it does not know. */
const PLAYERS = 600;
const PASSWORD = "corner-flag-in-the-rain";
const CONNECTIONS = 64;

const figures = ({ perSecond, p50Ms, p99Ms }: LoadFigures) => ({
  "per second": perSecond,
  "p50 ms": p50Ms,
  "p99 ms": p99Ms,
});

/** Signs in by next-auth's own address: the CSRF token, then the password. */
const signIn = async (url: string, playerId: string): Promise<void> => {
  await visit(url).signIn(`${playerId}@test.example`, PASSWORD);
};

export const auth: Bench = {
  name: "auth",
  about: `a player's own page (GET /api/me) at ${REQUESTS_PER_SECOND} a second, alone and beside ${SIGN_INS_PER_SECOND} sign-ins a second, whose passwords are hashed by argon2id; and reading a session`,
  // The pages are built first when a source changed.
  minutesMax: MINUTES_MAX,
  run: async (say) => {
    const platform = await startPlatform({ FEED_PROVIDER: "none" });
    const client = openClient(platform.url, CONNECTIONS);
    try {
      const players = await fillPlayers(PLAYERS);
      // In a country without a register of excluded people, which is another service's time.
      await ownerRows("update player set country = 'MT', password_hash = $2 where id = any($1::uuid[])", [
        players,
        await hashPassword(PASSWORD),
      ]);
      const cookies = await Promise.all(players.slice(0, 100).map(platform.cookieOf));
      let [turn, asked] = [0, 0];
      const other = async (): Promise<void> => {
        asked += 1;
        const headers = {
          cookie: cookies[asked % cookies.length] ?? "",
          "x-forwarded-for": `10.1.0.${asked % 250}`,
        };
        const { status } = await client.send("/api/me", { headers });
        if (status !== 200) throw new Error(`/api/me answered with ${status}`);
      };
      const comesIn = (): Promise<void> => {
        turn += 1;
        return signIn(platform.url, players[turn % players.length] ?? "");
      };
      const rate = { perSecond: REQUESTS_PER_SECOND, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS };
      const crowd = { ...rate, perSecond: SIGN_INS_PER_SECOND };
      const [idle, busy, signIns]: [LoadFigures[], LoadFigures[], LoadFigures[]] = [[], [], []];
      const leftOut = await runRounds(
        ROUNDS,
        async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          // Attempts of earlier rounds are not to count towards the limits of this one.
          await rows("delete from rate_limit");
          idle.push(await atRate(other, rate));
          const [beside, came] = await Promise.all([atRate(other, rate), atRate(comesIn, crowd)]);
          busy.push(beside);
          signIns.push(came);
        },
        MINUTES_MAX,
      );
      say("reading a session");
      const sessionId = await makeSession(players[0] ?? "");
      const reading = await underLoad(() => findSession(sessionId), { inFlight: 1, seconds: 3 });
      const statement = await underLoad(() => rows("select 1"), { inFlight: 1, seconds: 3 });
      const [alone, beside] = [medianOf(idle), medianOf(busy)];
      const ratio = beside.p99Ms / alone.p99Ms;
      return {
        name: "auth",
        leftOut,
        rows: [
          { what: "floor, the page alone", figures: figures(alone) },
          { what: `the page beside ${SIGN_INS_PER_SECOND} sign-ins/s`, figures: figures(beside) },
          { what: "sign-ins", figures: figures(medianOf(signIns)) },
          { what: "floor, the smallest statement", figures: figures(statement) },
          { what: "reading a session", figures: figures(reading) },
        ],
        ratio,
        goals: [
          {
            what: "the page's p99 beside sign-ins ÷ alone",
            value: ratio,
            goal: 1.5,
            better: "lower",
            inTheWay:
              "the client that signs in runs on the same cores as the site, and hashing fills those that are left",
          },
          { what: "reading a session, p50 ms", value: reading.p50Ms, goal: 1, better: "lower" },
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

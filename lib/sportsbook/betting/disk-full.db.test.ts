import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { type EmbeddedDatabase, startEmbeddedPostgres } from "#lib/platform/database/embedded-postgres.ts";
import { migrate } from "#lib/platform/database/migrate.ts";
import { freePort } from "#lib/platform/http/free-port.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, refusalsWritten, type SlipInput, seedPolicy } from "./index.ts";

/** A file of PostgreSQL's log: its segments have this size from the beginning, so they are the last that cannot grow. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

let directory: string;
let port: number;
let server: EmbeddedDatabase;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "evens-full-"));
  port = await freePort();
  server = await startEmbeddedPostgres({ directory, port });
  await migrate(server.ownerUrl);
  Object.assign(process.env, {
    DATABASE_URL: server.appUrl,
    DATABASE_OWNER_URL: server.ownerUrl,
    DATABASE_POOL_MAX: "4",
    AUTH_SECRET: "disk-full-disk-full-disk-full-disk-full",
  });
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await closeDatabase();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const postmaster = (): number =>
  Number.parseInt(readFileSync(join(directory, "data", "postmaster.pid"), "utf8"), 10);

/** The server and every process that it has started. */
const family = (): number[] => {
  const parent = postmaster();
  const children = readdirSync("/proc").filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        / [A-Z] (\d+) /.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1] === String(parent)
      );
    } catch {
      return false;
    }
  });
  return [parent, ...children.map(Number)];
};

/** The kernel lets none of the server's files grow beyond this: it says "file too large" where it would say "no space left". */
const limitFiles = (bytes: number | "unlimited"): void => {
  const pids = family();
  // Who may limit a process is its own user, without any privilege.
  const { uid, gid } = statSync(`/proc/${pids[0]}`);
  const as = process.getuid?.() === 0 ? { uid, gid } : {};
  for (const pid of pids) {
    const { status, stderr } = spawnSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`], {
      ...as,
      cwd: "/",
      encoding: "utf8",
    });
    // A child may have ended meanwhile; the server itself has not.
    if (status !== 0 && pid === pids[0]) throw new Error(`no limit could be set: ${stderr}`);
  }
};

const asOwner = async (text: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
};

const slip = (marketId: string): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "1",
  legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
  oddsChoice: "any",
});
const FULL = /could not (extend|write)|No space left|File too large/;

/** So many rows of about 32 bytes times `width`. */
const fillerOf = (count: number, width: number): string =>
  `insert into outbox (kind, payload)
   select 'filler', to_jsonb(repeat(md5(n::text), ${width})) from generate_series(1, ${count}) n`;

const sound = async () => (await verifyInvariants()).filter(({ violations }) => violations.length > 0);

it.skipIf(spawnSync("prlimit", ["--version"]).status !== 0)(
  "a full disk refuses bets whole, and they go on where there is room again, also when it took the server down",
  async () => {
    const { marketId } = await makeEvent("full");
    const players = await Promise.all(Array.from({ length: 4 }, () => makePlayer(100_000n)));
    const [player = "", ...others] = players;
    const place = (of: string, input: SlipInput) => placeBet({ playerId: of, sessionId: null }, input);
    const bets = async () => Number((await rows<{ n: bigint }>("select count(*) as n from bet"))[0]?.n);
    expect((await place(player, slip(marketId))).ok).toBe(true);

    // A table that every bet writes to has become larger than anything else that is written, and can grow no more.
    await asOwner(fillerOf(14_000, 50));
    await asOwner("checkpoint");
    const { rows: sizes } = await asOwner("select pg_relation_size('outbox')::int as bytes");
    const { bytes } = sizes[0] as { bytes: number };
    expect(bytes).toBeGreaterThan(SEGMENT_BYTES);
    limitFiles(bytes);
    for (const width of [50, 10, 1]) await expect(asOwner(fillerOf(20_000, width))).rejects.toThrow(FULL);
    const refused = slip(marketId);
    const fill = async (): Promise<unknown> => {
      for (let n = 0; n < 300; n += 1) await place(others[n % 3] as string, slip(marketId));
      return "never full";
    };
    const reason = await fill().catch((error: Error) => error.message);
    expect(reason).toMatch(FULL);
    const before = { bets: await bets(), balance: await playerBalance(player, "EUR") };
    await expect(place(player, refused)).rejects.toThrow(FULL);
    expect({ bets: await bets(), balance: await playerBalance(player, "EUR") }).toEqual(before);
    expect(await sound()).toEqual([]);
    limitFiles("unlimited");
    expect(await place(player, refused)).toMatchObject({ ok: true, value: { repeated: false } });
    expect(await sound()).toEqual([]);

    // Not even its log can grow: PostgreSQL then takes itself down. After the restart everything it had confirmed is still there.
    const state = { bets: await bets(), balance: await playerBalance(player, "EUR") };
    limitFiles(65_536);
    const unanswered = slip(marketId);
    await expect(place(player, unanswered)).rejects.toThrow();
    await server.fell;
    server = await startEmbeddedPostgres({ directory, port });
    expect({ bets: await bets(), balance: await playerBalance(player, "EUR") }).toEqual(state);
    expect((await place(player, unanswered)).ok).toBe(true);
    expect(await sound()).toEqual([]);
  },
  120_000,
);

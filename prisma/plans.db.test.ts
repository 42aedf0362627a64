import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  betRecord,
  eventDesk,
  feedHealth,
  figures,
  figuresByEvent,
  overdueEvents,
  playerRecord,
  rejectedMessages,
  searchBets,
  tradingList,
} from "#lib/backoffice/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { playerBalance, playerEntries } from "#lib/ledger/index.ts";
import { sql } from "#lib/platform/database/db.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { platformFigures } from "#lib/processes/platform-figures.ts";
import {
  betHistory,
  betTitles,
  betView,
  pendingOrRejectedBet,
  placeBet,
  playerBets,
  recentPendingBets,
  rejectedBets,
  seedPolicy,
  transferCauses,
} from "#lib/sportsbook/betting/index.ts";
import { eventView, listing, priceHistory } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, fillHistory, makeEvent } from "#lib/sportsbook/testing.ts";

// Rows, not megabytes, are what a plan goes by: from here on a scan of the whole table would be a mistake.
const BIG = 1_000;
const MONTHS = 5;

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Loops"?: number;
  Plans?: Plan[];
};
type Mode = "force_custom_plan" | "force_generic_plan";
type Statement = { name?: string; text: string; values: unknown[] };

let database: TestDatabase;
let client: pg.Client;
let big: Set<string>;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  await fillHistory(database.ownerUrl, { bets: 120_000, months: MONTHS, players: 400 });
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const sizes = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and reltuples >= $1",
    [BIG],
  );
  big = new Set(sizes.rows.map(({ name }) => name));
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Runs the work and answers the statements that it sent. */
const statementsOf = async (work: () => Promise<unknown>): Promise<Statement[]> => {
  const pool = sql();
  const query = pool.query.bind(pool);
  const sent: Statement[] = [];
  pool.query = ((statement: Statement | string, values?: unknown[]) => {
    sent.push(
      typeof statement === "string"
        ? { text: statement, values: values ?? [] }
        : { ...statement, values: statement.values ?? [] },
    );
    return query(statement as string, values);
  }) as typeof pool.query;
  try {
    await work();
  } finally {
    pool.query = query as typeof pool.query;
  }
  expect(sent.length).toBeGreaterThan(0);
  return sent;
};

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Array.isArray(value))
    return `'{${value.map((item) => (item === null ? "null" : JSON.stringify(String(item)))).join(",")}}'`;
  return pg.escapeLiteral(String(value));
};

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];

/** Executes the statement as a prepared one is, with a plan for these values or one for all, and answers the plan's nodes. */
const planOf = async ({ text, values }: Statement, mode: Mode): Promise<Plan[]> => {
  await client.query(`set plan_cache_mode = ${mode}`);
  await client.query(`prepare told as ${text}`);
  const call = values.length === 0 ? "told" : `told(${values.map(literal).join(",")})`;
  const { rows: found } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
    `explain (analyze, timing off, format json) execute ${call}`,
  );
  await client.query("deallocate told");
  return flat((found[0] as { "QUERY PLAN": { Plan: Plan }[] })["QUERY PLAN"][0]?.Plan as Plan);
};

const MODES: readonly Mode[] = ["force_custom_plan", "force_generic_plan"];
/** What has no name is planned for its values each time. */
const modesOf = ({ name }: Statement): readonly Mode[] => (name ? MODES : ["force_custom_plan"]);

/** Holds a statement to indexes; answers the months that it really read, whichever the plan. */
const keepsToIndexes = async (statement: Statement, modes: readonly Mode[]): Promise<Set<string>> => {
  const months = new Set<string>();
  for (const mode of modes) {
    const nodes = await planOf(statement, mode);
    const scanned = nodes.filter(
      (node) =>
        node["Node Type"] === "Seq Scan" && node["Actual Loops"] && big.has(node["Relation Name"] ?? ""),
    );
    expect(
      scanned.map((node) => node["Relation Name"]),
      `${mode}: ${statement.text}`,
    ).toEqual([]);
    for (const node of nodes)
      if (node["Actual Loops"] && /_\d{4}_\d\d$/.test(node["Relation Name"] ?? ""))
        months.add((node["Relation Name"] as string).slice(-7));
  }
  return months;
};

const onIndexes = async (work: () => Promise<unknown>, modes?: readonly Mode[]): Promise<Set<string>> => {
  const months = new Set<string>();
  for (const statement of await statementsOf(work))
    for (const month of await keepsToIndexes(statement, modes ?? modesOf(statement))) months.add(month);
  return months;
};

const monthsAgo = (n: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1))
    .toISOString()
    .slice(0, 7)
    .replace("-", "_");
};
/** The month in which a time so many minutes ago was. */
const monthBefore = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 7).replace("-", "_");

const startOf = (n: number): Date => new Date(`${monthsAgo(n).replace("_", "-")}-01T00:00:00Z`);

type Bet = { id: string; player_id: string; event_id: string; market_id: string };
const betOf = async (month: number): Promise<Bet> => {
  const [bet] = await rows<Bet>(
    `select b.id, b.player_id, l.event_id, l.market_id from bet b join bet_leg l on l.bet_id = b.id
      where b.id >= uuid_floor($1) order by b.id limit 1`,
    [new Date(startOf(month).getTime() + 5 * 86_400_000)],
  );
  return bet as Bet;
};

describe("what players run", () => {
  it("finds the lists of bets by index, page after page", async () => {
    const { player_id } = await betOf(2);
    await onIndexes(() => playerBets(player_id, { status: "open" }));
    const first = await playerBets(player_id, { status: "settled" });
    expect(first.next).not.toBeNull();
    await onIndexes(() => playerBets(player_id, { status: "settled" }));
    await onIndexes(() => playerBets(player_id, { status: "settled", after: first.next }));
  });

  it("reads only the months up to where the last page ended", async () => {
    const bet = await betOf(3);
    const months = await onIndexes(() => playerBets(bet.player_id, { status: "settled", after: bet.id }));
    expect([...months].sort()).toEqual([monthsAgo(4), monthsAgo(3)]);
  });

  it("finds a bet, its titles, history and causes in the month of its id", async () => {
    const bet = await betOf(3);
    for (const work of [() => betView(bet.id), () => betHistory(bet.id)])
      expect([...(await onIndexes(work))]).toEqual([monthsAgo(3)]);
    for (const work of [
      () => betTitles(bet.player_id, [bet.id]),
      () => transferCauses(bet.player_id, [bet.id]),
    ]) {
      await onIndexes(work, ["force_generic_plan"]);
      // A list of ids leaves out months only when the plan is made for it.
      expect([...(await onIndexes(work, ["force_custom_plan"]))]).toEqual([monthsAgo(3)]);
    }
  });

  it("looks for a bet that never came to be in the month of its id, and lists those of the last 30 days", async () => {
    const { player_id } = await betOf(3);
    expect([...(await onIndexes(() => pendingOrRejectedBet(player_id, uuidv7())))]).toEqual([monthsAgo(0)]);
    await onIndexes(() => recentPendingBets(player_id));
    const months = [...(await onIndexes(() => rejectedBets(player_id)))].sort();
    expect(months).toContain(monthsAgo(0));
    // Of what is past: months that were made ahead are empty.
    expect([monthsAgo(0), monthsAgo(1)]).toContain(months[0]);
  });

  it("reads balance and statement by index, and only the months that a statement is for", async () => {
    const { player_id } = await betOf(2);
    await onIndexes(() => playerBalance(player_id, "EUR"));
    await onIndexes(() => playerEntries(player_id, "EUR", { limit: 20 }));
    await onIndexes(() => playerEntries(player_id, "EUR", { limit: 20, before: 60n }));
    await onIndexes(() => playerEntries(player_id, "EUR", { limit: 20, codes: ["bet_return"] }));
    const months = await onIndexes(() =>
      playerEntries(player_id, "EUR", { limit: 20, from: startOf(3), until: startOf(2) }),
    );
    expect([...months]).toEqual([monthsAgo(3)]);
  });

  it("draws an event's page from indexes, and its prices from the months that the market has lived", async () => {
    const { event_id, market_id } = await betOf(1);
    await onIndexes(() => eventView(event_id));
    await onIndexes(() => listing({ kind: "live" }));
    const months = await onIndexes(() => priceHistory(market_id));
    expect([...months].every((month) => month >= monthsAgo(1))).toBe(true);
    expect(months).toContain(monthsAgo(1));
  });

  it("places and settles bets without a scan of anything big", async () => {
    const { eventId, marketId } = await makeEvent("plans");
    const { player_id: playerId } = await betOf(2);
    const slip = {
      idempotencyKey: crypto.randomUUID(),
      stake: "1",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any" as const,
    };
    for (const statement of await statementsOf(() => placeBet({ playerId, sessionId: null }, slip)))
      if (!statement.text.includes("commit_bets")) await keepsToIndexes(statement, modesOf(statement));
    const scans = async () =>
      rows<{ relname: string; seq_scan: bigint }>(
        "select relname, seq_scan from pg_stat_user_tables where relname = any($1) order by 1",
        [[...big]],
      );
    // Scans that statements inside functions made: each connection tells of its own.
    const reported = () =>
      Promise.all(Array.from({ length: 10 }, () => rows("select pg_stat_force_next_flush()")));
    await reported();
    const before = await scans();
    for (let n = 0; n < 8; n += 1)
      await placeBet({ playerId, sessionId: null }, { ...slip, idempotencyKey: crypto.randomUUID() });
    await decideThreeWay(eventId, "home");
    expect(await settleMarket(marketId)).toBeGreaterThan(0);
    await reported();
    expect(await scans()).toEqual(before);
    await rows("select from bet_leg where factor = 7");
    await reported();
    expect(await scans()).not.toEqual(before);
  });
});

describe("what a bet runs", () => {
  it("is planned once a connection, by index", async () => {
    const settings = ["enable_hashjoin=off", "enable_seqscan=off", "plan_cache_mode=force_generic_plan"];
    const found = await rows<{ name: string }>(
      "select proname as name from pg_proc where proconfig @> $1 order by 1",
      [settings],
    );
    expect(found.map(({ name }) => name)).toEqual(["betting_snapshot", "commit_bets"]);
  });
});

describe("what staff run", () => {
  const held = (work: () => Promise<unknown>) => onIndexes(work);

  it("finds bets by id, player, event and market", async () => {
    const bet = await betOf(3);
    expect([...(await held(() => searchBets({ id: bet.id })))]).toEqual([monthsAgo(3)]);
    await held(() => searchBets({ event: bet.event_id }));
    await held(() => searchBets({ market: bet.market_id }));
    await held(() => searchBets({ playerId: bet.player_id }));
    await held(() => searchBets({}));
    expect([...(await held(() => betRecord(bet.id)))]).toEqual([monthsAgo(3)]);
  });

  it("opens a player, an event's desk and the trading list", async () => {
    const bet = await betOf(2);
    await held(() => playerRecord(bet.player_id));
    await held(() => eventDesk(bet.event_id));
    await held(() => tradingList());
    await held(() => overdueEvents());
  });

  // In the first hour of a month the last hour began in the month before, which is read too, and not by an index in this history.
  const inOneMonth = monthBefore(60) === monthsAgo(0);
  it.runIf(inOneMonth)(
    "counts the messages of the last hour without the months before it, and lists the rejected",
    async () => {
      await database.asOwner("insert into feed_provider (id) values ('test')");
      const months = await held(() => feedHealth());
      expect([...months].sort()[0]).toBe(monthsAgo(0));
      await held(() => rejectedMessages());
    },
  );

  it("counts the bets of the last minute in this month and those made ahead", async () => {
    const months = await onIndexes(() => platformFigures());
    expect([...months].every((month) => month >= monthBefore(1))).toBe(true);
  });

  it("sums what was placed in the months that were asked for", async () => {
    const [placed] = await statementsOf(() => figuresByEvent(startOf(3), startOf(2)));
    const nodes = await planOf(placed as Statement, "force_custom_plan");
    const months = new Set(
      nodes.map((node) => node["Relation Name"] ?? "").filter((name) => /^bet_\d{4}_\d\d$/.test(name)),
    );
    // A day more on either side, for clocks that were wrong.
    expect([...months].sort()).toEqual([4, 3, 2].map((n) => `bet_${monthsAgo(n)}`));
    expect(await figures(startOf(3), startOf(2))).toHaveLength(1);
  });
});

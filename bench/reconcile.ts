import pg from "pg";
import { demoProvider } from "#lib/cashier/providers/demo/index.ts";
import type { PaymentObject, PaymentProvider } from "#lib/cashier/providers/provider.ts";
import { reconcile } from "#lib/cashier/reconciliation/run.ts";
import { withScratchDatabase } from "#lib/platform/testing/scratch-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { type Bench, runRounds } from "./lib/bench.ts";
import { median } from "./lib/load.ts";
import { residentMb } from "./lib/machine.ts";

/** `RECONCILE_ROWS` for a machine that has less time. */
const ROWS = Number(process.env.RECONCILE_ROWS ?? 1_000_000);
const ROUNDS = 2;
const LOOK_EVERY_MS = 50;
const HOUR_MS = 3_600_000;
/** Every so many rows the report says something else. */
const WRONG_EVERY = 100_000;
const SECONDS_GOAL = 60;

/** Deposits that were credited, as many as are compared. Their transfers and steps are left out, and so are the keys that refer to them. */
const FILL = `
  insert into payment (id, player_id, direction, provider, method, amount, currency, state, idempotency_key, input_hash, object_id, transfer_id)
  select gen_random_uuid(), $1, 'deposit', 'demo', 'play_money', 1000 + n % 9000, 'EUR', 'succeeded', 'k' || n, '', 'o' || n, gen_random_uuid()
    from generate_series(1, $2::int) n`;

/** The same rows copied once into a table without a log, and joined with the payments once: what no comparison in the database can go below. */
const FLOOR = [
  `insert into reconciliation_line (run_id, side, direction, object_id, amount, currency)
   select '00000000-0000-0000-0000-000000000000', 'floor', 'in', object_id, amount, currency from payment`,
  `select count(*) from reconciliation_line l full join payment p on p.object_id = l.object_id
    where (l.amount, l.currency) is distinct from (p.amount, p.currency::text)`,
  "delete from reconciliation_line where side = 'floor'",
];

const seconds = (since: number): number => (performance.now() - since) / 1_000;

/** A provider whose report is as long as the table, made row by row. */
const reporting = (count: number): PaymentProvider => ({
  ...demoProvider,
  async *list(): AsyncGenerator<PaymentObject> {
    for (let n = 1; n <= count; n += 1)
      yield {
        kind: "payment",
        id: `o${n}`,
        paymentId: null,
        playerId: null,
        state: "succeeded",
        amount: BigInt(1_000 + (n % 9_000)) + (n % WRONG_EVERY === 0 ? 1n : 0n),
        currency: "EUR",
        live: false,
        reason: null,
        action: null,
        instrument: null,
      };
  },
  async *listPayouts() {},
});

type Round = { floor: number; ours: number; growthMb: number; found: bigint };

const measure = async (owner: pg.Pool): Promise<Round> => {
  const client = await owner.connect();
  const floorStarted = performance.now();
  for (const text of FLOOR) await client.query(text);
  const floor = seconds(floorStarted);
  client.release();
  await owner.query("delete from reconciliation_difference");
  await owner.query("vacuum reconciliation_line");
  await owner.query("checkpoint");
  const before = residentMb(process.pid);
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, residentMb(process.pid));
  }, LOOK_EVERY_MS);
  try {
    const started = performance.now();
    const now = Date.now();
    const done = await reconcile(reporting(ROWS), new Date(now - 6 * HOUR_MS), new Date(now + 6 * HOUR_MS));
    return { floor, ours: seconds(started), growthMb: peak - before, found: done?.found ?? -1n };
  } finally {
    clearInterval(watching);
  }
};

export const reconciliation: Bench = {
  name: "reconcile",
  about: `a provider's report of ${ROWS.toLocaleString("en")} rows, streamed and compared with as many payments, against one copy and one join of them`,
  run: (say) =>
    withScratchDatabase(async (ownerUrl) => {
      const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
      // The server may stop before the pool has closed its last connection.
      owner.on("error", () => undefined);
      const all: Round[] = [];
      let leftOut: string | undefined;
      try {
        await owner.query(
          "alter table payment drop constraint payment_transfer_id_fkey, drop constraint payment_newest_transition",
        );
        say(`${ROWS.toLocaleString("en")} payments`);
        await owner.query(FILL, [await makePlayer(0n), ROWS]);
        await owner.query("vacuum analyze payment");
        leftOut = await runRounds(ROUNDS, async (round) => {
          say(`round ${round} of ${ROUNDS}`);
          const last = await measure(owner);
          all.push(last);
          say(
            `floor ${last.floor.toFixed(2)} s, reconciled ${last.ours.toFixed(2)} s, grew by ${last.growthMb.toFixed(0)} MB`,
          );
          if (last.found !== BigInt(Math.floor(ROWS / WRONG_EVERY)))
            throw new Error(`${last.found} differences were found`);
        });
      } finally {
        await owner.end();
      }
      const [floor, ours] = [median(all.map((round) => round.floor)), median(all.map((round) => round.ours))];
      const ratio = median(all.map((round) => round.ours / round.floor));
      return {
        name: "reconcile",
        leftOut,
        rows: [
          { what: "floor, one copy and one join", figures: { s: floor, "rows/s": ROWS / floor } },
          { what: "reconciled", figures: { s: ours, "rows/s": ROWS / ours } },
        ],
        ratio,
        goals: [
          {
            what: "seconds for 1,000,000 rows",
            value: (ours * 1_000_000) / ROWS,
            goal: SECONDS_GOAL,
            better: "lower",
          },
          {
            what: "growth of memory, MB",
            value: Math.max(...all.map((round) => round.growthMb)),
            goal: 64,
            better: "lower",
          },
        ],
      };
    }),
};

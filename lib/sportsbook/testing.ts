import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { rows } from "#lib/platform/database/db.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { EVENT_STATUS, footballKickOff } from "#lib/sportsbook/catalogue/schema.ts";
import { applyBook, type BookChange, MARKET_STATUS, marketIdOf } from "#lib/sportsbook/markets/index.ts";

export { fillHistory, type History } from "./testing/fill-history.ts";

/** Makes a player with so much cash, for tests and benches that do not care how accounts are opened. */
export const makePlayer = async (cash: bigint, currency: Currency = "EUR"): Promise<string> => {
  const id = uuidv7();
  await rows(
    `insert into player (id, email, password_hash, display_name, country, currency, birth_date)
     values ($1, $2, '', 'Test player', 'SE', $3, '1990-01-01')`,
    [id, `${id}@test.example`, currency],
  );
  const [account, clearing] = await Promise.all([
    accountFor("player_cash", id, currency),
    accountFor("deposits_clearing", null, currency, "test"),
  ]);
  if (cash > 0n) {
    const made = await transfer([
      {
        id: uuidv7(),
        debit: clearing,
        credit: account,
        amount: money(currency, cash),
        code: "deposit",
        reference: "test",
      },
    ]);
    if (!made.ok) throw new Error(made.refusal.code);
  }
  return id;
};

/** Somebody of the staff, signed in. */
export const makeStaff = async (name = "Trader"): Promise<{ staffId: string; sessionId: string }> => {
  const staffId = await makePlayer(0n);
  const sessionId = uuidv7();
  await ownerRows("update player set role = 'admin', display_name = $2 where id = $1", [staffId, name]);
  await rows("insert into session (id, player_id, expires_at) values ($1, $2, now() + interval '1 hour')", [
    sessionId,
    staffId,
  ]);
  return { staffId, sessionId };
};

export type TestEvent = { eventId: string; marketId: string };

/** A match that is running, or starts in an hour, with one 1X2 market at 2.00 / 3.50 / 4.00. */
export const makeEvent = async (
  eventId: string,
  { running = true }: { running?: boolean } = {},
): Promise<TestEvent> => {
  await rows(`insert into sport (id, name) values ('football', 'Football') on conflict do nothing`);
  await rows(
    `insert into competition (id, sport_id, category, name) values ('test', 'football', 'Test', 'Test Cup')
     on conflict do nothing`,
  );
  await rows(
    `insert into competitor (id, name, short_name) values ('test-home', 'Home', 'HOM'), ('test-away', 'Away', 'AWA')
     on conflict do nothing`,
  );
  await rows(
    `insert into event (id, provider, competition_id, home_id, away_id, starts_at, status)
     values ($1, 'test', 'test', 'test-home', 'test-away', now() + $2 * interval '1 minute', $3)`,
    [eventId, running ? -10 : 60, running ? EVENT_STATUS.live : EVENT_STATUS.notStarted],
  );
  await applyBook([
    {
      eventId,
      ...(running && {
        status: EVENT_STATUS.live,
        score: { ...footballKickOff(), phase: "first_half" },
      }),
      markets: [threeWay(eventId)],
    },
  ]);
  return { eventId, marketId: marketIdOf(eventId, "1x2", "") };
};

/** The 1X2 market of a test event at these odds (×10⁻⁴). */
export const threeWay = (
  eventId: string,
  odds: readonly [bigint, bigint, bigint] = [20_000n, 35_000n, 40_000n],
): NonNullable<BookChange["markets"]>[number] => ({
  id: marketIdOf(eventId, "1x2", ""),
  template: "1x2",
  specifiers: "",
  status: MARKET_STATUS.active,
  outcomes: (["home", "draw", "away"] as const).map((key, position) => ({
    key,
    position,
    odds: odds[position] ?? null,
    probability: [0.48, 0.27, 0.25][position] ?? null,
    active: true,
  })),
});

/** Decides a test event's 1X2. Voids it with "void". */
export const decideThreeWay = (
  eventId: string,
  winner: "home" | "draw" | "away" | "void",
): Promise<unknown> =>
  applyBook([
    {
      eventId,
      results: [
        {
          marketId: marketIdOf(eventId, "1x2", ""),
          certainty: 2,
          cancelled: winner === "void",
          outcomes: ["home", "draw", "away"].map((key) => ({
            key,
            result: key === winner ? 1 : 0,
            voidFactor: winner === "void" ? 1 : null,
            deadHeatFactor: null,
          })),
        },
      ],
    },
  ]);

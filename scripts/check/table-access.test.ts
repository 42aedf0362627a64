import { describe, expect, it } from "vitest";
import { delegatesIn, foreignAccess, literalsIn, tablesIn, tablesOf } from "./table-access.ts";

const tables = tablesOf();
const of = (sql: string) => [...tablesIn(sql, tables)].sort();

it("knows the owner of every table", () => {
  const owners = Object.fromEntries(tables.map(({ name, owner }) => [name, owner]));
  expect(owners).toMatchObject({
    bet: "sportsbook",
    event: "sportsbook",
    player: "players",
    ledger_entry: "ledger",
    payment: "cashier",
    outbox: "platform",
    audit_entry: "audit",
  });
});

// A module's tables are its own; others read views named <module>_<thing>_view, which lie in its sql folder, or call its functions.
describe("tables of another module", () => {
  const found = foreignAccess().map(({ file, table }) => `${file} ${table}`);

  it("are not read or written", () => {
    expect(found, "read a view of the module that owns the table").toEqual([]);
  });
});

describe("what the check sees", () => {
  it.each([
    ["select * from bet b join event e on true", ["bet", "event"]],
    ["select 1 from market m, outcome o where true", ["market", "outcome"]],
    ["with x as (select 1) select * from x left join lateral (select from player p) q on true", ["player"]],
    ["insert into session (id) values (1)", ["session"]],
    ["update payment set amount = 1", ["payment"]],
    ["delete from bet_key k using bet b", ["bet", "bet_key"]],
    ["select from only bet", ["bet"]],
  ])("%s", (sql, expected) => expect(of(sql)).toEqual(expected));

  it.each([
    "select event, outcome from x",
    "select from sportsbook_bet_view",
    "select * from bet_transfers($1)",
    "select session.id from x session",
    "create function f() returns table (id uuid, outcome text)",
    "insert into outbox (kind) values ('x')",
    "/* from bet */ select 1 -- join player",
  ])("nothing in: %s", (sql) => expect(of(sql)).toEqual([]));

  it("literals, with what is nested in them", () => {
    const code = 'a(`from $X x ? `join $Y` : "bet"} b`); // "no"\n/* `no` */ "yes"';
    expect(literalsIn(code.replace("$X", "$" + "{").replace("$Y", "$" + "{y}"))).toEqual([
      "join  $ ",
      "bet",
      "from  $  b",
      "yes",
    ]);
  });

  it("Prisma's calls", () => {
    const code = "await db()\n  .betLeg.findMany({}); tx.player.update({}); x.event.id; bets.map(count)";
    expect([...delegatesIn(code, tables)]).toEqual(["bet_leg", "player"]);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { playerCommands } from "#lib/players/index.ts";
import { storePerson } from "#lib/players/person/person.ts";
import { makePerson, makePlayer, makeSession } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "../invariants.ts";
import { eraseClosedAccounts } from "./erase.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const closedFor = async (years: number) => {
  const playerId = await makePlayer(5_000n);
  await makeSession(playerId);
  await transaction((tx) => storePerson(tx, playerId, makePerson()));
  await playerCommands.closeAccount({ playerId, sessionId: "", currency: "EUR" }, { understood: true });
  await ownerRows(
    "update player_exclusion set starts_at = starts_at - make_interval(years => $2) where player_id = $1",
    [playerId, years],
  );
  return playerId;
};

const stored = (playerId: string) =>
  rows(
    `select p.email like 'erased-%' as erased, p.birth_date::text as born, n.last_name,
            (select count(*)::int from ledger_entry_view e join ledger_account_view a on a.id = e.account_id where a.owner_id = p.id) as entries
       from player p left join player_person n on n.player_id = p.id where p.id = $1`,
    [playerId],
  );

it("erases who a player was once the law lets it, and keeps the money", async () => {
  const [past, running] = [await closedFor(6), await closedFor(4)];
  expect(await eraseClosedAccounts()).toBe(1);
  expect(await stored(past)).toEqual([{ erased: true, born: "1990-01-01", last_name: null, entries: 1 }]);
  expect(await stored(running)).toMatchObject([{ erased: false, last_name: expect.any(String), entries: 1 }]);
  expect(await eraseClosedAccounts()).toBe(0);
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

it("erases nothing of an account that was not closed for good, whoever asks", async () => {
  const playerId = await makePlayer(0n);
  expect(await rows("select erase_player($1, 0) as erased", [playerId])).toEqual([{ erased: false }]);
});

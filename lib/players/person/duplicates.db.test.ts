import { afterAll, beforeAll, expect, it } from "vitest";
import { manualClock } from "#lib/core/clock.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { selfExclude } from "../commands/self-exclude.ts";
import { checkGate } from "../eligibility/check-gate.ts";
import { changeDetails } from "../identity/commands/change-details.ts";
import { decideDuplicateCommand } from "../identity/commands/decide-duplicate.ts";
import { registerPlayer } from "../register.ts";
import { makePerson, makeStaff, verifyPlayers } from "../testing/factory.ts";
import { duplicateQueue, openDuplicateCase } from "./duplicates.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

// Ids begin with the time, and say which account is the newer one.
const clockAt = (n: number) => manualClock(new Date(Date.UTC(2026, 10, 21, 12, 0, n)));
let visitors = 0;

const apply = (person: ReturnType<typeof makePerson>, birthDate = "1990-05-17") => {
  visitors += 1;
  const origin = { ip: `10.1.${visitors >> 8}.${visitors & 255}`, userAgent: "" };
  return registerPlayer(
    { clock: clockAt(visitors), requestId: crypto.randomUUID(), origin },
    {
      email: `${crypto.randomUUID()}@mail.example`,
      password: "Stadium-lights-7",
      displayName: "Ada",
      ...person,
      birthDate,
      country: "SE",
      currency: "SEK",
      acceptTerms: "on",
    },
  );
};

const signUp = async (person: ReturnType<typeof makePerson>, birthDate?: string): Promise<string> => {
  const answer = await apply(person, birthDate);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  await verifyPlayers([answer.value.playerId]);
  return answer.value.playerId;
};

const actor = (playerId: string) => ({ playerId, sessionId: "", currency: "SEK" as const });
const casesOf = (playerId: string) =>
  rows("select other_id, match, status from duplicate_case where player_id = $1", [playerId]);
const exclude = (playerId: string) =>
  selfExclude(actor(playerId), { months: "indefinite", understood: true });

it("opens no second account for a person who is excluded, however the name is written", async () => {
  const person = { ...makePerson(), firstName: "Ana-María" };
  await exclude(await signUp(person));
  const again = { ...person, firstName: person.lastName.toUpperCase(), lastName: "ana maria" };
  expect(await apply(again)).toMatchObject({
    refusal: { code: "registration_refused", faults: [{ code: "not_accepted" }] },
  });
  // Another person of the same name.
  expect(await apply(again, "1991-05-17")).toMatchObject({ ok: true });
});

it("holds back the deposits of a second account until staff have looked, and nothing else", async () => {
  const person = makePerson();
  const first = await signUp(person);
  const second = await signUp(person);
  expect(await casesOf(second)).toEqual([{ other_id: first, match: "exact", status: "open" }]);
  expect(await checkGate(second, "deposit")).toMatchObject({ reason: "account_review" });
  expect(await checkGate(second, "withdraw")).toBeNull();
  expect(await checkGate(first, "deposit")).toBeNull();
  const staff = await makeStaff("Reviewer", ["risk"]);
  const [open] = (await duplicateQueue(new Date())).filter(({ accounts }) => accounts[0]?.id === second);
  const decide = (decision: "same" | "different") =>
    decideDuplicateCommand(staff, { caseId: open?.id ?? "", decision, note: null });
  expect(await decide("different")).toMatchObject({ ok: true });
  expect(await checkGate(second, "deposit")).toBeNull();
  expect(await decide("same")).toMatchObject({ refusal: { code: "already_decided" } });
});

it("blocks the newer account of one person, and leaves the older one", async () => {
  const person = makePerson();
  const first = await signUp(person);
  const second = await signUp({ ...person, firstName: "Ada Maria" });
  const [open] = (await duplicateQueue(new Date())).filter(({ accounts }) => accounts[0]?.id === second);
  expect(open).toMatchObject({ match: "close", accounts: [{ id: second }, { id: first }] });
  const staff = await makeStaff("Reviewer", ["support"]);
  await decideDuplicateCommand(staff, { caseId: open?.id ?? "", decision: "same", note: "one passport" });
  expect(await checkGate(second, "bet")).toMatchObject({ reason: "excluded", until: null });
  expect(await checkGate(first, "bet")).toBeNull();
});

it("finds one of two registrations at the same moment", async () => {
  const person = makePerson();
  const ids = await Promise.all([1, 2].map(() => signUp(person)));
  const found = await Promise.all(ids.map(casesOf));
  expect(found.flat()).toHaveLength(1);
});

it("looks again when a name changes, when one account is excluded, and when an instrument is shared", async () => {
  const person = makePerson();
  const first = await signUp(person);
  const renamed = await signUp(makePerson());
  await ownerRows("delete from identity_level where player_id = $1", [renamed]);
  await ownerRows("update player set verified = '{}' where id = $1", [renamed]);
  expect(await changeDetails(actor(renamed), person)).toMatchObject({ ok: true });
  expect(await casesOf(renamed)).toEqual([{ other_id: first, match: "exact", status: "open" }]);

  // From before names were compared.
  const [older, newer] = [await signUp(person, "1980-01-01"), await signUp(person, "1980-01-01")];
  await ownerRows("delete from duplicate_case where player_id = $1", [newer]);
  await exclude(older);
  expect(await casesOf(newer)).toMatchObject([{ other_id: older, status: "open" }]);

  const [one, other] = [await signUp(makePerson()), await signUp(makePerson())];
  for (let n = 0; n < 2; n += 1) await transaction((tx) => openDuplicateCase(tx, other, one, "instrument"));
  expect(await casesOf(other)).toEqual([{ other_id: one, match: "instrument", status: "open" }]);
});

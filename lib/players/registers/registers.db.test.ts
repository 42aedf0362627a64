import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { liftBlockCommand } from "../commands/lift-block.ts";
import { checkGate } from "../eligibility/check-gate.ts";
import { registerPlayer } from "../register.ts";
import { makePerson, makePlayer, makeStaff } from "../testing/factory.ts";
import { checkRegister } from "./check.ts";
import { useRegister } from "./configured.ts";
import { checkRegistersJob } from "./daily.ts";
import { gamstop } from "./gamstop.ts";
import { startRegisterSimulator } from "./simulator.ts";

let database: TestDatabase;
let simulator: Awaited<ReturnType<typeof startRegisterSimulator>>;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
  simulator = await startRegisterSimulator();
});
beforeEach(() => useRegister(gamstop("gamstop", `${simulator.url}/gamstop`, "key")));
afterAll(async () => {
  simulator.server.close();
  await database.drop();
});

const briton = async (lastName: string): Promise<string> => {
  const id = await makePlayer(0n);
  await ownerRows("update player set country = 'GB' where id = $1", [id]);
  await rename(id, lastName);
  return id;
};
const rename = (id: string, lastName: string) =>
  ownerRows("update player_person set last_name = $2 where player_id = $1", [id, lastName]);
const answers = (id: string) =>
  rows("select occasion, answer from register_check where player_id = $1 order by at", [id]);
const check = (id: string, occasion: "sign_in" | "deposit" = "sign_in") =>
  checkRegister(id, occasion, systemClock.now());

it("excludes whom the register names, at once and once, and nobody but the register ends it", async () => {
  const id = await briton("Excluded");
  expect(await checkGate(id, "bet")).toBeNull();
  expect(await check(id)).toEqual({ ok: true, value: null });
  await Promise.all([check(id), check(id)]);
  for (const gate of ["bet", "deposit", "play"] as const)
    expect(await checkGate(id, gate)).toMatchObject({ reason: "excluded", until: null });
  expect(await checkGate(id, "withdraw")).toBeNull();
  expect(await rows("select kind, source from player_exclusion where player_id = $1", [id])).toEqual([
    { kind: "register", source: "gamstop" },
  ]);
  const staff = await makeStaff();
  expect(await liftBlockCommand(staff, { playerId: id, reason: "mistake", note: null })).toMatchObject({
    refusal: { code: "not_blocked" },
  });
  await rename(id, "Formerly");
  await checkRegistersJob.run({}, { add: async () => undefined });
  expect(await checkGate(id, "bet")).toBeNull();
  expect((await answers(id)).at(-1)).toEqual({ occasion: "daily", answer: "formerly_excluded" });
});

it("lets nobody in while the register is silent, slow to the point, or answers nonsense", async () => {
  const id = await briton("Outage");
  expect(await check(id)).toEqual({ ok: false, refusal: { code: "register_unavailable" } });
  expect(await check(id, "deposit")).toEqual({ ok: false, refusal: { code: "register_unavailable" } });
  expect(await answers(id)).toEqual([
    { occasion: "sign_in", answer: "unavailable" },
    { occasion: "deposit", answer: "unavailable" },
  ]);
  const nonsense = createServer((_, response) => response.setHeader("x-exclusion", "maybe").end());
  await new Promise<void>((resolve) => nonsense.listen(0, "127.0.0.1", resolve));
  const { port } = nonsense.address() as AddressInfo;
  const other = await briton("Smith");
  useRegister(gamstop("gamstop", `http://127.0.0.1:${port}`, ""));
  expect(await check(other)).toMatchObject({ ok: false });
  nonsense.close();
  nonsense.closeAllConnections();
  expect(await check(other)).toMatchObject({ ok: false });
});

it("keeps a hit while the register is silent afterwards", async () => {
  const id = await briton("Excluded");
  await check(id);
  await rename(id, "Outage");
  expect(await check(id)).toMatchObject({ ok: false });
  expect(await checkGate(id, "bet")).toMatchObject({ reason: "excluded" });
});

it("says at a deposit what is missing of a player, whom it lets sign in", async () => {
  const id = await briton("Smith");
  await ownerRows("delete from player_person where player_id = $1", [id]);
  expect(await check(id)).toMatchObject({ ok: true });
  expect(await check(id, "deposit")).toEqual({ ok: false, refusal: { code: "register_details_missing" } });
});

it("asks about nobody whose jurisdiction has no register", async () => {
  const id = await briton("Excluded");
  await ownerRows("update player set country = 'MT' where id = $1", [id]);
  expect(await check(id)).toMatchObject({ ok: true });
  expect(await answers(id)).toEqual([]);
});

it("asks before an account is opened, and keeps no personal data of whom it refuses", async () => {
  const apply = (lastName: string) =>
    registerPlayer(
      { clock: systemClock, requestId: "r", origin: { ip: `10.0.0.${lastName.length}`, userAgent: "" } },
      {
        email: `${lastName.toLowerCase()}-applicant@mail.example`,
        password: "corner-flag-in-the-rain",
        displayName: "Applicant",
        birthDate: "1990-06-08",
        country: "GB",
        currency: "GBP",
        acceptTerms: true,
        ...makePerson(),
        lastName,
      },
    );
  expect(await apply("Excluded")).toMatchObject({
    refusal: { faults: [{ code: "excluded_by_register" }] },
  });
  expect(await apply("Outage")).toMatchObject({ refusal: { faults: [{ code: "register_unavailable" }] } });
  expect(await rows("select from player where email like '%-applicant@mail.example'")).toEqual([]);
  const refused = await rows("select * from register_check where occasion = 'registration'");
  expect(refused).toMatchObject([{ answer: "excluded", player_id: null }, { answer: "unavailable" }]);
  expect(JSON.stringify(refused)).not.toMatch(/applicant|1990/i);
  expect(await apply("Formerly")).toMatchObject({ ok: true });
});

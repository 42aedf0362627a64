import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileRegister, personHash } from "./file.ts";
import { gamstop } from "./gamstop.ts";
import type { RegisterPerson } from "./register.ts";
import { startRegisterSimulator } from "./simulator.ts";
import { statusRegister } from "./status.ts";

let simulator: Awaited<ReturnType<typeof startRegisterSimulator>>;
beforeAll(async () => {
  simulator = await startRegisterSimulator();
});
afterAll(() => void simulator.server.close());

const person = (lastName: string): RegisterPerson => ({
  firstName: "Zoë",
  lastName,
  birthDate: "1990-01-01",
  email: "zoe@mail.example",
  postcode: "SW1A 1AA",
  mobile: null,
});
const ask = async (register: ReturnType<typeof gamstop>, ...names: string[]) =>
  (await register.ask(names.map(person))).map(({ answer }) => answer);

it("asks GAMSTOP about one person and about a batch", async () => {
  const register = gamstop("gamstop", `${simulator.url}/gamstop`, "key");
  expect(await ask(register, "Excluded")).toEqual(["excluded"]);
  expect(await ask(register, "Smith")).toEqual(["clear"]);
  expect(await ask(register, "Smith", "Formerly", "Excluded")).toEqual([
    "clear",
    "formerly_excluded",
    "excluded",
  ]);
  await expect(ask(register, "Outage")).rejects.toThrow("the register answered 503");
});

it("asks a status query", async () => {
  const register = statusRegister("oasis", `${simulator.url}/oasis`, "key");
  expect(await ask(register, "Excluded")).toEqual(["excluded"]);
  expect(await ask(register, "Smith")).toEqual(["clear"]);
  await expect(ask(register, "Outage")).rejects.toThrow("503");
});

it("reads a list, and takes none that is old, missing or damaged", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "register-")), "list.csv");
  const write = (...lines: string[]) => writeFileSync(path, lines.join("\r\n"));
  const register = () => fileRegister("spelpaus", path);
  await expect(ask(register(), "Ek")).rejects.toThrow("cannot be read");
  write(
    "person_sha256,until",
    `${personHash(person("Ek"))},`,
    `${personHash(person("Lund"))},2020-01-01`,
    `${personHash({ ...person("von  ÅBERG"), firstName: "zoe" })},2999-12-31`,
    "",
  );
  expect(await ask(register(), "Ek", "Lund", "Von Aberg", "Smith")).toEqual([
    "excluded",
    "formerly_excluded",
    "excluded",
    "clear",
  ]);
  write("person_sha256,until", "Ek,1990-01-01");
  await expect(ask(register(), "Ek")).rejects.toThrow("line 2");
  write("person_sha256,until", `${personHash(person("Ek"))},2026-02-30`);
  await expect(ask(register(), "Ek")).rejects.toThrow("line 2");
  write("person_sha256,until");
  await expect(ask(register(), "Ek"), "a list that names nobody opens no door").rejects.toThrow("empty");
  write("person_sha256,until", `${personHash(person("Ek"))},`);
  utimesSync(path, 0, 0);
  await expect(ask(register(), "Ek")).rejects.toThrow("too old");
});

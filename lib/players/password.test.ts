import { expect, it } from "vitest";
import {
  faultOfPassword,
  hashPassword,
  passwordMatches,
  passwordMatchesDecoy,
  weaknessOf,
} from "./password.ts";

it.each([
  ["password12", "common"],
  ["Qwerty!!123", "common"],
  ["1234567890", "common"],
  ["aaaaaaaaaaab", "repetitive"],
  ["jane.doe123", "personal"],
  ["correct horse battery", null],
  ["Stadium-lights-7", null],
])("%s is %s", (password, weakness) => {
  expect(weaknessOf(password, ["jane.doe@mail.example", "jane.doe", "Jane"])).toBe(weakness);
});

it("hashes with argon2id at the recommended cost and recognises the password in any Unicode form", async () => {
  const made = await hashPassword("Zwölf Boxkämpfer");
  expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordMatches(made, "Zwölf Boxkämpfer".normalize("NFD"))).toBe(true);
  expect(await passwordMatches(made, "Zwolf Boxkampfer")).toBe(false);
});

it("never lets anybody in through the decoy", async () => {
  expect(await passwordMatchesDecoy("anything at all")).toBe(false);
});

it.each([
  ["trustno1", "common"],
  ["TrustNo1", "common"],
  ["sunshine1", "common"],
  ["st4dium!", null],
  ["corner-flag-in-the-rain", null],
  ["master\n666666", null],
])("takes %j for a new password unless it leaked often", async (password, fault) => {
  expect(await faultOfPassword(password, { email: "jane.doe@mail.example", displayName: "Jane" })).toBe(
    fault,
  );
});

it("takes a password of 64 characters and more as it is", async () => {
  const password = `${"é".normalize("NFD").repeat(16)}${" x".repeat(24)}`;
  const made = await hashPassword(password);
  expect(await passwordMatches(made, password)).toBe(true);
  expect(await passwordMatches(made, password.slice(0, -1))).toBe(false);
});

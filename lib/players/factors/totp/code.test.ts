import { generateSync } from "otplib";
import { expect, it } from "vitest";
import { newSecret, setupUri, stepOfCode } from "./code.ts";

const secret = newSecret();
const NOW = 1_800_000_015;
const STEP = NOW / 30 - 0.5;
const codeAt = (epoch: number) => generateSync({ secret, epoch });

it("takes the code of this time step and of the one before, and none of the future", () => {
  expect(stepOfCode(secret, codeAt(NOW), NOW)).toBe(STEP);
  expect(stepOfCode(secret, codeAt(NOW - 30), NOW)).toBe(STEP - 1);
  for (const away of [-90, -60, 30, 60])
    expect([away, stepOfCode(secret, codeAt(NOW + away), NOW)]).toEqual([away, null]);
});

it("takes codes as people write them, and nothing else", () => {
  const code = codeAt(NOW);
  expect(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, NOW)).toBe(STEP);
  for (const other of ["", code.slice(1), `${code}0`, "abcdef", "-12345", "１２３４５６"])
    expect(stepOfCode(secret, other, NOW)).toBeNull();
  expect(stepOfCode(newSecret(), code, NOW)).toBeNull();
});

it("makes what authenticator apps scan", () => {
  expect(setupUri(secret, "ada@mail.example")).toBe(
    `otpauth://totp/Evens:ada%40mail.example?secret=${secret}&issuer=Evens`,
  );
});

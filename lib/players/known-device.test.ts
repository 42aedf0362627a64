import { expect, it, vi } from "vitest";

vi.mock("#lib/platform/config/env.ts", () => ({
  env: () => ({ AUTH_SECRET: "a-secret-of-thirty-two-characters" }),
}));

const { deviceIn, issueDeviceToken } = await import("./known-device.ts");

it("recognises a browser by what it was given", () => {
  const id = crypto.randomUUID();
  expect(deviceIn(issueDeviceToken(id))).toBe(id);
});

it("takes nothing that it has not issued", () => {
  const token = issueDeviceToken(crypto.randomUUID());
  const [id = "", seal = ""] = token.split(".");
  for (const forged of [
    "",
    ".",
    id,
    `${id}.`,
    `.${seal}`,
    `${token}.x`,
    `${id}.${"A".repeat(43)}`,
    `${crypto.randomUUID()}.${seal}`,
    `${id.toUpperCase()}.${seal}`,
    "x".repeat(3_000),
    null,
  ])
    expect(deviceIn(forged)).toBeNull();
});

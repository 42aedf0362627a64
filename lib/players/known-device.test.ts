import { expect, it, vi } from "vitest";

vi.mock("#lib/platform/config/env.ts", () => ({
  env: () => ({ AUTH_SECRET: "a-secret-of-thirty-two-characters" }),
}));

const { issueDeviceToken, knownDevice } = await import("./known-device.ts");

it("knows a browser again for the account that it signed in to, and for no other", () => {
  const token = issueDeviceToken("ada@mail.example");
  expect(knownDevice(token, "ada@mail.example")).toMatch(/^[\w-]{22}$/);
  expect(knownDevice(token, "robin@mail.example")).toBeNull();
  expect(issueDeviceToken("ada@mail.example")).not.toBe(token);
});

it("takes nothing that it has not issued", () => {
  const token = issueDeviceToken("ada@mail.example");
  const [id = "", seal = ""] = token.split(".");
  for (const forged of [
    "",
    ".",
    id,
    `${id}.`,
    `.${seal}`,
    `${token}.x`,
    `${id}.${"A".repeat(43)}`,
    "x".repeat(3_000),
    null,
  ])
    expect(knownDevice(forged, "ada@mail.example")).toBeNull();
});

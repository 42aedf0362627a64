import { describe, expect, it } from "vitest";
import { isReadableAddress, refusalOfCall } from "./action-call.ts";

const call = (body: BodyInit, headers: Record<string, string> = { "next-action": "a" }) =>
  refusalOfCall(new Request("http://localhost/", { method: "POST", body, headers }));

const form = (fields: Record<string, string>): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
};

describe("a call of an action", () => {
  it.each([
    '[{"stake":"12.50","legs":[{"odds":"20000"}]}]',
    '["$$5","$undefined","$n-12","$D2026-01-01T00:00:00.000Z","$NaN",null,1.5]',
    "[]",
  ])("may carry %s", async (body) => {
    expect(await call(body)).toBeNull();
  });

  it("may carry a form beside its arguments", async () => {
    expect(await call(form({ _1_email: "$F1", "0": '[{"answer":0},"$K1"]' }))).toBeNull();
  });

  it.each([
    "",
    "garbage",
    "null",
    "{}",
    '["$F1"]',
    '["$h1"]',
    '["$1:a:b"]',
    '["$B1"]',
    '["$nabc"]',
    '[{"then":"$@0"}]',
    `${"[".repeat(40)}${"]".repeat(40)}`,
    `[${"1,".repeat(40)}1]`,
  ])("is refused with %s", async (body) => {
    expect(await call(body)).toBe(400);
  });

  it("is refused when its form cannot be read, or says more than a form", async () => {
    const headers = { "next-action": "a", "content-type": "multipart/form-data; boundary=x" };
    expect(await call("no boundary anywhere", headers)).toBe(400);
    expect(await call(form({ "0": "[1", _1_a: "b" }))).toBe(400);
    expect(await call(form({ "0": "[]", "1": '"$F2"' }))).toBe(400);
    expect(await call("x".repeat(1_100_000))).toBe(413);
  });
});

describe("a form without scripts", () => {
  it("may name its action and the arguments that are bound to it", async () => {
    const fields = {
      $ACTION_REF_1: "",
      "$ACTION_1:0": '{"id":"abc","bound":"$@1"}',
      "$ACTION_1:1": '[{"answer":0}]',
      email: "$x",
    };
    expect(await call(form(fields), {})).toBeNull();
    expect(await call(form({ ...fields, "$ACTION_1:0": '{"id":"abc","bound":"$@2"}' }), {})).toBe(400);
    expect(await call(form({ ...fields, "$ACTION_1:1": "{" }), {})).toBe(400);
    expect(await call(form({ $ACTION_REF_2: "" }), {})).toBe(400);
  });

  it("is let alone when it is no form at all", async () => {
    expect(await call("a=b", { "content-type": "application/x-www-form-urlencoded" })).toBeNull();
  });
});

it("knows an address that can be read", () => {
  expect(isReadableAddress("/events/a%20b?q=%C3%A9")).toBe(true);
  for (const address of ["/%E0%A4%A", "/a%00b", "/%FF", "/?q=%"])
    expect(isReadableAddress(address)).toBe(false);
});

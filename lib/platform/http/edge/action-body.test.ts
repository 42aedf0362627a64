import { describe, expect, it } from "vitest";
import { isActionBody } from "./action-body.ts";

const isRead = async (body: BodyInit, headers: Record<string, string> = { "next-action": "a" }) => {
  const sent = new Request("http://localhost/", { method: "POST", body, headers });
  return isActionBody(
    Buffer.from(await sent.arrayBuffer()),
    sent.headers.get("content-type") ?? "",
    sent.headers.has("next-action"),
  );
};

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
    expect(await isRead(body)).toBe(true);
  });

  it("may carry a form beside its arguments", async () => {
    expect(await isRead(form({ _1_email: "$F1", "0": '[{"answer":0},"$K1"]' }))).toBe(true);
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
    '["a\\u0000b"]',
    '[{"\\u0000":1}]',
    '["half \\ud800"]',
    `["$n${"9".repeat(400)}"]`,
    `[[${"1,".repeat(4_000)}1]]`,
  ])("is refused with %s", async (body) => {
    expect(await isRead(body)).toBe(false);
  });

  it("is refused when its form cannot be read, or says more than a form", async () => {
    const headers = { "next-action": "a", "content-type": "multipart/form-data; boundary=x" };
    expect(await isRead("no boundary anywhere", headers)).toBe(false);
    expect(await isRead(form({ "0": "[1", _1_a: "b" }))).toBe(false);
    expect(await isRead(form({ _1_a: "b" }))).toBe(false);
    expect(await isRead(form({ "0": "[]", "1": '"$F2"' }))).toBe(false);
    expect(await isRead(form({ "0": "[]", _1_a: "a\0b" }))).toBe(false);
    const parts = Array.from({ length: 201 }, (_, n) => [`_1_${n}`, ""]);
    expect(await isRead(form({ "0": "[]", ...Object.fromEntries(parts) }))).toBe(false);
    const file = new FormData();
    file.set("0", "[]");
    file.set("_1_a", new Blob(["x"]), "x.txt");
    expect(await isRead(file)).toBe(false);
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
    expect(await isRead(form(fields), {})).toBe(true);
    expect(await isRead(form({ ...fields, "$ACTION_1:0": '{"id":"abc","bound":"$F2"}' }), {})).toBe(false);
    expect(await isRead(form({ ...fields, "$ACTION_1:1": "{" }), {})).toBe(false);
  });
});

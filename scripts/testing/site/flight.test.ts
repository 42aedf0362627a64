import { expect, it } from "vitest";
import { decodeAnswer, encodeArguments } from "./flight.ts";

it("writes plain arguments as one text, with what JSON has no word for behind a dollar sign", () => {
  const { body, contentType } = encodeArguments([
    { stake: "$5", none: undefined, minor: 12n, at: new Date(0), list: [null, true, 1.5] },
  ]);
  expect(contentType).toContain("text/plain");
  expect(JSON.parse(body as string)).toEqual([
    {
      stake: "$$5",
      none: "$undefined",
      minor: "$n12",
      at: "$D1970-01-01T00:00:00.000Z",
      list: [null, true, 1.5],
    },
  ]);
});

it("sends a form as fields beside the arguments", () => {
  const form = new FormData();
  form.set("email", "a@b.example");
  const { body, contentType } = encodeArguments([{ answer: 0 }, form]);
  expect(contentType).toBeNull();
  expect([...(body as FormData)]).toEqual([
    ["_1_email", "a@b.example"],
    ["0", '[{"answer":0},"$K1"]'],
  ]);
});

it("reads the answer through references, long texts and parts of other rows", () => {
  const long = "€".repeat(400);
  const size = Buffer.byteLength(long).toString(16);
  const answer = [
    '0:{"a":"$@1","f":"","b":"build"}\n',
    `2:T${size},${long}`,
    '3:{"deep":["$n9007199254740993"]}\n',
    '1:{"ok":true,"value":{"long":"$2","minor":"$3:deep:0","at":"$D2026-01-02T03:04:05.000Z","gone":"$undefined","text":"$$5"}}\n',
  ].join("");
  expect(decodeAnswer(Buffer.from(answer))).toEqual({
    ok: true,
    value: {
      long,
      minor: 9_007_199_254_740_993n,
      at: new Date("2026-01-02T03:04:05.000Z"),
      gone: undefined,
      text: "$5",
    },
  });
});

it("says that an action threw, and that an answer was cut off", () => {
  expect(() => decodeAnswer(Buffer.from('0:{"a":"$@1"}\n1:E{"digest":"7"}\n'))).toThrow(/threw.*"7"/);
  expect(() => decodeAnswer(Buffer.from('0:{"a":"$@1"}\n'))).toThrow(/ended before/);
});

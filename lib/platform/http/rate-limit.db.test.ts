import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../testing/rows.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { clearRate, closeRateLimits, takeRate } from "./rate-limit.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeRateLimits();
  await database.drop();
});

describe("a rate", () => {
  const rule = { name: "test", points: 3, durationSeconds: 60 };

  it("is counted in the database, so that all processes share it, and does not keep the address", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => takeRate(rule, "ada@mail.example")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toEqual({
      ok: false,
      refusal: { code: "too_many_requests", retryAfterSeconds: 60 },
    });
    const kept = await rows<{ key: string; points: number }>("select key, points from rate_limit");
    expect(kept).toMatchObject([{ points: 5 }]);
    expect(kept[0]?.key).not.toContain("ada");
  });

  it("leaves other subjects alone and can be forgotten", async () => {
    expect((await takeRate(rule, "bob@mail.example")).ok).toBe(true);
    await clearRate(rule, "ada@mail.example");
    expect((await takeRate(rule, "ada@mail.example")).ok).toBe(true);
  });

  it("still counts in this process when the store is away", async () => {
    await database.asOwner("revoke all on rate_limit from evens_app");
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await takeRate(rule, "eve@mail.example")).ok);
    expect(answers).toEqual([true, true, true, false, false]);
    await database.asOwner("grant select, insert, update, delete on rate_limit to evens_app");
  });
});

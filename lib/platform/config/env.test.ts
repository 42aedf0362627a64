import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env.ts";

const good = { DATABASE_URL: "postgresql://u:p@127.0.0.1/evens", AUTH_SECRET: "x".repeat(32) };

const problems = (source: Record<string, string>): readonly string[] => {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
};

describe("configuration", () => {
  it("fills in what is not said", () => {
    expect(parseEnv({ ...good, PORT: "" })).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      DEMO_MODE: false,
    });
  });

  it.each([
    ["DATABASE_URL", "mysql://x"],
    ["AUTH_SECRET", "short"],
    ["PORT", "70000"],
    ["DEMO_MODE", "yes"],
    ["SIMULATOR_SPEED", "fast"],
    ["PUBLIC_URL", "evens"],
    ["FORMAT_LOCALE", "english_british"],
  ])("names %s when it is wrong, and keeps its value to itself", (name, value) => {
    const found = problems({ ...good, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: `));
    expect(found[0]).not.toContain(value);
  });

  it("names everything that is missing at once", () => {
    expect(problems({})).toEqual(["DATABASE_URL is missing", "AUTH_SECRET is missing"]);
  });
});

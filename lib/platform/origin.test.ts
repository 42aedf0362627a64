import { describe, expect, it } from "vitest";
import { clientAddress, originAllowed, safePath } from "./origin.ts";

describe("originAllowed", () => {
  it.each([
    ["https://bet.example", "https://bet.example", true],
    ["https://bet.example", "https://bet.example/path", true],
    ["http://127.0.0.1:3000", "http://localhost:3000", true],
    ["http://127.0.0.1:3001", "http://localhost:3000", false],
    ["https://localhost:3000", "http://localhost:3000", false],
    ["https://bet.example.evil", "https://bet.example", false],
    ["https://bet.example:444", "https://bet.example", false],
    ["null", "https://bet.example", false],
    [null, "https://bet.example", false],
  ])("%s on %s: %s", (origin, site, allowed) => {
    expect(originAllowed(origin, site)).toBe(allowed);
  });
});

describe("clientAddress", () => {
  it("believes the nearest proxy, not the client", () => {
    expect(clientAddress("6.6.6.6, 10.0.0.7")).toBe("10.0.0.7");
    expect(clientAddress(null)).toBe("unknown");
  });
});

describe("safePath", () => {
  it.each(["/", "/football/match?id=1#odds", "/statement?kind=bets"])("keeps %s", (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "",
    "/a\nb",
    undefined,
    ["/x"],
  ])("drops %s", (path) => {
    expect(safePath(path, "/home")).toBe("/home");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { originAllowed, pageHost, safePath } from "./origin.ts";

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

it("case 27: has the page's host from the public address, but for names of loopback", () => {
  for (const host of ["inner:3000", "evil.example", "127.0.0.1:3000", "[", null])
    expect(pageHost(host, "https://bet.example:8443/")).toBe("bet.example");
  expect(pageHost("127.0.0.1:3000", "http://localhost:3000")).toBe("127.0.0.1");
  expect(pageHost("evil.example", "http://localhost:3000")).toBe("localhost");
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
    "/.//evil.example/login",
    "/..//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "/%2E%2e//evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "/\t/evil.example",
    "/%09/evil.example%0d%0aset-cookie:a=b",
    "/%zz",
    "//",
    "///evil.example",
    "/\\/evil.example",
    "/@evil.example:80//\\x",
    undefined,
    ["/x"],
  ])("drops %s", (path) => {
    expect(safePath(path, "/home")).toBe("/home");
  });

  it("stays on the site for every text", () => {
    const piece = fc.constantFrom(
      ...[
        "/",
        "//",
        "\\",
        ".",
        "..",
        "%2e",
        "%2f",
        "%5c",
        "%09",
        "\t",
        "\n",
        "\0",
        "@",
        ":",
        "?",
        "#",
        "evil.example",
        "http:",
      ],
    );
    const text = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.array(piece).map((pieces) => `/${pieces.join("")}`),
    );
    fc.assert(
      fc.property(text, (next) => {
        const path = safePath(next);
        const there = new URL(path, "https://bet.example/sign-in?next=x");
        expect(there.origin).toBe("https://bet.example");
        expect(there.pathname).not.toMatch(/^\/\//);
        expect(decodeURIComponent(there.pathname)).not.toMatch(/^\/\/|\\/);
        expect(safePath(path)).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });
});

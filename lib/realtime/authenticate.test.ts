import { describe, expect, it } from "vitest";
import { sessionToken } from "./authenticate.ts";

describe("sessionToken", () => {
  it("reads the whole cookie, or its pieces in their order", () => {
    expect(sessionToken("a=1; next-auth.session-token=abc.def==; b=2", false)).toBe("abc.def==");
    const pieces =
      "next-auth.session-token.1=two; next-auth.session-token.0=one; next-auth.session-token.2=three";
    expect(sessionToken(pieces, false)).toBe("onetwothree");
  });

  it("knows only the secure name on https, and only the other one on http", () => {
    const both = "next-auth.session-token=plain; __Secure-next-auth.session-token=secure";
    expect(sessionToken(both, true)).toBe("secure");
    expect(sessionToken(both, false)).toBe("plain");
    expect(sessionToken("next-auth.session-token=plain", true)).toBeNull();
  });

  it("is null without one", () => {
    expect(sessionToken(undefined, false)).toBeNull();
    expect(sessionToken("next-auth.session-token=; ;=;x", false)).toBeNull();
  });
});

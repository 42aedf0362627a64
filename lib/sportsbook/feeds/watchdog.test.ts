import { describe, expect, it } from "vitest";
import { FEED_TIMINGS, judge, type Vitals } from "./watchdog.ts";

const NOW = 10_000_000;
const healthy: Vitals = {
  lastAliveAt: NOW - 9_000,
  lagMs: 300,
  recovered: true,
  overrun: false,
  askedAt: 0,
  asking: false,
};

describe("the watchdog", () => {
  it("calls a provider up that is alive, recovered and on time", () => {
    expect(judge(healthy, NOW, FEED_TIMINGS).state).toBe("up");
  });
  it("calls it down after twenty seconds of silence, whatever else holds", () => {
    const silent = { ...healthy, lastAliveAt: NOW - 20_001, recovered: false };
    expect(judge(silent, NOW, FEED_TIMINGS)).toEqual({ state: "down", reason: "feed_down", ask: false });
  });
  it("asks for a recovery once, again after half a minute, and again when one takes twenty minutes", () => {
    const lost = { ...healthy, recovered: false, askedAt: Number.NEGATIVE_INFINITY };
    expect(judge(lost, NOW, FEED_TIMINGS)).toMatchObject({ state: "recovering", ask: true });
    expect(judge({ ...lost, askedAt: NOW - 29_000 }, NOW, FEED_TIMINGS).ask).toBe(false);
    expect(judge({ ...lost, askedAt: NOW - 30_000 }, NOW, FEED_TIMINGS).ask).toBe(true);
    const asking = { ...lost, asking: true };
    expect(judge({ ...asking, askedAt: NOW - 60_000 }, NOW, FEED_TIMINGS).ask).toBe(false);
    expect(judge({ ...asking, askedAt: NOW - 1_200_000 }, NOW, FEED_TIMINGS).ask).toBe(true);
  });
  it("calls it delayed when it says more than we can hold, and asks for nothing before that is worked off", () => {
    const flooded = { ...healthy, recovered: false, overrun: true, askedAt: Number.NEGATIVE_INFINITY };
    expect(judge(flooded, NOW, FEED_TIMINGS)).toEqual({
      state: "delayed",
      reason: "feed_delayed",
      ask: false,
    });
  });
  it("calls it delayed when its messages are old", () => {
    expect(judge({ ...healthy, lagMs: 15_001 }, NOW, FEED_TIMINGS).state).toBe("delayed");
  });
});

import { describe, expect, it } from "vitest";
import { type FeedMessageInput, parseFeedMessage } from "./schema.ts";

const of = { provider: "p", eventId: "e-1", timestamp: 1_780_000_000_000 };

describe("reading a message", () => {
  it("ignores what it does not know and fills in what real senders leave out", () => {
    const text = JSON.stringify({
      ...of,
      type: "bet_settlement",
      brandNew: { attribute: 1 },
      markets: [{ marketType: "1x2", outcomes: [{ key: "home", result: 1, colour: "red" }] }],
    });
    const parsed = parseFeedMessage(text);
    expect(parsed).toEqual({
      ok: true,
      message: {
        ...of,
        type: "bet_settlement",
        certainty: 1,
        markets: [
          {
            marketType: "1x2",
            specifiers: "",
            outcomes: [{ key: "home", result: 1, voidFactor: null, deadHeatFactor: null }],
          },
        ],
      },
    });
  });

  it("reads odds as text or number, exactly", () => {
    const read = (odds: string | number) => {
      const message: FeedMessageInput = {
        ...of,
        type: "odds_change",
        markets: [{ marketType: "1x2", outcomes: [{ key: "home", odds }] }],
      };
      const parsed = parseFeedMessage(message);
      return parsed.ok && parsed.message.type === "odds_change"
        ? parsed.message.markets[0]?.outcomes[0]?.odds
        : null;
    };
    expect(read("2.25")).toBe(22_500n);
    expect(read(1.1)).toBe(11_000n);
    expect(read("1000.0001")).toBe(10_000_001n);
    expect(read("1e3")).toBeNull();
    expect(read(-2)).toBeNull();
    expect(read(Number.NaN)).toBeNull();
  });

  it("rejects a corrupt one whole, naming what was wrong in one line", () => {
    const parsed = parseFeedMessage({ ...of, type: "event_status", status: 17 });
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.error).toMatch(/^status: .+/);
    expect(parseFeedMessage({ ...of, eventId: "a b", type: "bet_stop" }).ok).toBe(false);
    expect(parseFeedMessage("<xml/>")).toEqual({ ok: false, error: "not JSON" });
    expect(parseFeedMessage(undefined).ok).toBe(false);
  });
});

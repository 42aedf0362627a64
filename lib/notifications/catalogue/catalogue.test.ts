import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import messages from "#lib/i18n/messages/en/notifications.json" with { type: "json" };
import { EXCLUSION_KINDS } from "#lib/players/schema.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { CHANNELS } from "../channels/index.ts";
import { CATALOGUE } from "./index.ts";

const bet = { betId: uuidv7(), currency: "EUR", stake: "1000", returned: "2000", result: null };
/** Data of every shape that an entry stores. */
const SAMPLES: Record<string, readonly unknown[]> = {
  bet_settled: SETTLED_RESULTS.filter((result) => result !== "lost").map((result) => ({ ...bet, result })),
  bet_resettled: SETTLED_RESULTS.map((result) => ({ ...bet, result })),
  bet_reopened: [{ ...bet, returned: null }],
  bet_rejected: [{ betId: bet.betId }],
  deposit_completed: [{ amount: "1000", currency: "JPY" }],
  password_changed: [{}],
  unusual_sign_in: ["device", "place"].map((what) => ({ sessionId: uuidv7(), what })),
  exclusion: [...EXCLUSION_KINDS, "return"].map((variant) => ({ variant })),
  limit_changed: [{}],
  limit_used: ["deposit", "net_deposit", "loss", "stake"].flatMap((kind) => [
    { kind, reached: false },
    { kind, reached: true },
  ]),
};

type Texts = Record<string, Record<string, { title: string; text: string }>>;

describe.each(CATALOGUE)("$name", ({ name, data, text, channels, events }) => {
  it("has texts for all that it can say, and only those", () => {
    const used = (SAMPLES[name] ?? []).map((sample) => text(data.parse(sample)));
    expect(used.length).toBeGreaterThan(0);
    const texts = (messages.text as Texts)[name] ?? {};
    expect([...new Set(used.map(({ variant }) => variant))].toSorted()).toEqual(
      Object.keys(texts).toSorted(),
    );
    for (const { variant, amount, href } of used) {
      expect(href).toMatch(/^\/[a-z]/);
      if (texts[variant]?.text.includes("{amount}")) expect(amount, variant).toBeDefined();
    }
  });

  it("is caused by events that are open to notifications, and goes out by known channels", () => {
    expect(events.length).toBeGreaterThan(0);
    for (const { audience } of events) expect(audience).toContain("notifications");
    for (const channel of channels) expect(CHANNELS[channel].name).toBe(channel);
  });
});

it("has unique names, and every event of its audience causes something", async () => {
  const names = CATALOGUE.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  const { registered } = await import("#lib/processes/modules.ts");
  const open = registered("events").filter(({ audience }) => audience.includes("notifications"));
  const causes = new Set(CATALOGUE.flatMap(({ events }) => events.map(({ kind }) => kind)));
  expect(open.map(({ kind }) => kind).toSorted()).toEqual([...causes].toSorted());
});

import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import mail from "#lib/i18n/mail/en.json" with { type: "json" };
import messages from "#lib/i18n/messages/en/notifications.json" with { type: "json" };
import { EXCLUSION_KINDS } from "#lib/players/schema.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { CHANNELS } from "../channels/index.ts";
import { CATALOGUE } from "./index.ts";

const bet = { betId: uuidv7(), currency: "EUR", stake: "1000", returned: "2000", result: null };
/** Data of every shape that an entry stores. */
const SAMPLES: Record<string, readonly unknown[]> = {
  bet_settled: [
    ...SETTLED_RESULTS.filter((result) => result !== "lost").map((result) => ({ ...bet, result })),
    { ...bet, result: "void", freeBet: true },
  ],
  bet_resettled: [
    ...SETTLED_RESULTS.map((result) => ({ ...bet, result })),
    { ...bet, result: "void", freeBet: true },
  ],
  bet_reopened: [{ ...bet, returned: null }],
  bet_rejected: [{ betId: bet.betId }],
  deposit_completed: [{ amount: "1000", currency: "JPY" }],
  deposit_reversed: ["reversed", "owed", "reinstated"].map((variant) => ({
    variant,
    amount: "1000",
    currency: "EUR",
  })),
  withdrawal: ["information_needed", "paid", "declined", "failed", "returned"].map((variant) => ({
    paymentId: uuidv7(),
    variant,
  })),
  password_changed: [{}],
  unusual_sign_in: ["device", "place"].map((what) => ({ playerId: uuidv7(), sessionId: uuidv7(), what })),
  second_factor_changed: [{ on: true }, { on: false }],
  token_created: [{}],
  sign_in_linked: [{ linked: true }, { linked: false }],
  passkey_changed: [{ added: true }, { added: false }],
  recovery_codes_made: [{}],
  factors_reset: [{}],
  verify_email: [{ linkId: uuidv7() }],
  reset_password: [{ linkId: uuidv7() }],
  confirm_email: [{ linkId: uuidv7() }],
  email_changed: [{ linkId: uuidv7() }],
  exclusion: [...EXCLUSION_KINDS, "return"].map((variant) => ({ variant })),
  identity: ["verified", "refused", "expired"].map((variant) => ({ variant })),
  limit_changed: [{}],
  care_message: [{ kind: "limit_proposed" }, { kind: "message" }],
  limit_used: ["deposit", "net_deposit", "loss", "stake"].flatMap((kind) => [
    { kind, reached: false },
    { kind, reached: true },
  ]),
};

type Texts = Record<string, Record<string, { title: string; text: string }>>;
type MailTexts = Record<string, Record<string, object>>;

describe.each(CATALOGUE)("$name", ({ name, data, text, channels, events, mail: byMail }) => {
  it("has texts for all that it can say, and only those, in each channel that it goes out by", () => {
    const used = (SAMPLES[name] ?? []).map((sample) => text(data.parse(sample)));
    expect(used.length).toBeGreaterThan(0);
    const variants = [...new Set(used.map(({ variant }) => variant))].toSorted();
    const texts = (messages.text as Texts)[name] ?? {};
    const mails = (mail.text as MailTexts)[name] ?? {};
    expect(Object.keys(texts).toSorted()).toEqual(channels.includes("in-app") ? variants : []);
    expect(Object.keys(mails).toSorted()).toEqual(channels.includes("mail") ? variants : []);
    expect(byMail !== undefined).toBe(channels.includes("mail"));
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

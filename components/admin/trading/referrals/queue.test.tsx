// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { renderOnPage } from "#components/testing/render.tsx";
import type { QueuedReferral } from "#lib/sportsbook/betting/schema.ts";
import { ReferralQueue } from "./queue.tsx";
import type { ReferralActions } from "./referral-row.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const rule = vi.fn<ReferralActions["rule"]>();
const offer = vi.fn<ReferralActions["offer"]>();
beforeEach(() => {
  rule.mockReset().mockResolvedValue({ ok: true, value: null });
  offer.mockReset().mockResolvedValue({ ok: true, value: null });
});

const BET: QueuedReferral = {
  id: "bet",
  playerId: "player",
  playerEmail: "ada@mail.example",
  stakeFactorBp: 5_000,
  currency: "EUR",
  stake: 550_000n,
  lineStake: "5500",
  lines: 1,
  receivedAt: new Date("2026-12-04T12:00:00Z"),
  remainingMs: 42_000,
  limit: { code: "stake_above_limit", maximumStake: 500_000n },
  offer: null,
  legs: [
    {
      eventId: "e",
      sportId: "football",
      event: "Kenya – Ghana",
      marketId: "e.1x2",
      marketType: "1x2",
      specifiers: "",
      written: null,
      participants: ["Kenya", "Ghana"],
      outcomeKey: "home",
      odds: 20_000n,
      oddsNow: 19_000n,
      running: true,
      result: -10_000n,
    },
  ],
};

const show = (bets: readonly QueuedReferral[]): HTMLElement => {
  renderOnPage(
    <ReferralQueue
      base="EUR"
      bets={bets}
      exchange={{ EUR: 10_000n }}
      offer={offer}
      rule={rule}
      timeZone="Europe/London"
    />,
  );
  return screen.queryAllByRole("listitem")[0] ?? document.body;
};

it("says so where no bet waits", () => {
  show([]);
  expect(screen.getByText("No bets are waiting.")).toBeTruthy();
});

it("shows the time left, the limit, the move of the price, and the result with the bet", () => {
  const text = show([BET]).textContent ?? "";
  for (const part of ["42 s", "ada@mail.example", "€5,500.00", "Kenya", "2.00", "now 1.90", "In play"])
    expect(text).toContain(part);
  expect(text).toContain("Stake above the limit: max. €5,000.00");
  expect(text).toContain("-€5,600.00 with this bet");
});

it("accepts and refuses by button and by key", async () => {
  const row = show([BET]);
  fireEvent.keyDown(within(row).getByRole("link", { name: "ada@mail.example" }), { key: "a" });
  await waitFor(() =>
    expect(rule).toHaveBeenLastCalledWith(expect.objectContaining({ betId: "bet", accept: true })),
  );
  expect(await screen.findByText("Accepted: ada@mail.example")).toBeTruthy();
  await waitFor(() => expect(row.getAttribute("aria-busy")).toBe("false"));
  fireEvent.click(within(row).getByRole("button", { name: "Refuse" }));
  await waitFor(() => expect(rule).toHaveBeenLastCalledWith(expect.objectContaining({ accept: false })));
});

it("says what another trader did first", async () => {
  rule.mockResolvedValue({ ok: false, refusal: { code: "referral_ended" } });
  const row = show([BET]);
  fireEvent.click(within(row).getByRole("button", { name: "Accept" }));
  expect((await within(row).findByRole("alert")).textContent).toBe(
    "This bet has been decided or has timed out.",
  );
});

it("suggests the largest stake within the limits, and sends other odds only if they were changed", async () => {
  const row = show([BET]);
  fireEvent.keyDown(within(row).getByRole("link", { name: "ada@mail.example" }), { key: "c" });
  const form = within(await screen.findByRole("dialog", { name: "Counter offer" }));
  expect(form.getByLabelText<HTMLInputElement>("Stake per line").value).toBe("5000");
  fireEvent.click(form.getByRole("button", { name: "Send offer" }));
  await waitFor(() =>
    expect(offer).toHaveBeenCalledWith(expect.objectContaining({ betId: "bet", stake: "5000", odds: null })),
  );
});

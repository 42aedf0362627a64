// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { BetNotice, PlayerNotice } from "#lib/realtime/client/index.ts";
import { renderOnPage } from "../testing/render.tsx";
import { toasts } from "../ui/toast-store.ts";
import { Toasts } from "../ui/toasts.tsx";
import { SettlementToasts } from "./settlement-toasts.tsx";

const heard = vi.hoisted(() => ({ handle: (_notice: unknown): void => undefined }));
vi.mock("../realtime/hooks.ts", () => ({
  usePlayerNotices: (handle: (notice: unknown) => void) => {
    heard.handle = handle;
  },
}));

const notice = (nth: number, change: Partial<BetNotice> = {}, kind = "bet.settled"): PlayerNotice => ({
  kind,
  payload: {},
  bet: {
    betId: `bet-${nth}`,
    status: "settled",
    result: "won",
    currency: "EUR",
    stake: "500",
    odds: "24400",
    potentialReturn: "1220",
    returned: "1220",
    legs: 1,
    ...change,
  },
});

const hear = (...notices: PlayerNotice[]) =>
  act(() => {
    for (const each of notices) heard.handle(each);
    vi.advanceTimersByTime(1_000);
  });

beforeEach(() => {
  vi.useFakeTimers();
  for (const { id } of toasts.current()) toasts.dismiss(id);
  renderOnPage(
    <>
      <SettlementToasts />
      <Toasts />
    </>,
  );
});
afterEach(() => vi.useRealTimers());

it("says what a bet returned, and goes by itself", () => {
  hear(notice(1));
  expect(screen.getByRole("listitem").textContent).toContain("Won: €12.20");
  expect(screen.getByRole("link").getAttribute("href")).toBe("/bets/bet-1");
  act(() => {
    vi.advanceTimersByTime(10_000);
  });
  expect(screen.queryByRole("listitem")).toBeNull();
});

it("says that a bet is lost without an amount, and tells each bet once", () => {
  const lost = notice(1, { result: "lost", returned: "0", legs: 3 });
  hear(lost, lost);
  expect(screen.getAllByRole("listitem")).toHaveLength(1);
  expect(screen.getByRole("listitem").textContent).toContain("Lost3 selections, stake €5.00");
});

it("tells a match full of bets in one sentence", () => {
  hear(...[1, 2, 3, 4].map((nth) => notice(nth, nth > 2 ? { result: "lost", returned: "0" } : {})));
  expect(screen.getAllByRole("listitem")).toHaveLength(1);
  expect(screen.getByRole("listitem").textContent).toContain("4 bets settled€24.40 returned");
});

it("keeps silent about everything else", () => {
  hear(
    notice(1, { status: "open", result: null, returned: null }, "bet.placed"),
    notice(2, { status: "open", result: null, returned: null }, "bet.reopened"),
    { kind: "bet.settled", payload: {}, bet: null },
  );
  expect(screen.queryByRole("listitem")).toBeNull();
});

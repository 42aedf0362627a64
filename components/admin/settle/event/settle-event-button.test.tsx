// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { renderOnPage } from "#components/testing/render.tsx";
import type { EventSettlementCase, EventSettlementPreview } from "#lib/backoffice/schema.ts";
import { type SettleEventActions, SettleEventButton } from "./settle-event-button.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const lost = { result: 0 as const, voidFactor: null, deadHeatFactor: null };
const won = { ...lost, result: 1 as const };

const market = (suggested: boolean) => ({
  marketId: "e.1x2",
  marketType: "1x2",
  specifiers: "",
  written: null,
  keys: ["home", "draw", "away"],
  bets: 3,
  settled: false,
  suggested: suggested ? { home: won, draw: lost, away: lost } : null,
});
const NEXT_GOAL = {
  ...market(false),
  marketId: "e.next_goal~goalnr=1",
  marketType: "next_goal",
  specifiers: "goalnr=1",
  written: null,
  keys: ["home", "none", "away"],
  bets: 0,
};
const caseOf = (typed: boolean, settled = false): EventSettlementCase => ({
  sportId: "football",
  eventOver: false,
  score: null,
  markets: [{ ...market(typed && !settled), settled }, NEXT_GOAL],
});
const PREVIEW: EventSettlementPreview = {
  seen: "seen",
  effects: [],
  base: { paid: 2_000n, takenBack: 0n, house: -1_000n },
};

const eventCase = vi.fn<SettleEventActions["eventCase"]>();
const previewEvent = vi.fn<SettleEventActions["previewEvent"]>();
const settleEvent = vi.fn<SettleEventActions["settleEvent"]>();
beforeEach(() => {
  eventCase
    .mockReset()
    .mockImplementation(async ({ score }) => ({ ok: true, value: caseOf(score !== null) }));
  previewEvent.mockReset().mockResolvedValue({ ok: true, value: PREVIEW });
  settleEvent.mockReset().mockResolvedValue({ ok: true, value: PREVIEW });
});

const open = async () => {
  renderOnPage(
    <SettleEventButton
      base="EUR"
      eventCase={eventCase}
      eventId="e"
      name="Kenya – Ghana"
      sportId="football"
      participants={["Kenya", "Ghana"]}
      previewEvent={previewEvent}
      settleEvent={settleEvent}
      timeZone="Europe/London"
    />,
  );
  fireEvent.click(screen.getByRole("button", { name: "Settle event" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Settle event: Kenya – Ghana" }));
  await dialog.findByRole("list", { name: "Markets" });
  return dialog;
};

const RESULT = {
  marketId: "e.1x2",
  action: {
    kind: "result",
    outcomes: ["home", "draw", "away"].map((key) => ({
      key,
      result: key === "home" ? "won" : "lost",
      deadHeat: null,
    })),
  },
};

it("proposes nothing before a score is typed, then what it decides, and settles that once it is confirmed", async () => {
  const dialog = await open();
  expect(previewEvent).not.toHaveBeenCalled();
  for (const choice of dialog.getAllByRole<HTMLSelectElement>("combobox")) expect(choice.value).toBe("leave");
  const [home, away] = dialog.getAllByLabelText(/^Full time: /);
  fireEvent.change(home as HTMLElement, { target: { value: "2" } });
  fireEvent.change(away as HTMLElement, { target: { value: "0" } });
  fireEvent.click(dialog.getByRole("button", { name: "Apply" }));
  expect(await dialog.findByText(/^Wins: Kenya/)).toBeTruthy();
  await waitFor(() => expect(previewEvent).toHaveBeenCalledWith({ eventId: "e", decisions: [RESULT] }));
  expect(await dialog.findByText(/^Paid €20\.00 · reversed €0\.00 · P&L .€10\.00$/)).toBeTruthy();

  const settle = dialog.getByRole<HTMLButtonElement>("button", { name: "Settle 1 market" });
  expect(settle.disabled).toBe(true);
  fireEvent.click(dialog.getByRole("checkbox"));
  await waitFor(() => expect(settle.disabled).toBe(false));
  fireEvent.click(dialog.getByRole("radio", { name: "Feed is wrong" }));
  fireEvent.click(settle);
  await waitFor(() =>
    expect(settleEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: "e", decisions: [RESULT], seen: "seen", beforeTheEnd: true }),
    ),
  );
});

it("names the market that cannot have its result", async () => {
  previewEvent.mockResolvedValue({
    ok: false,
    refusal: { code: "market_refused", marketId: "e.1x2", why: "needs_one_winner" },
  });
  const dialog = await open();
  const [choice] = dialog.getAllByRole("combobox");
  fireEvent.change(choice as HTMLElement, { target: { value: "void" } });
  expect((await dialog.findByRole("alert")).textContent).toContain("Exactly one outcome of this market wins");
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: "Settle 1 market" }).disabled).toBe(true);
});

it("rolls back every result of the match", async () => {
  eventCase.mockResolvedValue({ ok: true, value: caseOf(true, true) });
  const dialog = await open();
  fireEvent.click(dialog.getByRole("radio", { name: "Roll back 1 result" }));
  await waitFor(() =>
    expect(previewEvent).toHaveBeenLastCalledWith({
      eventId: "e",
      decisions: [{ marketId: "e.1x2", action: { kind: "rollback_result" } }],
    }),
  );
});

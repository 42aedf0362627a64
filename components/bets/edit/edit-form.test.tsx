// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { EditPreview, EditPreviewLeg } from "#lib/sportsbook/betting/schema.ts";
import { renderOnPage } from "../../testing/render.tsx";
import { type CashOutActions, CashOuts } from "../cash-out/offers.tsx";
import type { EditableBet } from "./draft.ts";
import { EditButton } from "./edit-button.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock(import("../../viewer/provider.tsx"), async (original) => ({
  ...(await original()),
  useViewer: () => ({ id: "player", oddsChoice: "higher" }) as never,
}));

const BET = {
  id: "bet",
  currency: "EUR",
  stake: 1_000n,
  lines: [[0, 1]],
  legs: ["a", "b"].map((event) => ({
    eventId: event,
    marketId: `${event}.1x2`,
    outcomeKey: "home",
    builder: null,
    result: null,
  })),
} as unknown as EditableBet;

const OFFER = {
  ...{ betId: "bet", currency: "EUR", stake: 1_000n, lines: 1, amount: 902n, version: "1", delayMs: 0 },
};
const legOf = (marketId: string, change: Partial<EditPreviewLeg> = {}): EditPreviewLeg => ({
  marketId,
  outcomeKey: "home",
  odds: 20_000n,
  problem: null,
  outcomes: [
    { key: "home", odds: 20_000n },
    { key: "away", odds: 40_000n },
  ],
  ...change,
});
const PREVIEW: EditPreview = {
  betId: "bet",
  currency: "EUR",
  value: 902n,
  reason: null,
  legs: [legOf("a.1x2"), legOf("b.1x2")],
  lines: 1,
  lineStake: "9.02",
  stake: 902n,
  odds: 40_000n,
  potentialReturn: 3_608n,
  refusal: null,
  delayMs: 0,
};

const preview = vi.fn<CashOutActions["preview"]>();
const edit = vi.fn<CashOutActions["edit"]>();

const shows = (change: Partial<EditPreview>): void => {
  preview.mockImplementation(async ({ legs }) => ({
    ok: true,
    value: {
      ...PREVIEW,
      legs: legs.map(({ marketId, outcomeKey }) =>
        legOf(marketId, { outcomeKey, odds: outcomeKey === "home" ? 20_000n : 40_000n }),
      ),
      ...change,
    },
  }));
};

beforeEach(() => {
  for (const mock of [preview, edit, refresh]) mock.mockReset();
  shows({});
});

const openDialog = async () => {
  const load = vi.fn<CashOutActions["load"]>();
  load.mockResolvedValue({ ok: true, value: [{ betId: "bet", offer: OFFER }] });
  const [take, setAuto] = [vi.fn<CashOutActions["take"]>(), vi.fn<CashOutActions["setAuto"]>()];
  renderOnPage(
    <CashOuts
      bets={[BET]}
      first={[{ betId: "bet", offer: OFFER }]}
      {...{ load, take, setAuto, preview, edit }}
    >
      <EditButton bet={BET} />
    </CashOuts>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Edit bet" }));
  return within(await screen.findByRole("dialog", { name: "Edit bet" }));
};
type Dialog = Awaited<ReturnType<typeof openDialog>>;

const saveIn = (dialog: Dialog) => dialog.getByRole<HTMLButtonElement>("button", { name: "Save changes" });
const ready = (dialog: Dialog) =>
  waitFor(() => expect(saveIn(dialog).disabled).toBe(false), { timeout: 3_000 });

it("saves what its preview shows, with the odds and the value that were seen", async () => {
  edit.mockResolvedValue({
    ok: true,
    value: {
      betId: "bet",
      editId: "new",
      currency: "EUR",
      value: 902n,
      stake: 902n,
      potentialReturn: 3_608n,
    },
  });
  const dialog = await openDialog();
  await dialog.findByText("€9.02");
  expect(saveIn(dialog).disabled).toBe(true);
  fireEvent.click(dialog.getAllByRole("button", { name: /^Remove / })[1] as HTMLElement);
  fireEvent.click(dialog.getByRole("button", { name: /^Swap / }));
  fireEvent.click(dialog.getByRole("button", { name: /4\.00/ }));
  await ready(dialog);
  fireEvent.click(saveIn(dialog));
  await waitFor(() => expect(refresh).toHaveBeenCalled());
  expect(edit.mock.calls).toEqual([
    [
      {
        account: "player",
        idempotencyKey: expect.any(String),
        betId: "bet",
        value: "902",
        stake: "9.02",
        oddsChoice: "higher",
        legs: [{ marketId: "a.1x2", outcomeKey: "away", odds: "40000" }],
      },
    ],
  ]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("sends an edit whose answer was lost again under its key", async () => {
  edit.mockRejectedValueOnce(new Error("offline"));
  edit.mockResolvedValue({ ok: false, refusal: { code: "offer_changed", amount: 880n } });
  const dialog = await openDialog();
  await dialog.findByText("€9.02");
  fireEvent.change(dialog.getByLabelText("New stake (EUR)"), { target: { value: "5" } });
  shows({ lineStake: "5.00", stake: 500n });
  await ready(dialog);
  fireEvent.click(saveIn(dialog));
  expect((await dialog.findByRole("alert")).textContent).toContain("it won’t be made twice");
  await ready(dialog);
  fireEvent.click(saveIn(dialog));
  expect((await dialog.findByText("€8.80")).closest("[role=alert]")).not.toBeNull();
  const keys = edit.mock.calls.map(([{ idempotencyKey }]) => idempotencyKey);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

it("offers the stake that would do, and tells a selection's own fault beside it", async () => {
  shows({
    lineStake: "500.00",
    stake: 50_000n,
    odds: null,
    potentialReturn: null,
    refusal: { code: "stake_above_limit", maximum: 10_000n },
  });
  const dialog = await openDialog();
  fireEvent.click(await dialog.findByRole("button", { name: "Use €100" }));
  expect(dialog.getByLabelText<HTMLInputElement>("New stake (EUR)").value).toBe("100");
  await waitFor(
    () => expect(preview).toHaveBeenLastCalledWith(expect.objectContaining({ stake: "100.00" })),
    {
      timeout: 3_000,
    },
  );
  const problem = {
    code: "market_suspended",
    marketId: "b.1x2",
    outcomeKey: "home",
    reason: "feed:suspended",
  } as const;
  shows({ legs: [legOf("a.1x2"), legOf("b.1x2", { problem })], refusal: problem });
  fireEvent.change(dialog.getByLabelText("New stake (EUR)"), { target: { value: "9" } });
  const alert = await dialog.findByRole("alert", {}, { timeout: 3_000 });
  expect(alert.closest("li")).not.toBeNull();
  expect(saveIn(dialog).disabled).toBe(true);
});

// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { CashOut, CashOutOffer } from "#lib/sportsbook/betting/schema.ts";
import { renderOnPage } from "../../testing/render.tsx";
import { CashOutButton } from "./cash-out-button.tsx";
import { type CashOutActions, CashOuts } from "./offers.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock(import("../../viewer/provider.tsx"), async (original) => ({
  ...(await original()),
  useViewer: () => ({ id: "player" }) as never,
}));

const OFFER: CashOutOffer = {
  betId: "bet",
  currency: "EUR",
  stake: 1_000n,
  lines: 1,
  amount: 1_240n,
  version: "1",
  delayMs: 0,
};

const load = vi.fn<CashOutActions["load"]>();
const take = vi.fn<CashOutActions["take"]>();
const setAuto = vi.fn<CashOutActions["setAuto"]>();
const [preview, edit] = [vi.fn<CashOutActions["preview"]>(), vi.fn<CashOutActions["edit"]>()];

const show = (first: CashOut): void => {
  const legs = [{ eventId: "e", marketId: "e.1x2", outcomeKey: "home" }];
  renderOnPage(
    <CashOuts bets={[{ id: "bet", legs }]} first={[first]} {...{ load, take, setAuto, preview, edit }}>
      <CashOutButton bet={{ id: "bet", currency: "EUR", autoCashOut: null }} />
    </CashOuts>,
  );
};

const openDialog = async () => {
  fireEvent.click(screen.getByRole("button", { name: "Cash out €12.40" }));
  return within(await screen.findByRole("dialog", { name: "Cash out" }));
};

const confirm = async (dialog: Awaited<ReturnType<typeof openDialog>>, name: RegExp): Promise<void> => {
  const button = dialog.getByRole<HTMLButtonElement>("button", { name });
  await waitFor(() => expect(button.disabled).toBe(false), { timeout: 2_000 });
  fireEvent.click(button);
};

beforeEach(() => {
  for (const mock of [load, take, setAuto, refresh]) mock.mockReset();
  load.mockResolvedValue({ ok: true, value: [{ betId: "bet", offer: OFFER }] });
});

it("says why there is no offer", () => {
  show({ betId: "bet", offer: null, reason: { code: "suspended", reason: "feed:var" } });
  expect(screen.getByText("Cash-out suspended")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

it("takes no press at once, then cashes out the part that was chosen at the amount on the button", async () => {
  take.mockResolvedValue({
    ok: true,
    value: { betId: "bet", currency: "EUR", stake: 500n, amount: 620n, restId: "rest" },
  });
  show({ betId: "bet", offer: OFFER });
  const dialog = await openDialog();
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: "Cash out €12.40" }).disabled).toBe(true);
  fireEvent.click(dialog.getByRole("button", { name: "50%" }));
  expect(dialog.getByText(/stays on at the same odds/).textContent).toBe("€5.00 stays on at the same odds");
  await confirm(dialog, /^Cash out €6\.20$/);
  await waitFor(() => expect(refresh).toHaveBeenCalled());
  expect(take).toHaveBeenCalledWith(
    expect.objectContaining({ account: "player", betId: "bet", amount: "620", part: 5_000 }),
  );
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("shows an offer that changed, and sends a retry after a lost answer with the same key", async () => {
  take.mockRejectedValueOnce(new Error("the connection broke"));
  take.mockResolvedValueOnce({ ok: false, refusal: { code: "offer_changed", amount: 1_100n } });
  take.mockResolvedValueOnce({ ok: false, refusal: { code: "bet_ended" } });
  show({ betId: "bet", offer: OFFER });
  const dialog = await openDialog();
  await confirm(dialog, /^Cash out €/);
  await dialog.findByText(/couldn’t confirm the cash-out/);
  await confirm(dialog, /^Cash out €/);
  await dialog.findByText(/The offer has changed to/);
  await confirm(dialog, /^Cash out €/);
  await dialog.findByText("This bet has already ended.");
  const keys = take.mock.calls.map(([{ idempotencyKey }]) => idempotencyKey);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[1]);
});

it("sets an automatic cash-out, and refuses what is no amount", async () => {
  setAuto.mockResolvedValue({ ok: true, value: { target: 2_500n, stop: null } });
  show({ betId: "bet", offer: OFFER });
  const dialog = await openDialog();
  fireEvent.click(dialog.getByText("Auto cash-out"));
  const target = dialog.getByLabelText("At or above (EUR)");
  const save = () => fireEvent.submit(target.closest("form") as HTMLFormElement);
  save();
  expect(await dialog.findByText("Enter at least one amount, such as 25.00.")).toBeTruthy();
  fireEvent.change(target, { target: { value: "25" } });
  save();
  await waitFor(() =>
    expect(setAuto).toHaveBeenCalledWith({ account: "player", betId: "bet", target: "2500", stop: null }),
  );
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

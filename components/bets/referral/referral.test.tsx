// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { renderOnPage } from "../../testing/render.tsx";
import { type AnswerReferralAction, referralAnswers } from "./answer.ts";
import { Referral } from "./referral.tsx";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));
vi.mock(import("../../viewer/provider.tsx"), async (original) => ({
  ...(await original()),
  useViewer: () => ({ id: "player" }) as never,
}));

const answer = vi.fn<AnswerReferralAction>();
beforeEach(() => {
  answer.mockReset();
  referralAnswers.use(answer);
});

const show = (offer: Parameters<typeof Referral>[0]["offer"]) =>
  renderOnPage(<Referral betId="bet" currency="EUR" offer={offer} />);

it("says that the bet is with the traders, and asks nothing", () => {
  show(null);
  expect(screen.getByText(/^Your bet is with our traders\./)).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

it("sends once what the player answers to an offer", async () => {
  answer.mockResolvedValue({ ok: true, value: null });
  show({ stake: "12.50", odds: "19000" });
  expect(screen.getByText("Our traders offer €12.50 at 1.90.")).toBeTruthy();
  const accept = screen.getByRole<HTMLButtonElement>("button", { name: "Accept" });
  fireEvent.click(accept);
  fireEvent.click(accept);
  await waitFor(() => expect(refresh).toHaveBeenCalled());
  expect(answer.mock.calls).toEqual([[{ account: "player", betId: "bet", accept: true }]]);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Decline" }).disabled).toBe(true);
});

it("tells a player who is too late", async () => {
  answer.mockResolvedValue({ ok: false, refusal: { code: "referral_ended" } });
  show({ stake: "12.50", odds: null });
  expect(screen.getByText("Our traders offer a stake of €12.50.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Decline" }));
  expect((await screen.findByRole("alert")).textContent).toBe("This offer is no longer open.");
});

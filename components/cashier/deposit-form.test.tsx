// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { Route } from "next";
import { expect, it, vi } from "vitest";
import { EMPTY_FORM } from "../forms/state.ts";
import { renderOnPage } from "../testing/render.tsx";
import { DepositForm } from "./deposit-form.tsx";
import type { DepositState } from "./deposit-state.ts";

const offer = {
  methods: [
    { method: "play_money", provider: "demo", form: null },
    { method: "card", provider: "stripe", form: { kind: "simulated" as const } },
  ],
  saved: [{ id: "i1", method: "card", brand: "visa", last4: "4242", expired: false }],
  last: null,
  currency: "EUR" as const,
  limits: { minimum: 500n, maximum: 100_000n, perDay: 200_000n },
  leftToday: 50_000n,
  limit: null,
  unverified: null,
  suggestions: [1_000n, 2_500n],
};

const show = (action: (previous: DepositState, form: FormData) => Promise<DepositState>) => {
  renderOnPage(
    <DepositForm
      action={action}
      offer={offer}
      balance={1_250n}
      owed={0n}
      next={"/" as Route}
      firstKey="key-1"
    />,
  );
  return screen.getByRole<HTMLInputElement>("textbox", { name: "Amount (EUR)" });
};

const after = (): string | null => screen.getByText("After this deposit").nextSibling?.textContent ?? null;

it("reckons the balance afterwards as the amount is chosen or typed", () => {
  const input = show(async (state) => state);
  fireEvent.click(screen.getByRole("button", { name: "€10" }));
  expect(input.value).toBe("10");
  expect(after()).toBe("€22.50");
  fireEvent.change(input, { target: { value: "20.25" } });
  expect(after()).toBe("€32.75");
  expect(screen.getByRole("button", { name: "Deposit €20.25" })).toBeTruthy();
});

it("says how much may still be deposited when that is exceeded", () => {
  const input = show(async (state) => state);
  fireEvent.change(input, { target: { value: "600" } });
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("You can deposit another €500 in the next 24 hours.")).toBeTruthy();
  expect(after()).toBe("–");
});

it("sends the amount with one key, and shows the receipt", async () => {
  const action = vi.fn(
    async (_previous: DepositState, _form: FormData): Promise<DepositState> => ({
      ...EMPTY_FORM,
      answer: 1,
      done: "",
      receipt: { id: "d1", amount: "€25", balance: "€37.50", repeated: false, other: false },
      goTo: null,
    }),
  );
  show(action);
  fireEvent.click(screen.getByRole("button", { name: "Deposit €25" }));
  await waitFor(() => expect(screen.getByRole("status").textContent).toContain("€25 deposited"));
  const [, sent] = action.mock.calls[0] ?? [];
  expect(Object.fromEntries(sent ?? [])).toMatchObject({
    idempotencyKey: "key-1",
    amount: "25",
    payWith: "play_money",
  });
});

it("asks for a card only when one is to be entered, and offers saved ones", () => {
  show(async (state) => state);
  expect(screen.queryByLabelText("Card number")).toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "Visa •••• 4242" }));
  expect(screen.queryByLabelText("Card number")).toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "New card" }));
  expect(screen.getByLabelText("Card number")).toBeTruthy();
});

it("has Stripe.js make a token before the deposit is sent, and says what is wrong with the card", async () => {
  const checked = vi
    .fn<() => Promise<{ error?: { message: string } }>>()
    .mockResolvedValueOnce({ error: { message: "Your card number is incomplete." } })
    .mockResolvedValue({});
  const made = vi.fn(async () => ({ confirmationToken: { id: "ctoken_1" } }));
  const drawn = {
    mount: () => undefined,
    destroy: () => undefined,
    on: (event: string, listener: () => void) => event === "ready" && listener(),
  };
  const elements = { create: () => drawn, update: () => undefined, submit: checked };
  const options = vi.fn();
  const stripe = (key: string) => ({
    elements: (given: object) => {
      options(key, given);
      return elements;
    },
    createConfirmationToken: made,
  });
  Object.assign(window, { Stripe: stripe });
  const append = vi.spyOn(document.head, "append").mockImplementation((script) => {
    queueMicrotask(() => (script as HTMLElement).dispatchEvent(new Event("load")));
  });
  const action = vi.fn(async (state: DepositState, _form: FormData) => ({
    ...state,
    answer: state.answer + 1,
  }));
  const form = { kind: "stripe" as const, publishableKey: "pk_test_1", types: ["card", "link"] };
  renderOnPage(
    <DepositForm
      action={action}
      offer={{ ...offer, methods: [{ method: "card", provider: "stripe", form }], saved: [] }}
      balance={0n}
      owed={0n}
      wanted={3_000n}
      next={"/" as Route}
      firstKey="key-2"
    />,
  );
  await waitFor(() => expect(options).toHaveBeenCalled());
  const [[script]] = append.mock.calls as [[HTMLScriptElement]];
  expect(script.src).toBe("https://js.stripe.com/v3/");
  expect(options).toHaveBeenCalledWith(
    "pk_test_1",
    expect.objectContaining({
      mode: "payment",
      amount: 3_000,
      currency: "eur",
      paymentMethodTypes: ["card", "link"],
    }),
  );
  const send = screen.getByRole("button", { name: "Deposit €30" });
  fireEvent.click(send);
  expect((await screen.findByRole("alert")).textContent).toContain("Your card number is incomplete.");
  expect(action).not.toHaveBeenCalled();
  fireEvent.click(send);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  const [, sent] = action.mock.calls[0] as [DepositState, FormData];
  expect([sent.get("payWith"), sent.get("token")]).toEqual(["card", "ctoken_1"]);
});

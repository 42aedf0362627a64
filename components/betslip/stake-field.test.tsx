// @vitest-environment happy-dom
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { readAmount } from "#lib/core/amount.ts";
import type { Currency } from "#lib/core/money.ts";
import { renderOnPage } from "../testing/render.tsx";
import { StakeField } from "./stake-field.tsx";
import { slip } from "./store.ts";
import { useSlip } from "./use-slip.ts";

function Field({ currency, quickStakes }: { currency: Currency; quickStakes: string[] }) {
  const { stake } = useSlip();
  const read = readAmount(stake, currency, ".");
  return (
    <StakeField
      label="Stake"
      stake={stake}
      minor={read.ok ? read.value : null}
      fault={read.ok ? null : read.refusal}
      currency={currency}
      quickStakes={quickStakes}
      onEnter={() => undefined}
    />
  );
}

const show = (currency: Currency, quickStakes: string[]) => {
  renderOnPage(<Field currency={currency} quickStakes={quickStakes} />);
  return screen.getByRole<HTMLInputElement>("textbox", { name: "Stake" });
};

const type = (input: HTMLInputElement, value: string) => fireEvent.change(input, { target: { value } });

beforeEach(() => {
  slip.clear();
  slip.setStake("");
});

it("keeps what is typed, and says what is wrong with it", () => {
  const input = show("EUR", ["5", "10"]);
  type(input, "12.50");
  expect(slip.current().stake).toBe("12.50");
  expect(input.getAttribute("aria-invalid")).toBeNull();
  type(input, "12.505");
  expect(input.value).toBe("12.505");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("status").textContent).toBe("Enter at most 2 decimal places.");
});

it("takes a quick stake with one press, and shows which one is chosen", () => {
  show("EUR", ["5", "10"]);
  fireEvent.click(screen.getByRole("button", { name: "€10" }));
  expect(slip.current().stake).toBe("10");
  expect(screen.getByRole("button", { name: "€10" }).getAttribute("aria-pressed")).toBe("true");
  expect(screen.getByRole("button", { name: "€5" }).getAttribute("aria-pressed")).toBe("false");
});

it.each([
  ["JPY", "500", "500.5", "Enter a whole amount, without decimals."],
  ["KWD", "0.125", "0.1255", "Enter at most 3 decimal places."],
] as const)("knows the decimals of %s", (currency, right, wrong, words) => {
  const input = show(currency, []);
  type(input, right);
  expect(input.getAttribute("aria-invalid")).toBeNull();
  type(input, wrong);
  expect(screen.getByRole("status").textContent).toBe(words);
  expect(input.inputMode).toBe(currency === "JPY" ? "numeric" : "decimal");
});

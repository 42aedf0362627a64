// @vitest-environment happy-dom
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { readAmount } from "#lib/core/amount.ts";
import type { Currency } from "#lib/core/money.ts";
import { renderOnPage } from "../testing/render.tsx";
import { Keypad } from "./keypad.tsx";
import { QuickStakes } from "./quick-stakes.tsx";
import { StakeField } from "./stake-field.tsx";
import { slip } from "./store.ts";
import { useSlip } from "./use-slip.ts";

const ROW = "all";

function Field({ currency, quickStakes }: { currency: Currency; quickStakes: string[] }) {
  const { stakes } = useSlip();
  const text = stakes[ROW] ?? "";
  const read = readAmount(text, currency, ".");
  const write = (typed: string) => slip.setStake(ROW, typed);
  return (
    <>
      <StakeField
        label="Stake"
        row={{ key: ROW, text, fault: read.ok ? null : read.refusal }}
        currency={currency}
        active={false}
        marked={false}
        ownKeypad={false}
        onType={write}
        onFocus={() => undefined}
        onEnter={() => undefined}
      />
      <QuickStakes
        label="Quick stakes"
        amounts={quickStakes}
        minor={read.ok ? read.value : null}
        currency={currency}
        maximum="12.34"
        onPick={write}
        onMaximum={write}
      />
      <Keypad text={text} fresh={false} decimals={2} onType={write} onDone={() => undefined} />
    </>
  );
}

const show = (currency: Currency, quickStakes: string[]) => {
  renderOnPage(<Field currency={currency} quickStakes={quickStakes} />);
  return screen.getByRole<HTMLInputElement>("textbox", { name: "Stake" });
};

const type = (input: HTMLInputElement, value: string) => fireEvent.change(input, { target: { value } });

const leg = (event: number) => ({ marketId: `e${event}.1x2`, outcomeKey: "home", odds: "20000" });

beforeEach(() => {
  slip.clear();
  for (const event of [1, 2]) slip.toggle(leg(event));
  slip.setStake(ROW, "");
});

it("keeps what is typed, and says what is wrong with it", () => {
  const input = show("EUR", ["5", "10"]);
  type(input, "12.50");
  expect(slip.current().stakes[ROW]).toBe("12.50");
  expect(input.getAttribute("aria-invalid")).toBeNull();
  type(input, "12.505");
  expect(input.value).toBe("12.505");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("status").textContent).toBe("Enter at most 2 decimal places.");
});

it("takes a quick stake with one press, and shows which one is chosen", () => {
  show("EUR", ["5", "10"]);
  fireEvent.click(screen.getByRole("button", { name: "€10" }));
  expect(slip.current().stakes[ROW]).toBe("10");
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

it("offers the largest stake, and a keypad that writes what is pressed", () => {
  const input = show("EUR", ["5"]);
  fireEvent.click(screen.getByRole("button", { name: "Max" }));
  expect(input.value).toBe("12.34");
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
  for (let digit = 0; digit < 5; digit += 1) press("Delete the last digit");
  expect(input.value).toBe("");
  for (const key of [".", "5", "0"]) press(key);
  expect(input.value).toBe("0.50");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "." }).disabled).toBe(true);
});

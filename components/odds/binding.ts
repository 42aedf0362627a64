import type { OddsFormat } from "#lib/i18n/odds-format.ts";
import type { Price, Store } from "#lib/realtime/client/index.ts";
import { slip } from "../betslip/store.ts";
import { faceOf } from "./face.ts";

/** What the button is called in each state, for those who hear it. */
export type Naming = (state: ReturnType<typeof faceOf>["state"], price: string) => string;

export type Bound = { store: Store; outcomeId: string; format: OddsFormat; nameOf: Naming };

const ARROW_MS = 4_000;
const SWEEP_MS = 500;

/** Buttons that show an arrow, and until when. One timer takes all arrows away. */
const arrows = new Map<HTMLElement, number>();
let sweeping: ReturnType<typeof setInterval> | undefined;

const sweep = (): void => {
  const now = performance.now();
  for (const [button, until] of arrows) {
    if (until > now) continue;
    arrows.delete(button);
    delete button.dataset.move;
  }
  if (arrows.size > 0) return;
  clearInterval(sweeping);
  sweeping = undefined;
};

const showMove = (button: HTMLElement, direction: NonNullable<Price["direction"]>): void => {
  arrows.set(button, performance.now() + ARROW_MS);
  sweeping ??= setInterval(sweep, SWEEP_MS);
  button.dataset.move = direction;
  // Two names for one animation: taking the other one starts it again, without asking the browser for a layout.
  button.dataset.wash = button.dataset.wash === "a" ? "b" : "a";
};

const hideMove = (button: HTMLElement): void => {
  arrows.delete(button);
  delete button.dataset.move;
  delete button.dataset.wash;
};

const set = (button: HTMLElement, name: string, value: string): void => {
  if (button.getAttribute(name) !== value) button.setAttribute(name, value);
};

/** What a press of the button does now. */
export type Offer = { odds: string | null; offered: boolean; selected: boolean; text: string };

export const offerOf = ({ store, outcomeId, format }: Bound): Offer => {
  const price = store.price(outcomeId);
  const { text, state } = faceOf(price, format);
  return { odds: price?.odds ?? null, offered: state === "offered", selected: slip.has(outcomeId), text };
};

/** Writes a price as it is now onto its button. Only what differs is written. */
const show = (button: HTMLElement, { store, outcomeId, format, nameOf }: Bound): Price | null => {
  const price = store.price(outcomeId);
  const { text, state, stale } = faceOf(price, format);
  const selected = slip.has(outcomeId);
  set(button, "data-state", state);
  set(button, "aria-pressed", String(selected));
  set(button, "aria-disabled", String(state !== "offered" && !selected));
  set(button, "aria-label", nameOf(state, text));
  if (stale) button.dataset.stale = "";
  else delete button.dataset.stale;
  const figures = button.lastElementChild;
  if (figures && figures.textContent !== text) figures.textContent = text;
  return price;
};

/**
 * Keeps a price button true from now on, without React: a page has hundreds of them, and prices move many times a second. The
 * button is drawn once; its figures, state, choice and last move are written here. Returns the end.
 */
export const bindPrice = (button: HTMLElement, bound: Bound): (() => void) => {
  let seenAt = show(button, bound)?.movedAt ?? 0;
  const moved = (): void => {
    const price = show(button, bound);
    if (price?.status !== "offered") hideMove(button);
    else if (price.direction && price.movedAt > seenAt) showMove(button, price.direction);
    seenAt = price?.movedAt ?? seenAt;
  };
  const endPrice = bound.store.subscribePrice(bound.outcomeId, moved);
  const endSlip = slip.subscribe(() => {
    if (String(slip.has(bound.outcomeId)) !== button.getAttribute("aria-pressed")) show(button, bound);
  });
  return () => {
    endPrice();
    endSlip();
    hideMove(button);
  };
};

import type { OddsFormat } from "#lib/core/settings.ts";
import type { Price, Store } from "#lib/realtime/client/index.ts";
import { slip } from "../betslip/store.ts";
import { type PriceDisplay, priceDisplayOf } from "./price-display.ts";

/** What the button is called in each state, for those who hear it. */
export type Naming = (display: Pick<PriceDisplay, "state" | "text" | "plain">) => string;

export type Bound = { store: Store; outcomeId: string; format: OddsFormat; nameOf: Naming };

/**
 * Whether the button already shows the current price: then a page of hundreds of prices hydrates without writing any
 * of them.
 */
const isDrawn = (drawn: PriceDisplay, { store, outcomeId, format }: Bound): boolean => {
  const now = priceDisplayOf(store.price(outcomeId), format);
  return (
    (Object.keys(now) as (keyof PriceDisplay)[]).every((key) => now[key] === drawn[key]) &&
    !slip.has(outcomeId)
  );
};

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

/** What pressing the button does now. */
export type Offer = Pick<Price, "boost"> & {
  odds: string | null;
  offered: boolean;
  selected: boolean;
  text: string;
};

export const offerOf = ({ store, outcomeId, format }: Bound): Offer => {
  const price = store.price(outcomeId);
  const { text, state } = priceDisplayOf(price, format);
  return {
    odds: price?.odds ?? null,
    boost: price?.boost ?? null,
    offered: state === "offered",
    selected: slip.has(outcomeId),
    text,
  };
};

/** Writes the current price onto its button. Only differences are written. */
const show = (button: HTMLElement, { store, outcomeId, format, nameOf }: Bound): Price | null => {
  const price = store.price(outcomeId);
  const { text, plain, state, stale } = priceDisplayOf(price, format);
  const selected = slip.has(outcomeId);
  set(button, "data-state", state);
  set(button, "aria-pressed", String(selected));
  set(button, "aria-disabled", String(state !== "offered" && !selected));
  set(button, "aria-label", nameOf({ state, text, plain }));
  if (stale) button.dataset.stale = "";
  else delete button.dataset.stale;
  const figures = button.lastElementChild;
  if (figures?.firstChild && figures.firstChild.nodeValue !== text) figures.firstChild.nodeValue = text;
  if (plain === null) figures?.removeAttribute("data-plain");
  else if (figures instanceof HTMLElement) set(figures, "data-plain", plain);
  return price;
};

const UNSEEN_EVERY_MS = 2_000;

/** Changes out of sight: written every few seconds, for screen readers. */
const unseen = new Set<() => void>();
let waiting = false;

const writeLater = (write: () => void): void => {
  unseen.add(write);
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    const due = [...unseen];
    unseen.clear();
    for (const each of due) each();
  }, UNSEEN_EVERY_MS);
};

/** Called when a button comes into view, or leaves it by more than a quarter of the screen. */
const watchers = new Map<Element, (seen: boolean) => void>();
let observer: IntersectionObserver | undefined;

const watchSight = (button: HTMLElement, tell: (seen: boolean) => void): (() => void) => {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watchers.get(target)?.(isIntersecting);
    },
    { rootMargin: "25% 0px" },
  );
  watchers.set(button, tell);
  observer.observe(button);
  return () => {
    watchers.delete(button);
    observer?.unobserve(button);
  };
};

/**
 * Keeps a price button current, without React: a page has hundreds of them, and prices change many times a second.
 * The button is rendered once; its figures, state, selection and last move are written here, at once if visible and a
 * little later if not. `drawn` is what the button shows, if known. Returns a function that stops it.
 */
export const bindPrice = (button: HTMLElement, bound: Bound, drawn: PriceDisplay | null): (() => void) => {
  if (!drawn || !isDrawn(drawn, bound)) show(button, bound);
  let seenAt = bound.store.price(bound.outcomeId)?.movedAt ?? 0;
  let seen = true;

  const write = (): void => {
    unseen.delete(write);
    const price = show(button, bound);
    if (price?.status !== "offered") hideMove(button);
    else if (price.direction && price.movedAt > seenAt && seen) showMove(button, price.direction);
    seenAt = price?.movedAt ?? seenAt;
  };
  const changed = (): void => {
    if (seen || button.matches(":focus")) write();
    else writeLater(write);
  };

  const endSight = watchSight(button, (now) => {
    if (now && unseen.has(write)) write();
    seen = now;
  });
  const endPrice = bound.store.subscribePrice(bound.outcomeId, changed);
  const endSlip = slip.subscribe(() => {
    if (String(slip.has(bound.outcomeId)) !== button.getAttribute("aria-pressed")) show(button, bound);
  });
  return () => {
    endSight();
    unseen.delete(write);
    endPrice();
    endSlip();
    hideMove(button);
  };
};

"use client";

/** Moves the focus to the slip if it is visible, and returns whether it did. */
type Opener = () => boolean;

const openers = new Set<Opener>();
let cameFrom: HTMLElement | null = null;

export const offerSlip = (opener: Opener): (() => void) => {
  openers.add(opener);
  return () => openers.delete(opener);
};

/** Moves from a price, or from the top of the page, to the slip. */
export const goToSlip = (): void => {
  cameFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  for (const open of openers) if (open()) return;
};

/** Returns to where `goToSlip` was called. */
export const backFromSlip = (): void => {
  if (cameFrom?.isConnected) cameFrom.focus();
};

/** Ends an address that opens the slip: where a player comes back to who went to deposit. */
export const SLIP_HASH = "#slip";

/** Opens the slip where the address asks for it, once: the address then asks no more. */
export const openAddressedSlip = (): void => {
  if (location.hash !== SLIP_HASH) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  goToSlip();
};

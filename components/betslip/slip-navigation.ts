"use client";

/** Takes the reader to the slip if it can be seen where it stands, and says whether it did. */
type Opener = () => boolean;

const openers = new Set<Opener>();
let cameFrom: HTMLElement | null = null;

export const offerSlip = (opener: Opener): (() => void) => {
  openers.add(opener);
  return () => openers.delete(opener);
};

/** From a price, or from the top of the page, straight to the slip. */
export const goToSlip = (): void => {
  cameFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  for (const open of openers) if (open()) return;
};

/** Back to where `goToSlip` was called. */
export const backFromSlip = (): void => {
  if (cameFrom?.isConnected) cameFrom.focus();
};

/** Buttons that were pressed and not answered yet, and whether React listens by now. */
export type EarlyPresses = { kept: HTMLElement[]; awake: boolean };

declare global {
  interface Window {
    earlyPresses?: EarlyPresses;
  }
}

/** Runs in the page as text, before any other script: it may use nothing from outside. */
const keepPresses = (): void => {
  const early: EarlyPresses = { kept: [], awake: false };
  window.earlyPresses = early;
  const pressed = ({ target }: Event) => (target as Element).closest<HTMLElement>("button[type=button]");
  document.addEventListener(
    "click",
    (event) => {
      const button = pressed(event);
      if (button && !early.kept.includes(button)) early.kept.push(button);
    },
    true,
  );
  document.addEventListener("click", (event) => {
    if (early.awake) early.kept = early.kept.filter((button) => button !== pressed(event));
  });
};

/**
 * Keeps what is pressed before there is an answer to it, as the source of a script. It listens on the document before React does:
 * once React listens, a press that comes back up was answered, and one that does not was stopped by React on its way down, because
 * the scripts of its part of the page are still on their way.
 */
export const KEEP_PRESSES = `(${keepPresses})()`;

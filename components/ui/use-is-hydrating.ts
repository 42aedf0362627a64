import { useSyncExternalStore } from "react";

const never = () => () => undefined;
const same = () => 0;

/**
 * Whether a part of the page takes over what the server drew, which it does once and may do late: then it must draw the same. Not
 * on the server, and not for a part that is drawn by the browser from the start.
 */
export const useIsHydrating = (): boolean => {
  let hydrating = false;
  // React asks for the server's snapshot only then. It is always the same, so that nothing is drawn a second time.
  useSyncExternalStore(never, same, () => {
    hydrating = typeof window !== "undefined";
    return 0;
  });
  return hydrating;
};

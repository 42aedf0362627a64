const KEY = "evens.account";

/** A sign-out is answered within this time, or has failed. */
const SIGN_OUT_MS_MAX = 10_000;
let signingOutSince = Number.NEGATIVE_INFINITY;

/** Says that this page is signing out: where it goes next is decided by the answer, not by other tabs that hear of it first. */
export const signingOut = {
  begin: (): void => {
    signingOutSince = performance.now();
  },
  now: (): boolean => performance.now() - signingOutSince < SIGN_OUT_MS_MAX,
};

/** The account that this browser's pages knew last, for its other tabs: "" is a visitor, null is not known. */
export const lastAccount = {
  key: KEY,
  read: (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  write: (account: string): void => {
    try {
      localStorage.setItem(KEY, account);
    } catch {
      // A browser that keeps nothing has no other tabs to keep in step: the sidecar still says when a session has ended.
    }
  },
};

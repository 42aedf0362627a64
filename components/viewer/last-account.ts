const KEY = "evens.account";

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

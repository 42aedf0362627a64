import type { Currency } from "#lib/core/money.ts";
import type { PlayView } from "#lib/players/schema.ts";
import type { BalanceView } from "#lib/realtime/client/index.ts";
import type { OddsChoice, RecentPendingBet } from "#lib/sportsbook/betting/schema.ts";

/** The signed-in player, as islands of a page need it. To the pages of the site, staff are visitors. */
export type Viewer = {
  id: string;
  currency: Currency;
  quickStakes: string[];
  oddsChoice: OddsChoice;
  /** As of when it was read. The realtime store has the newest. */
  balance: BalanceView;
  /** Notifications that were not read when it was asked, counted up to a hundred. */
  unread: number;
  /** Set while the player may not bet, deposit or play; until then (ISO 8601), null without an end. */
  exclusion: { until: string | null } | null;
  /** The time on the site, as of when it was read. */
  play: PlayView;
  followed: (Omit<RecentPendingBet, "end"> & { ended: boolean })[];
};

/** What `GET /api/me` answers. */
export type ViewerAnswer = {
  /** Null where no player is signed in. */
  viewer: Viewer | null;
  isStaff: boolean;
  /** This device showed pages differently from the viewer's settings, and shows them as the settings say from the next one on. */
  displayChanged: boolean;
};

export type ViewerState = {
  /** False until the site has said who is signed in. Visitors are known from the start. */
  known: boolean;
  viewer: Viewer | null;
  isStaff: boolean;
  /**
   * The account whose slip is open. Until the viewer is known it is the one that this browser knew last, so that what is pressed
   * meanwhile is added to that slip.
   */
  account: string | null;
  /** Grows when one known viewer gives way to another: whatever speaks for the old one must begin anew. */
  generation: number;
};

export type ViewerStore = ReturnType<typeof createViewerStore>;

type Options = {
  /** Whether the browser sent a session's cookie. */
  signedIn: boolean;
  /** The account that this browser knew last, if any. */
  lastAccount: () => string | null;
  ask: () => Promise<ViewerAnswer>;
};

/** Who looks at the page. A shared page names nobody, so this is asked for once the page is in the browser. */
export const createViewerStore = ({ signedIn, lastAccount, ask }: Options) => {
  let state: ViewerState = {
    known: !signedIn,
    viewer: null,
    isStaff: false,
    account: signedIn ? lastAccount() : null,
    generation: 0,
  };
  let asked = 0;
  const listeners = new Set<() => void>();

  const set = ({ viewer, isStaff }: Pick<ViewerState, "viewer" | "isStaff">): void => {
    const account = viewer?.id ?? null;
    const replaced = state.known && account !== (state.viewer?.id ?? null);
    state = { known: true, viewer, isStaff, account, generation: state.generation + (replaced ? 1 : 0) };
    for (const listener of listeners) listener();
  };

  return {
    current: (): ViewerState => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Nobody is signed in, as a page that was drawn later says. */
    signedOut: (): void => {
      asked += 1;
      if (!state.known || state.viewer || state.isStaff) set({ viewer: null, isStaff: false });
    },
    /** Asks the site who is signed in now. Rejects where it does not answer; an answer overtaken by a later question is dropped. */
    load: async (): Promise<ViewerAnswer> => {
      asked += 1;
      const question = asked;
      const answer = await ask();
      if (question === asked) set(answer);
      return answer;
    },
  };
};

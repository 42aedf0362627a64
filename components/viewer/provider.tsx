"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { lastAccount } from "./last-account.ts";
import {
  createViewerStore,
  type Viewer,
  type ViewerAnswer,
  type ViewerState,
  type ViewerStore,
} from "./viewer.ts";

const ANSWER_MS_MAX = 5_000;
const ASK_AGAIN_MS = 2_000;

const ask = async (): Promise<ViewerAnswer> => {
  const answer = await fetch("/api/me", { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (!answer.ok) throw new Error(`/api/me answered ${answer.status}`);
  return answer.json() as Promise<ViewerAnswer>;
};

const open = (signedIn: boolean): ViewerStore =>
  createViewerStore({
    signedIn,
    lastAccount: () => (typeof window === "undefined" ? null : lastAccount.read() || null),
    ask,
  });

type Held = { store: ViewerStore; signedIn: boolean };

const VISITOR: Held = { store: open(false), signedIn: false };
const ViewerContext = createContext<Held>(VISITOR);

/** Asks until the site answers, and hands its answer on. Returns the end. */
const load = (store: ViewerStore, answered: (answer: ViewerAnswer) => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const turn = (): void => {
    store.load().then(
      (answer) => ended || answered(answer),
      () => {
        if (!ended) timer = setTimeout(turn, ASK_AGAIN_MS);
      },
    );
  };
  turn();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
};

/**
 * Who looks at the pages below. `signedIn` says whether the browser sent a session's cookie, which is all that a shared page knows;
 * who it is, is read from `GET /api/me`. `drawnFor` is the account that a personal page was drawn for: should the browser be signed
 * in as another one by the time that its scripts run, it is loaded anew.
 */
export function ViewerProvider({
  signedIn,
  drawnFor,
  children,
}: {
  signedIn: boolean;
  drawnFor: string | null;
  children: ReactNode;
}) {
  const router = useRouter();
  const [store] = useState(() => open(signedIn));
  const [held, setHeld] = useState<Held>({ store, signedIn });
  if (held.signedIn !== signedIn) setHeld({ store, signedIn });
  useEffect(() => {
    if (!signedIn) return store.signedOut();
    return load(store, ({ viewer, displayChanged }) => {
      if (drawnFor !== null && viewer?.id !== drawnFor) location.reload();
      else if (displayChanged) router.refresh();
    });
  }, [store, signedIn, drawnFor, router]);
  return <ViewerContext value={held}>{children}</ViewerContext>;
}

const useHeldState = <T,>(read: (state: ViewerState) => T, drawn: (held: Held) => T): T => {
  const held = useContext(ViewerContext);
  return useSyncExternalStore(
    held.store.subscribe,
    () => read(held.store.current()),
    () => drawn(held),
  );
};

/** The signed-in player; null for visitors and staff, and until it is known who is signed in. */
export const useViewer = (): Viewer | null =>
  useHeldState(
    ({ viewer }) => viewer,
    () => null,
  );

/** Whether to show the page of a player who is signed in: true from the first paint on, before it is known who that is. */
export const useSignedIn = (): boolean =>
  useHeldState(
    ({ known, viewer }) => !known || viewer !== null,
    ({ signedIn }) => signedIn,
  );

/** Whether a member of staff is signed in. */
export const useIsStaff = (): boolean =>
  useHeldState(
    ({ isStaff }) => isStaff,
    () => false,
  );

/** Whether it is known who looks at the page. */
export const useViewerKnown = (): boolean =>
  useHeldState(
    ({ known }) => known,
    ({ signedIn }) => !signedIn,
  );

/** The account whose slip is shown; null is the visitor's. */
export const useSlipAccount = (): string | null =>
  useHeldState(
    ({ account }) => account,
    () => null,
  );

/** Changes when one known viewer gives way to another. */
export const useViewerGeneration = (): number =>
  useHeldState(
    ({ generation }) => generation,
    () => 0,
  );

/** The store itself, for what is read or asked for at an event and not while drawing. */
export const useViewerStore = (): ViewerStore => useContext(ViewerContext).store;

/** Reads who is signed in again and draws the page anew, when the sidecar or another tab says that something changed. */
export const useReloadViewer = (): (() => void) => {
  const router = useRouter();
  const store = useViewerStore();
  const end = useRef<() => void>(undefined);
  useEffect(() => () => end.current?.(), []);
  return useCallback(() => {
    end.current?.();
    end.current = load(store, () => router.refresh());
  }, [store, router]);
};

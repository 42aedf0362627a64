"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { createStore, playerTopic, type Store } from "#lib/realtime/client/index.ts";
import { useViewer, useViewerGeneration } from "../viewer/provider.tsx";
import { poll } from "./poll.ts";
import type { Seeds } from "./seed-text.ts";
import { createTopics, type Topics } from "./topics.ts";

type Realtime = { store: Store; topics: Topics };

const RealtimeContext = createContext<Realtime | null>(null);

export const useRealtime = (): Realtime => {
  const held = useContext(RealtimeContext);
  if (!held) throw new Error("no RealtimeProvider above");
  return held;
};

/** Outside of `Seed` the server renders without any event. */
const RenderedContext = createContext<Store>(createStore());

/** What the server rendered the page from: the server's snapshot of every hook that reads the store. */
export const useRendered = (): Store => useContext(RenderedContext);

/** Where browsers reach the sidecar; without a fixed address, the page's own host at that port. */
export type RealtimeAddress = { url: string } | { port: number };

const LOAD_AGAIN_MS = 3_000;

const urlOf = (address: RealtimeAddress): string =>
  "url" in address ? address.url : `${location.protocol}//${location.hostname}:${address.port}`;

/**
 * One store and one connection for the page. It is part of the layout, so that both outlive navigation. Follows the balance and the
 * bets of the viewer, once that is known.
 */
export function RealtimeProvider({
  address,
  polls = false,
  children,
}: {
  address: RealtimeAddress;
  /** Whether the site itself is asked where the sidecar's socket does not get through. */
  polls?: boolean;
  children: ReactNode;
}) {
  const [store] = useState(createStore);
  const [topics] = useState(createTopics);
  const where = JSON.stringify(address);
  const viewer = useViewer();
  const viewerId = viewer?.id;
  const generation = useViewerGeneration();

  useEffect(() => {
    store.seedPlayer(viewer?.id ?? null, viewer?.balance ?? null);
  }, [store, viewer]);
  useEffect(() => (viewerId ? topics.follow(playerTopic(viewerId)) : undefined), [topics, viewerId]);

  // Signing in or out changes who the connection speaks for, so it is made anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the generation is who that is
  useEffect(() => {
    let left = false;
    let close = (): void => undefined;
    const open = async (): Promise<void> => {
      // A script of its own: a page is shown and can be used before it has a connection.
      const { connect } = await import("#lib/realtime/client/connection.ts");
      if (left) return;
      const opened = connect({
        url: urlOf(JSON.parse(where) as RealtimeAddress),
        store,
        poll: polls ? poll : undefined,
      });
      const putDown = topics.carryOn(opened);
      close = () => {
        putDown();
        opened.close();
      };
    };
    const openAgain = (): void => {
      open().catch(() => {
        store.setConnection({ status: "stale" });
        timer = setTimeout(openAgain, LOAD_AGAIN_MS);
      });
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    openAgain();
    return () => {
      left = true;
      clearTimeout(timer);
      close();
    };
  }, [where, store, topics, generation, polls]);

  const value = useMemo(() => ({ store, topics }), [store, topics]);
  return <RealtimeContext value={value}>{children}</RealtimeContext>;
}

/** Puts what the server rendered, as `seedText` wrote it, into the store before its children read it. */
export function Seed({ seeds, children }: { seeds: string; children?: ReactNode }) {
  const { store } = useRealtime();
  const rendered = useMemo(() => {
    const read = JSON.parse(seeds) as Seeds;
    const snapshot = createStore();
    snapshot.seed(read);
    store.seed(read, snapshot);
    return snapshot;
  }, [store, seeds]);
  return <RenderedContext value={rendered}>{children}</RenderedContext>;
}

"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { connect, createStore, playerTopic, type Store } from "#lib/realtime/client/index.ts";
import { useIsHydrating } from "../ui/use-is-hydrating.ts";
import { useViewer, useViewerGeneration } from "../viewer/provider.tsx";
import { poll } from "./poll.ts";
import type { Seeds } from "./seed-text.ts";
import { createTopics, type Topics } from "./topics.ts";

type Realtime = {
  store: Store;
  /** What the document was drawn with and nothing that came after, no later page either: parts that wake up late start from it. */
  rendered: Store;
  topics: Topics;
};

const RealtimeContext = createContext<Realtime | null>(null);

export const useRealtime = (): Realtime => {
  const held = useContext(RealtimeContext);
  if (!held) throw new Error("no RealtimeProvider above");
  return held;
};

/** Where browsers reach the sidecar; without a fixed address, the page's own host at that port. */
export type RealtimeAddress = { url: string } | { port: number };

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
  // On the server nothing comes after what is rendered, so one store is both.
  const [rendered] = useState(() => (typeof window === "undefined" ? store : createStore()));
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
    const opened = connect({
      url: urlOf(JSON.parse(where) as RealtimeAddress),
      store,
      poll: polls ? poll : undefined,
    });
    const putDown = topics.carryOn(opened);
    return () => {
      putDown();
      opened.close();
    };
  }, [where, store, topics, generation, polls]);

  const value = useMemo(() => ({ store, rendered, topics }), [store, rendered, topics]);
  return <RealtimeContext value={value}>{children}</RealtimeContext>;
}

/** Puts what the server rendered, as `seedText` wrote it, into the store before its children read it. */
export function Seed({ seeds, children }: { seeds: string; children?: ReactNode }) {
  const { store, rendered } = useRealtime();
  const hydrating = useIsHydrating();
  useMemo(() => {
    const read = JSON.parse(seeds) as Seeds;
    if (hydrating) rendered.seed(read);
    store.seed(read, hydrating ? rendered : undefined);
  }, [store, rendered, hydrating, seeds]);
  return children;
}

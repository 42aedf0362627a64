"use client";

import { useSyncExternalStore } from "react";
import { FAVOURITES_COOKIE, PINNED_COOKIE } from "#lib/core/cookies.ts";
import {
  type Favourite,
  type FavouriteKind,
  readFavourites,
  writeFavourites,
} from "#lib/sportsbook/favourites/views.ts";

/** Pages of events read what is pinned, lists the others: each page depends on what it shows. */
const COOKIES = [FAVOURITES_COOKIE, PINNED_COOKIE] as const;
const cookieOf = (kind: FavouriteKind): (typeof COOKIES)[number] =>
  kind === "market" ? PINNED_COOKIE : FAVOURITES_COOKIE;

type Change = { add: Favourite[]; remove: Favourite[] };

const listeners = new Set<() => void>();
let save: (change: Change) => void = () => undefined;

const textOf = (name: string): string =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? "";

/** The cookies as one text, which stays the same while nothing changes. */
const textOfAll = (): string => COOKIES.map(textOf).join("\n");

const favouritesIn = (text: string): Favourite[] => text.split("\n").flatMap(readFavourites);

const all = (): Favourite[] => favouritesIn(textOfAll());

const same = (one: Favourite, other: Favourite): boolean =>
  one.kind === other.kind && one.subject === other.subject;

const replace = (held: readonly Favourite[]): void => {
  for (const name of COOKIES) {
    const text = writeFavourites(held.filter(({ kind }) => cookieOf(kind) === name));
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `${name}=${text}; path=/; max-age=${text === "" ? 0 : 31_536_000}; samesite=lax`;
  }
  for (const listener of listeners) listener();
};

/** What this browser shows first, kept in cookies for the server to draw pages by, and for players in their account. */
export const favourites = {
  all,
  has: (favourite: Favourite): boolean => all().some((each) => same(each, favourite)),
  /** Returns whether it is one now. */
  toggle: (favourite: Favourite): boolean => {
    const held = all();
    const on = !held.some((each) => same(each, favourite));
    replace(on ? [...held, favourite] : held.filter((each) => !same(each, favourite)));
    save(on ? { add: [favourite], remove: [] } : { add: [], remove: [favourite] });
    return on;
  },
  replace,
  /** Where changes go besides the cookies, until the returned function is called. */
  saveTo: (to: (change: Change) => void): (() => void) => {
    save = to;
    return () => {
      if (save === to) save = () => undefined;
    };
  },
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useFavourite = (favourite: Favourite): boolean =>
  useSyncExternalStore(
    subscribe,
    () => favourites.has(favourite),
    () => false,
  );

/** All favourites of this browser; none before it is hydrated. */
export const useFavourites = (): Favourite[] =>
  favouritesIn(useSyncExternalStore(subscribe, textOfAll, () => ""));

"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { Favourite } from "#lib/sportsbook/favourites/views.ts";
import { useViewer, useViewerKnown } from "../viewer/provider.tsx";
import { favourites } from "./store.ts";

const OWNER_KEY = "evens.favourites-of";

type Actions = {
  change: (change: { add: Favourite[]; remove: Favourite[] }) => Promise<ActionResult<void, never>>;
  load: (asked: Record<string, never>) => Promise<ActionResult<Favourite[], never>>;
};

/** Whose the favourites in this browser are: "" for a visitor's. Null where the browser keeps nothing. */
const owner = {
  read: (): string | null => {
    try {
      return localStorage.getItem(OWNER_KEY) ?? "";
    } catch {
      return null;
    }
  },
  write: (account: string): void => {
    try {
      localStorage.setItem(OWNER_KEY, account);
    } catch {
      // Then they are taken for those of whoever is signed in.
    }
  },
};

const textOf = (all: readonly Favourite[]): string =>
  all
    .map(({ kind, subject }) => `${kind} ${subject}`)
    .sort()
    .join("\n");

/**
 * Keeps the favourites of a player the same on all devices. What a visitor marked goes to the account that signs in; what an account
 * marked leaves the browser with it.
 */
export function FavouritesSync({ change, load }: Actions) {
  const router = useRouter();
  const viewer = useViewer();
  const account = useViewerKnown() ? (viewer?.id ?? "") : undefined;
  useEffect(() => {
    if (account === undefined) return;
    const before = owner.read();
    if (account === "") {
      if (before) {
        favourites.replace([]);
        router.refresh();
      }
      owner.write("");
      return;
    }
    let gone = false;
    const end = favourites.saveTo((made) => void change(made).catch(() => undefined));
    const held = favourites.all();
    const take = async (): Promise<void> => {
      if (before === "" && held.length > 0) await change({ add: held, remove: [] });
      const answer = await load({});
      if (gone || !answer.ok) return;
      owner.write(account);
      if (textOf(answer.value) === textOf(favourites.all())) return;
      favourites.replace(answer.value);
      router.refresh();
    };
    take().catch(() => undefined);
    return () => {
      gone = true;
      end();
    };
  }, [account, change, load, router]);
  return null;
}

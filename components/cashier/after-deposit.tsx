"use client";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";

const KEY = "evens:after-deposit";

/** Remembers, in this tab, where a player goes on after a deposit: the way may lead over the bank's page. */
export const rememberWayBack = (next: string): void => {
  try {
    if (next === "/") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, next);
  } catch {
    // Without storage there is no such way.
  }
};

const wayBack = (): string | null => {
  try {
    const next = sessionStorage.getItem(KEY);
    return next?.startsWith("/") && !next.startsWith("//") ? next : null;
  } catch {
    return null;
  }
};

const never = () => () => {};

/** The way back to where the player came from to deposit, such as the slip. Nothing where there is none. */
export function AfterDeposit() {
  const t = useTranslations("cashier");
  const next = useSyncExternalStore(never, wayBack, () => null);
  if (!next) return null;
  return (
    <PageLink href={next as Route} className={buttonClass({ kind: "primary" }, "print:hidden")}>
      {t(next.endsWith("#slip") ? "backToSlip" : "back")}
    </PageLink>
  );
}
